"""The boxes of a desk; no Django."""
