"""Tables of the measures: cells, what they stand on, and which days wait to be counted again."""

from shizheng.platform.measures.models.cell import Cell, CellValue, Grain
from shizheng.platform.measures.models.standing import Edition, Feed, Standing, Touched

__all__ = ["Cell", "CellValue", "Edition", "Feed", "Grain", "Standing", "Touched"]
