"""Reads over several tables of the engine."""
