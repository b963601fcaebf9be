"""The knowledge base; no Django."""
