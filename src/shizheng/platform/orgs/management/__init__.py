"""How organisations are brought in from a city's pack."""
