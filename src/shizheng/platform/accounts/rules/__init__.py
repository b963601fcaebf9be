"""What a password must satisfy."""
