"""Packs of the hotline."""
