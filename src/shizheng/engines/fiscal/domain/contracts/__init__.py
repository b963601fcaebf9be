"""Contracts: how they are paid, what is due when, how far they may grow; integer 分."""
