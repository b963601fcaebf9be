"""The upper part of a sheet: labelled fields and money by level."""

import re

from shizheng.engines.fiscal.domain.sheet import Column, Field, Funding, Irregularity, Piece, Score, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.systems.disclosure.domain.sheets.labels import label_of, split_label
from shizheng.systems.disclosure.domain.sheets.tokens import Row, Token

_AMOUNT = re.compile(r"[-−]?\d[\d,，]*(?:\s*\.\s*\d+)?(?:\s\d{1,2})?")
_RATE = re.compile(r"\d{1,3}(?:\.\d+)?\s*[%％]")
_UNIT = re.compile(r"[（(]\s*(万元|元|亿元)\s*[)）]")
_GAP = re.compile(r"[一-鿿][ \u3000]+[一-鿿]")
_CUT_LABEL = re.compile(r"市县(?:[（(]区[)）])?财政资?$|财政资$")
LONG = frozenset(
    ("overview", "basis", "need", "measures", "plan", "goal", "goal.period", "goal.annual", "result", "supply")
)
SHORT = frozenset(("department", "unit", "property", "type", "term"))
PERSONAL = frozenset(("person", "phone"))
_UNIT_NAME = re.compile(r".{2,20}(?:局|中心|委员会|办公室|厅|院|校|所|站|队|馆|处|部|会|政府)(?:本级|机关)?")
_PROPERTY = re.compile(r"经常性|延续性|一次性|新增")
_TERM = re.compile(r"\d+\s*年|\d{4}\s*年.*")


