"""What a permission reaches, and who is acting; no Django."""
