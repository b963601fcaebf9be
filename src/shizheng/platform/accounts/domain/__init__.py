"""Plain rules of accounts; no Django."""
