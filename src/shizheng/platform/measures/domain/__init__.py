"""Periods, figures and how they compare; no Django."""
