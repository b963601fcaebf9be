"""Files of other platforms: how their columns are read into past cases. Pure; nothing here knows a database."""
