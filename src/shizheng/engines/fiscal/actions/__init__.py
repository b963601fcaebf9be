"""Every write of the engine: books, projects, contracts, promises."""
