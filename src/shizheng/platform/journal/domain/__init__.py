"""What an entry says, how it is sealed and what a broken chain means; no Django."""
