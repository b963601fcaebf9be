"""A small imaginary system for trying the console alone: roads, with no platform beneath it."""
