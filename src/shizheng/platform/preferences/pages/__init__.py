"""Preferences as the console asks for them."""
