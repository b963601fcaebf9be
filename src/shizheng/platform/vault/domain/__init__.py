"""Keys, sealing, masking; no Django."""
