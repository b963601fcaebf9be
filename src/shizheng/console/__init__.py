"""Floor 2: how pages look and behave. No tables, and no knowledge of anybody's models."""
