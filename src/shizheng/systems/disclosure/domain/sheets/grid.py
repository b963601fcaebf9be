"""The indicator part of a sheet, read as a stream of names and values.

In exports the level labels of merged cells drift up and down, rows shift left and cells get lost; the order of names
and values survives. So a row's labels are taken out first, and what is left is name, value, name, value.
"""

import re

from shizheng.engines.fiscal.domain.sheet import Column, Indicator, Irregularity, LevelLabel, Piece, Score, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.systems.disclosure.domain.sheets.cells import POINTS, Cells, target_of
from shizheng.systems.disclosure.domain.sheets.labels import weight_of, without_number
from shizheng.systems.disclosure.domain.sheets.pairs import (
    YEARS,
    Pair,
    is_content,
    joined,
    named_by_label,
    pairs_of,
    same_start,
)
from shizheng.systems.disclosure.domain.sheets.tokens import Row, Token, is_value

_TORN = re.compile(r"[（(]?\s*([<>＜＞≤≥])\s*$")
UNUSED = re.compile(r"指标\d{1,2}\s*[:：]?")
COLUMNS: tuple[Column, Column] = ("period", "annual")
LEVEL1_OF = {
    "quantity": "output", "quality": "output", "timing": "output", "economic": "benefit", "social": "benefit",
    "ecological": "benefit", "lasting": "benefit", "satisfaction": "satisfaction", "cost": "cost",
}  # fmt: skip


