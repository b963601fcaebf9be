"""工作台: everybody's first page, what waits for the actor and what the systems show there."""
