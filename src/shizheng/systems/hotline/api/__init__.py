"""The doors of the hotline for programs."""