class Front:
    """Fills a sheet's fields and funding, row by row."""

    def __init__(self, sheet: TargetSheet, unit: str) -> None:
        self.sheet = sheet
        self.scale = unit
        self.pieces: dict[str, list[Piece]] = {}
        self.key = ""  # the field whose value is being read
        self.waiting: list[str] = []  # labels that stood without a value
        self.stages: list[str] = []
        self.at: dict[str, tuple[int, str]] = {}  # where each label stands
        self.columns: list[str] = []  # stages printed as heads of columns
        self.sides: list[Token] = []  # 预期目标 beside 实际完成情况, their texts to follow in the next row

    def row(self, row: Row) -> None:
        """One row above or below the indicators."""
        if not row.width:
            self.spill(row)
            return
        if self.staged(row) or self.stage_heads(row) or self.beside(row):
            return
        money: Token | None = None
        seen: dict[str, int] = {}
        for token in row.tokens:
            label = token.label
            if label is None:
                money = self.content(row, token, money, seen)
                continue
            money = None
            if label.role == "field":
                self.open(label.key)
                self.at[label.key] = (row.line, token.text)
            elif label.role in ("money", "mark"):
                self.unit(token.text)
                self.broken_label(row, token)
                if label.role == "money":
                    money, self.key = token, ""

    def staged(self, row: Row) -> bool:
        """年度资金总额 | 50 | 48 | 40 | 10 | 83.33% | 8.33: amounts by column, then weight, rate and points."""
        label = next((token.label for token in row.tokens if token.label and token.label.role == "money"), None)
        if not self.columns or label is None or not self.scale:
            return False
        values = [token for token in row.tokens if token.label is None and _AMOUNT.fullmatch(token.text)]
        for stage, token in zip(self.columns, values, strict=False):
            target = parse(token.text.replace(" ", ""), self.scale)
            self.sheet.funding.append(
                Funding("annual", label.key, stage, target.value, target.ulp, row.line, token.text)
            )
        rates = [token for token in row.tokens if token.label is None and _RATE.fullmatch(token.text)]
        if label.key == "total" and len(rates) == 1:
            self.pieces["rate"] = [Piece(row.line, rates[0].text)]
        points = values[len(self.columns) :]
        if label.key == "total" and len(points) == 2:
            weight, reached = (parse(token.text).value for token in points)
            self.sheet.scores.append(Score("execution", weight, reached, row.line, points[1].text))
        return True

    def stage_heads(self, row: Row) -> bool:
        """A row that only heads columns: 年初预算数 | 全年预算数 | 全年执行数."""
        labels = [token.label for token in row.tokens]
        stages = [label.key for label in labels if label and label.role == "money" and label.column == "stage"]
        if len(stages) < 2 or None in labels:
            return False
        self.columns = stages
        self.unit("".join(token.text for token in row.tokens))
        return True

    def beside(self, row: Row) -> bool:
        """A row that heads the goal and what was reached, or the row of texts below it."""
        keys = [token.label.key for token in row.tokens if token.label]
        if len(keys) == len(row.tokens) and {"goal", "result"} <= set(keys):
            self.sides = [token for token in row.tokens if token.label and token.label.key in ("goal", "result")][-2:]
            self.sheet.printed |= {"goal", "result"}
            return True
        sides, self.sides = self.sides, []
        if not sides or keys:
            return False
        for token in row.tokens:
            head = next((side for side in reversed(sides) if side.at <= token.at), sides[0])
            if head.label:
                self.pieces[head.label.key] = [Piece(row.line, token.text)]
        return True

    def broken_label(self, row: Row, token: Token) -> None:
        """A label that the export split by a blank or cut short."""
        kind = "split_label" if _GAP.search(token.text) else "cut_label" if _CUT_LABEL.search(token.text) else ""
        if kind:
            self.sheet.irregular.append(Irregularity(kind, row.line, token.text, "栏目名不完整"))

    def content(self, row: Row, token: Token, money: Token | None, seen: dict[str, int]) -> Token | None:
        """A cell that is no label: an amount after a label of money, or a field's value."""
        split = split_label(token.text)
        if split:
            self.split(row, token, split, seen)
            return money
        if money is not None:
            self.amount(row, money, token.text, seen)
        else:
            self.value(row, token)
        return None

    def open(self, key: str) -> None:
        """A label: what follows is its value. Persons and their telephones are noted as printed, never kept."""
        if self.key and self.key not in self.pieces and self.key in SHORT:
            self.waiting.append(self.key)
        self.key = key
        self.sheet.printed.add(key)

    def spill(self, row: Row) -> None:
        """Running text below a cell continues the last long field."""
        if self.key in LONG and self.key in self.pieces:
            self.pieces[self.key].append(Piece(row.line, row.tokens[0].text))

    def value(self, row: Row, token: Token) -> None:
        text = token.text
        if self.key in PERSONAL:
            return
        if self.key in SHORT and self.key not in self.pieces:
            fitting = self.fitting(text)
            if fitting and fitting != self.key and self.key != "department":
                self.displaced(row, token, fitting)
            else:
                self.pieces[self.key] = [Piece(row.line, text)]
            return
        if self.key in ("goal", "goal.period") and self.key in self.pieces and "goal.annual" not in self.pieces:
            self.pieces["goal.annual"] = [Piece(row.line, text)]
            return
        if self.key in LONG:
            self.pieces.setdefault(self.key, []).append(Piece(row.line, text))
            return
        if self.key and self.key not in self.pieces:
            self.pieces[self.key] = [Piece(row.line, text)]
            return
        fitting = self.fitting(text)
        if fitting and fitting not in self.pieces:
            self.displaced(row, token, fitting)

    def fitting(self, text: str) -> str:
        """The short field a displaced value belongs to by its shape; empty where that is not certain."""
        if _PROPERTY.match(text):
            return "property"
        if len(text) <= 8 and _TERM.fullmatch(text):
            return "term"
        return "unit" if _UNIT_NAME.fullmatch(text) and "unit" not in self.pieces else ""

    def displaced(self, row: Row, token: Token, key: str) -> None:
        self.pieces[key] = [Piece(row.line, token.text)]
        what = "值不在自己的栏目格内"
        self.sheet.irregular.append(Irregularity("displaced", row.line, token.text[:30], what))

    def split(self, row: Row, token: Token, split: tuple[str, str], seen: dict[str, int]) -> None:
        """A label and its value in one cell."""
        label = label_of(split[0])
        if label is None:
            return
        if label.role == "money":
            self.unit(split[0])
            self.amount(row, Token(token.at, split[0], label), split[1], seen)
        else:
            self.open(label.key)
            self.pieces[label.key] = [Piece(row.line, split[1])]
            self.key = ""
        self.sheet.irregular.append(Irregularity("joined", row.line, token.text[:30], "栏目名与内容落在同一格"))

    def unit(self, text: str) -> None:
        match = _UNIT.search(text)
        if match:
            self.scale = match[1]

    def amount(self, row: Row, token: Token, text: str, seen: dict[str, int]) -> None:
        label = token.label
        if label is None or not self.scale or not _AMOUNT.fullmatch(text):
            return
        target = parse(text.replace(" ", "").replace("，", ","), self.scale)
        if target.kind != "money":
            return
        count = seen[label.key] = seen.get(label.key, -1) + 1
        column: Column = "annual" if count or (token.at * 2 >= row.width and row.width > 4) else "period"
        stage = "target"
        if label.column == "stage":
            self.stages.append(label.key)
            level, stage, column = "total", label.key, "annual"
        else:
            level = label.key
            if label.column in ("period", "annual"):
                column = "annual" if label.column == "annual" else "period"
            if self.stages:
                stage, column = self.stages[min(count, len(self.stages) - 1)], "annual"
        self.sheet.funding.append(Funding(column, level, stage, target.value, target.ulp, row.line, text))

    def finish(self) -> None:
        """Hand the fields over; one goal for both columns stays the period's."""
        for key in ("unit", "term", "property"):
            if key in self.at and key not in self.pieces:
                line, text = self.at[key]
                self.sheet.irregular.append(Irregularity("lost_field", line, text, "栏目的值丢失"))
        totals = {item.column for item in self.sheet.funding if item.level == "total" and item.stage == "target"}
        if len(totals) == 1:  # one column of money: the levels belong where the total stands
            column = totals.pop()
            self.sheet.funding = [item._replace(column=column) for item in self.sheet.funding]
        for key, pieces in self.pieces.items():
            self.sheet.fields[key] = Field(tuple(pieces))
