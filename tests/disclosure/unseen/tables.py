"""Rows that many regions print alike, with the wording and the columns left to the layout."""

from collections.abc import Callable, Sequence

from tests.disclosure.unseen.account import Account, Year, name_of
from tests.disclosure.unseen.paper import Paper

CLASSES = (
    ("201", "一般公共服务支出"), ("202", "外交支出"), ("203", "国防支出"), ("204", "公共安全支出"), ("205", "教育支出"),
    ("206", "科学技术支出"), ("207", "文化旅游体育与传媒支出"), ("208", "社会保障和就业支出"), ("210", "卫生健康支出"),
    ("211", "节能环保支出"), ("212", "城乡社区支出"), ("213", "农林水支出"), ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"), ("216", "商业服务业等支出"), ("217", "金融支出"), ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"), ("221", "住房保障支出"), ("222", "粮油物资储备支出"),
    ("224", "灾害防治及应急管理支出"), ("229", "其他支出"),
)  # fmt: skip
TENS = ("", "十", "二十")
ORDINALS = [TENS[number // 10] + "〇一二三四五六七八九"[number % 10].strip("〇") for number in range(1, 24)]
Amount = Callable[[str], int]


def functions(paper: Paper, year: Year, columns: Sequence[Amount], *, fund: str = "", **how: bool) -> list[list[str]]:
    """类, 款 and 项 with their money; ``columns`` take a code. ``how``: indent names, total row last, no total."""
    rows = []
    for code in ["", *year.functions(fund)]:
        name = name_of(code) if code else ""
        cells = [paper.cell(column(code)) for column in columns]
        if how.get("indent") and code:
            name = "　" * {3: 0, 5: 1, 7: 2}[len(code)] + name
        rows.append([code or "合计", name, *cells] if code or not how.get("beside") else ["", "合计", *cells])
    if how.get("last"):
        rows = [*rows[1:], rows[0]]
    return rows[1:] if how.get("bare") and not how.get("last") else rows


def spent(year: Year, fund: str = "", *natures: str) -> list[Amount]:
    """Column functions: the whole, then each nature."""

    def column(nature: str) -> Amount:
        return lambda code: year.total(fund=fund, func=code, nature=nature)

    return [column(nature) for nature in natures]


def classes(year: Year, every: bool, fund: str = "") -> list[tuple[str, str, int]]:
    """Ordinal, name and money of functional classes, all of them or those with money."""
    told = [(code, name) for code, name in CLASSES if every or year.total(fund=fund, func=code)]
    return [
        (ordinal, name, year.total(fund=fund, func=code)) for ordinal, (code, name) in zip(ORDINALS, told, strict=False)
    ]


def beside(left: list[list[str]], right: list[list[str]], widths: tuple[int, int]) -> list[list[str]]:
    """Two lists side by side."""
    rows = []
    for index in range(max(len(left), len(right))):
        one = left[index] if index < len(left) else [""] * widths[0]
        other = right[index] if index < len(right) else [""] * widths[1]
        rows.append([*one, *other])
    return rows


def economics(paper: Paper, year: Year, fund: str = "general", *, total: str = "合计") -> list[list[str]]:
    """Code, name, whole, staff and public of basic spending by economic class."""
    rows = []
    for code in ["", *year.classes(fund)] if total else year.classes(fund):
        cells = [year.total(fund=fund, dept=code, nature=nature) for nature in ("basic", "staff", "public")]
        rows.append([code or total, name_of(code) if code else "", *map(paper.cell, cells)])
    return rows


def reasons(account: Account) -> tuple[str, ...]:
    """Grounds for change that name nobody."""
    return (
        "人员正常增资及社保缴费基数调整",
        "按照过紧日子要求压减一般性支出",
        f"{account.projects[0]}任务量变化",
        "上年部分任务已经完成",
    )
