"""Personal data at rest: sealed with SM4, found by a blind index, shown masked, opened with a reason."""
