"""How a person likes to work: the filters they saved and the columns they chose, wherever they log in."""
