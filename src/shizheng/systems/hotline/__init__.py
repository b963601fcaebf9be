"""12345 热线: what is particular to the hotline; its cases run on the case engine."""
