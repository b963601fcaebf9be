"""The process of a hotline work order, declared."""
