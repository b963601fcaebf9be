"""Every file format is read into the one shape of ``source.Source``."""
