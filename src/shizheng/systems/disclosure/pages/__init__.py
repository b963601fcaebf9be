"""Pages of the disclosure system."""
