"""Names, kinds and storage of files; no Django."""
