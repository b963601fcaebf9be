"""A plain console over the cases of every process; systems subclass what they want different."""
