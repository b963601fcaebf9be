"""Reading YAML with places, and saying in Chinese what does not fit; no Django."""
