"""What a token is made of; no Django."""
