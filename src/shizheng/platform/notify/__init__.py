"""Telling people: in the platform and by e-mail."""
