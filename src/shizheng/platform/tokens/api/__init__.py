"""How every API lets programs in."""
