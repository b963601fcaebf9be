"""What `shizheng cases …` runs."""
