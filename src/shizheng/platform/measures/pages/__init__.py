"""The list of measures, one measure, and the rows behind a figure."""
