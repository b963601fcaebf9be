"""Signing, pacing and addresses; no Django."""
