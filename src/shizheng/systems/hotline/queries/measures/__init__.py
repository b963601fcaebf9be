"""The hotline's measures: which rows they count, and how each is defined."""
