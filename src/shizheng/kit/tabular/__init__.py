"""Tables in and out: CSV and Excel as streams of rows with their addresses."""
