"""A person's own tokens, and everybody's for who manages them."""
