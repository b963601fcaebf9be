"""The ticker: a process that starts what is due."""
