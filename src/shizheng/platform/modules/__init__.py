"""What a switched-on part of the platform brings with it: the manifest and its registration."""
