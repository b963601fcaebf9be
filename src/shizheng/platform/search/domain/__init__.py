"""Terms of a text; no Django."""
