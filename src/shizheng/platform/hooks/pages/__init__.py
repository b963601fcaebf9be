"""Subscriptions and what is on its way to them."""
