"""What kinds of work there are; no Django."""
