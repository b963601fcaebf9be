"""Every write of the disclosure system."""
