"""``shizheng measures``."""
