"""Measures: declared once, counted into cells, read over any period, opened to rows."""
