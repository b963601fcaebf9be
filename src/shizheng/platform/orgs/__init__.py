"""The one tree of organisations: bureaus, institutions, counties, their names over time."""
