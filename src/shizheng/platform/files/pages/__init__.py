"""Handing a stored file out."""
