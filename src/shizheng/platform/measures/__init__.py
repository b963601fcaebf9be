"""Figures: a measure is declared once, kept as additive daily cells, and opened to the rows behind it."""
