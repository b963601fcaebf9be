"""Bringing the cells up to what the rows say."""
