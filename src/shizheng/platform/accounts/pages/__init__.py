"""Log-in, log-out, switching posts."""