class Grid:
    """Reads indicator rows into a sheet."""

    def __init__(self, sheet: TargetSheet) -> None:
        self.sheet = sheet
        self.mode: Column = "annual"
        self.heads: list[str] = []
        self.level2: dict[Column, str] = {"period": "", "annual": ""}
        self.label: dict[Column, str] = {"period": "", "annual": ""}
        self.level1: dict[Column, str] = {"period": "", "annual": ""}
        self.middle = 0
        self.width = 0
        self.first = -1  # the column of the first name, by the head row
        self.shifted = False
        self.rows = self.moved = 0
        self.open: int | None = None  # index of an indicator still without a value
        self.unlabelled: dict[Column, list[int]] = {"period": [], "annual": []}

    def head(self, row: Row) -> None:
        """A head row: which columns follow the name, and whether there are two sides."""
        keys = [token.label.key for token in row.tokens if token.label and token.label.role == "head"]
        first = next((token for token in row.tokens if token.label and token.label.key == "level1"), None)
        if self.sheet.head is None and first is not None:
            self.sheet.head = Piece(row.line, first.text)
        names = [token.at for token in row.tokens if token.label and token.label.key == "name"]
        if "name" in keys:
            self.heads = keys
            self.fresh()
        else:
            self.heads = [*self.heads, *keys]
        if len(names) == 2:
            self.sheet.is_dual = True
            self.middle, self.width = (names[0] + names[1]) // 2 + 1, row.width
        if names and "name" in keys:
            self.first = names[0]
        self.note_head(row)

    def note_head(self, row: Row) -> None:
        """Heads that the export garbled, or ran together with the first labels."""
        for token in row.tokens:
            scrap = token.label is None and len(token.text) > 1 and not YEARS.fullmatch(token.text)
            if scrap and not is_content(token.text):
                self.irregular("garbled", row, token.text)
                return
        mixed = next((t for t in row.tokens if t.label and t.label.role in ("level1", "level2")), None)
        if mixed is not None:
            self.irregular("mixed_head", row, mixed.text)

    def irregular(self, kind: str, row: Row, text: str) -> None:
        """Note something that the export did."""
        self.sheet.irregular.append(Irregularity(kind, row.line, text, ""))

    def fresh(self) -> None:
        """A new block of rows: levels start anew."""
        for column in COLUMNS:
            self.level2[column] = self.label[column] = self.level1[column] = ""
            self.unlabelled[column] = []

    def row(self, row: Row) -> None:
        """A row of indicators."""
        rest: list[Token] = []
        levels: list[Token] = []
        for token in row.tokens:
            label = token.label
            if label is None:
                if "unit" in self.heads or is_content(token.text):
                    rest.append(token)
            elif label.role in ("level1", "level2"):
                levels.append(token)
            elif label.role == "column":
                self.mode = "period" if label.key == "period" else "annual"
                if label.column == "block":
                    return
        self.cells(row, levels, rest)

    def cells(self, row: Row, levels: list[Token], rest: list[Token]) -> None:
        """What is left of a row: its level labels, and names with values."""
        if not rest:
            self.unused(row)
        if rest and levels and all(is_value(token.text) for token in rest):
            if len(levels) > 1 and levels[-1].at == self.first and not self.sheet.is_dual:
                levels, rest = levels[:-1], [Token(self.first, levels[-1].text, None), *rest]
            else:
                levels, rest = named_by_label(levels, rest)
        rest = joined(rest)
        if self.sheet.is_dual:
            self.dual(row, levels, rest)
        else:
            self.single(row, levels, rest)

    def unused(self, row: Row) -> None:
        """指标2： with nothing behind it."""
        for token in row.tokens:
            if UNUSED.fullmatch(token.text):
                self.sheet.irregular.append(Irregularity("unused", row.line, token.text, "模板空行"))
                return

    def single(self, row: Row, levels: list[Token], rest: list[Token]) -> None:
        if levels and rest:
            first = levels[0].at if len(rest) > 1 else levels[-1].at
            rest = [token for token in rest if token.at > first]
        self.take_levels(row, levels, self.mode, labelled=bool(rest))
        if not rest:
            return
        if self.sheet.kind == "evaluation" and len(rest) == 1 and POINTS.fullmatch(rest[0].text):
            self.score(row, rest[0])
            return
        name, values, full = rest[0], tuple(rest[1:]), ""
        if YEARS.fullmatch(name.text):
            return
        if "standard" in self.heads and len(values) > 1 and not is_value(values[0].text) and is_value(values[1].text):
            full, values = name.text + values[0].text, values[1:]
            self.sheet.irregular.append(Irregularity("split", row.line, rest[0].text, "指标名称被拆到两格"))
        if not values and is_value(rest[0].text):
            self.orphan(row, rest[0], self.mode)
            return
        self.note_shift(row, [Pair(name, values)])
        self.add(row, self.mode, Pair(name, values), bool(levels), len(self.sheet.indicators), full)

    def dual(self, row: Row, levels: list[Token], rest: list[Token]) -> None:
        pairs = pairs_of(rest)
        self.note_shift(row, pairs)
        sides = self.sides(row, pairs)
        before = self.level2["period"]
        by_side: dict[Column, list[Token]] = {"period": [], "annual": []}
        for token in levels:
            by_side[self.side_of_label(row, token, pairs, sides, levels)].append(token)
        for side, tokens in by_side.items():
            self.take_levels(row, tokens, side, labelled=any(s == side for s in sides))
        one_label = len(pairs) == 2 and by_side["period"] and not by_side["annual"] and self.level2["annual"] == before
        if one_label and same_start(pairs[0].name.text, pairs[1].name.text):
            self.take_levels(row, by_side["period"][-1:], "annual", labelled=True)
        if sides == ["period"] and by_side["annual"] and pairs[0].name.text:
            what = "年度栏的指标在导出时丢失"
            self.sheet.irregular.append(Irregularity("lost_pair", row.line, pairs[0].name.text, what))
        order = len(self.sheet.indicators)
        for pair, side in zip(pairs, sides, strict=True):
            if pair.name.text == "":
                self.orphan(row, pair.values[0], side)
            else:
                self.add(row, side, pair, bool(by_side[side]), order)

    def note_shift(self, row: Row, pairs: list[Pair]) -> None:
        """A row whose first name stands left of the column headed 三级指标; once for a run of such rows."""
        if not pairs or self.first < 0 or not pairs[0].name.text:
            return
        shifted = pairs[0].name.at < self.first
        self.rows, self.moved = self.rows + 1, self.moved + shifted
        if shifted and not self.shifted:
            text = pairs[0].name.text
            self.sheet.irregular.append(Irregularity("shifted", row.line, text, "本行向左错列"))
        self.shifted = shifted

    def sides(self, row: Row, pairs: list[Pair]) -> list[Column]:
        """Two pairs are period and annual; a single one goes by where it stands."""
        if len(pairs) >= 2:
            annual: list[Column] = ["annual"] * (len(pairs) - 1)
            return ["period", *annual]
        middle = self.middle if row.width == self.width else (row.width + 1) // 2
        return ["annual" if pair.name.at >= middle else "period" for pair in pairs]

    def side_of_label(
        self, row: Row, label: Token, pairs: list[Pair], sides: list[Column], levels: list[Token]
    ) -> Column:
        for pair, side in zip(pairs, sides, strict=True):
            if pair.name.at > label.at:
                return side
        if not pairs:
            kinds = [token for token in levels if token.label and token.label.role == "level2"]
            if len(kinds) > 1:
                return "annual" if label == kinds[-1] else "period"
        return "annual" if label.at * 2 >= row.width else "period"

    def take_levels(self, row: Row, tokens: list[Token], side: Column, *, labelled: bool) -> None:
        for index, token in enumerate(tokens):
            label = token.label
            if label is None:
                continue
            level2 = label.key if label.role == "level2" else ""
            before = tokens[index - 1].label if index else None
            if before is not None and level2 == before.key and level2 not in ("cost", "satisfaction", ""):
                self.irregular("doubled_label", row, token.text)
            if label.key in ("satisfaction", "cost") and index + 1 < len(tokens):
                level2 = ""  # the first of two such labels is the level above
            if label.role == "level1" or not level2:
                for column in COLUMNS if side == "period" else (side,):
                    self.level1[column] = label.key
                    self.level2[column] = ""
                self.note(row, side, label.key, "", token)
                continue
            if level2 == self.level2[side] and token.text == self.label[side] and not labelled:
                continue
            self.level2[side], self.label[side] = level2, token.text
            self.note(row, side, LEVEL1_OF[level2], level2, token)
            self.backfill(side)

    def note(self, row: Row, side: Column, level1: str, level2: str, token: Token) -> None:
        self.sheet.labels.append(LevelLabel(side, level1, level2, token.text, row.line))
        weight = weight_of(token.text)
        if weight is not None and self.sheet.kind == "evaluation":
            self.sheet.scores.append(Score(level1, weight, -1, row.line, token.text))

    def backfill(self, side: Column) -> None:
        """Rows of a merged level whose label was exported further down take that label."""
        for index in self.unlabelled[side]:
            item = self.sheet.indicators[index]
            level2 = self.level2[side]
            self.sheet.indicators[index] = item._replace(
                level2=level2, label=self.label[side], level1=LEVEL1_OF[level2], labelled=False
            )
        self.unlabelled[side] = []

    def score(self, row: Row, token: Token) -> None:
        part = self.level1["annual"] or self.level1["period"]
        points = parse(token.text).value
        self.sheet.scores.append(Score(part, None, points, row.line, token.text))

    def orphan(self, row: Row, token: Token, side: Column) -> None:
        """A value without a name: the last indicator of that side that waits for one takes it."""
        if self.open is not None and self.sheet.indicators[self.open].column == side:
            item = self.sheet.indicators[self.open]
            self.sheet.indicators[self.open] = item._replace(target=target_of(item.full_name, token.text))
            self.open = None
        self.sheet.irregular.append(Irregularity("orphan", row.line, token.text, "指标值没有对应的指标名称"))

    def add(self, row: Row, side: Column, pair: Pair, labelled: bool, order: int, full: str = "") -> None:
        name = without_number(pair.name.text)
        if not name:
            return
        cells = Cells.of(pair, self.heads, self.sheet.kind == "evaluation")
        torn = _TORN.search(name)
        text = cells.target
        if torn and text[:1].isdigit():
            self.sheet.irregular.append(
                Irregularity("torn", row.line, name[torn.start() :], "比较符号与数值被拆到两格")
            )
            text, name = torn[1] + text, name[: torn.start()]
        item = Indicator(
            column=side,
            level1=self.level1_for(side),
            level2=self.level2[side],
            label=self.label[side],
            name=name,
            full_name=full or name,
            target=target_of(name, text, cells.unit),
            line=row.line,
            order=order,
            past=cells.past,
            standard=cells.standard,
            actual=cells.actual,
            reason=cells.reason,
            weight=cells.weight,
            score=cells.score,
            labelled=labelled,
            quote=_literal(row, text),
        )
        self.sheet.indicators.append(item)
        index = len(self.sheet.indicators) - 1
        if not item.level2:
            self.unlabelled[side].append(index)
        self.open = index if not text else None
        if cells.past and not text:
            self.irregular("lost_value", row, name)
        elif " " in text and " " in name and is_value(text) and item.target.kind == "judgement":
            self.irregular("two_in_one", row, name)
        if cells.points is not None:
            self.score(row, cells.points)

    def level1_for(self, side: Column) -> str:
        level2 = self.level2[side]
        return LEVEL1_OF[level2] if level2 else self.level1[side]


def _literal(row: Row, text: str) -> str:
    """The cell that holds a target; where several cells were joined, the longest of them."""
    cells = [token.text for token in row.tokens]
    if not text or text in cells:
        return text
    return max((cell for cell in cells if cell in text), key=len, default="")
