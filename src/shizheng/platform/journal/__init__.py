"""What was done, by whom, when and why: append-only and chained, so that an alteration is found."""
