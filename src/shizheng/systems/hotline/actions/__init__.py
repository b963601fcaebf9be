"""Writes of the hotline."""
