"""How roles and accounts are brought in from a pack."""
