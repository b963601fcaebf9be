"""What differs between cities, as YAML files: read, checked as a whole, applied as a whole."""
