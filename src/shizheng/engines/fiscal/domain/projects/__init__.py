"""Projects: what they are, how they move from proposal to closing, what money and purchases they carry."""
