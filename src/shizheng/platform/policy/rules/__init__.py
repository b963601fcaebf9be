"""Limits that hold for everybody."""
