"""Three processes that have little in common, over one engine."""
