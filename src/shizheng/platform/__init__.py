"""Small apps with tables that every system needs."""
