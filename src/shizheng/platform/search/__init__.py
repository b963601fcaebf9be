"""Finding rows by words: Chinese terms indexed beside the row on either database, and the shell's search box."""
