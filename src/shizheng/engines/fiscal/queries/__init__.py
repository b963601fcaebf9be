"""Reads over several of the engine's tables."""
