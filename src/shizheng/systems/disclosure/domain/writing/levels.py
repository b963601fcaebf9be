"""Words that all performance sheets print: levels of indicators, and cells that are labels."""

from shizheng.systems.disclosure.domain.manuscript import Cell

LEVEL1 = {"output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标", "cost": "成本指标"}
LEVEL2 = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timing": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "lasting": "可持续影响指标",
    "satisfaction": "服务对象满意度指标",
}


def label(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A cell that the form prints."""
    return Cell(text, columns=columns, rows=rows, is_label=True, align="center")
