"""The engine's tables."""
