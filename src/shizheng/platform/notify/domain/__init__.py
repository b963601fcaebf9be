"""Carrying short messages, without a database."""
