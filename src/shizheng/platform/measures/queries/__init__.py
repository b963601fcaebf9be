"""What measures are, how they are counted, and how they are read."""
