"""Who may do what, and to which rows: deny by default."""
