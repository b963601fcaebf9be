"""Files as they were handed in: by digest, with the kind their content shows."""
