"""The form in which a person says how the columns of a file are read."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django import forms

from shizheng.engines.cases.domain.mapping.mapping import (
    TARGETS,
    Kind,
    Level,
    Mapping,
    Reading,
    Target,
    Tree,
    UnitColumn,
    choices_of,
)
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.orgs.models import Organisation

DEEPEST = 4
_ARROW = "＝"
_EMPTY = "留空"
_WORDED = {Kind.CHOICE, Kind.YES_NO}


class MappingForm(forms.Form):
    """`columns` are those of the file; `mapping` is what the form shows first."""

    name = forms.CharField(label="名称", max_length=60, help_text="以后导入同样格式的文件时按名称选用。")
    source = forms.RegexField(
        r"^[A-Za-z0-9_-]+$",
        label="来源标识",
        max_length=16,
        help_text="对方平台的英文简称；同一来源的同一编号只导入一次。",
        error_messages={"invalid": "只能用字母、数字、“-”和“_”"},
    )
    keeper = forms.ModelChoiceField(
        Organisation.objects.none(), label="受理单位", to_field_name="code", widget=forms.Select({"data-choose": ""})
    )
    keep = forms.BooleanField(label="保存这份对应关系，供以后使用", required=False)

    def __init__(self, *args: Any, columns: Sequence[str], mapping: Mapping, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices_of(process_of(mapping.process))
        self.mapping, self.columns = mapping, [column for column in columns if column]
        keeper: Any = self.fields["keeper"]
        keeper.queryset = units
        self._general()
        for target in TARGETS:
            self._reading(target, mapping.fields.get(target.id, Reading()))
        self._tree("category", "诉求分类", mapping.category or Tree([]))
        self._tree("area", "诉求区域", mapping.area or Tree([]))
        self._unit(mapping.unit or UnitColumn(""))

    def _general(self) -> None:
        for name in ("name", "source", "keeper"):
            self.initial[name] = getattr(self.mapping, name)

    def _choice(self, name: str, label: str, value: str) -> None:
        """A column that the file no longer has stays choosable, so that one sees what was meant."""
        lost = [value] if value and value not in self.columns else []
        choices = [
            ("", "—"),
            *((column, column) for column in self.columns),
            *((each, f"{each}（无此列）") for each in lost),
        ]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.Select({"data-choose": ""})
        )
        self.initial[name] = value

    def _words(self, name: str, label: str, values: dict[str, str]) -> None:
        hint = f"每行一个，写成：原词{_ARROW}这里的词"
        area = forms.Textarea({"rows": max(1, min(6, len(values))), "placeholder": hint})
        self.fields[name] = forms.CharField(label=f"{label}的词语对应", required=False, widget=area)
        self.initial[name] = "\n".join(f"{key}{_ARROW}{value}" for key, value in values.items())

    def _rest(self, name: str, label: str, value: str | None) -> None:
        text = forms.TextInput({"placeholder": f"报错；可写“{_EMPTY}”"})
        self.fields[name] = forms.CharField(label=f"{label}其余的词", required=False, widget=text)
        self.initial[name] = "" if value is None else value or _EMPTY

    def _reading(self, target: Target, reading: Reading) -> None:
        name, label = target.id, target.label
        self._choice(f"{name}-column", label, reading.column)
        self.fields[f"{name}-text"] = forms.CharField(
            label=f"{label}的文字", required=False, widget=forms.TextInput({"placeholder": "{列名}可与文字混写"})
        )
        self.initial[f"{name}-text"] = reading.text
        said = {code: word for word, code in self.choices.get(name, {}).items()}
        if target.kind in _WORDED:
            self._words(f"{name}-values", label, {key: said.get(each, each) for key, each in reading.values.items()})
        if target.kind in {*_WORDED, Kind.INSTANT}:
            self._rest(f"{name}-otherwise", label, said.get(reading.otherwise or "", reading.otherwise))

    def _tree(self, name: str, label: str, tree: Tree) -> None:
        for depth in range(DEEPEST):
            level = tree.levels[depth] if depth < len(tree.levels) else Level("")
            self._choice(f"{name}-{depth}-column", label, level.column)
            self._choice(f"{name}-{depth}-code", f"{label}编码", level.code)
        self.fields[f"{name}-plant"] = forms.BooleanField(label=f"新设{label}", required=False)
        self.initial[f"{name}-plant"] = tree.plant
        self._words(f"{name}-values", label, tree.values)
        self._rest(f"{name}-otherwise", label, tree.otherwise)

    def _unit(self, unit: UnitColumn) -> None:
        self._choice("unit-column", "承办单位", unit.column)
        self._choice("unit-code", "承办单位编码", unit.code)
        self.fields["unit-plant"] = forms.BooleanField(label="新设单位", required=False)
        self.initial["unit-plant"] = unit.plant
        self._words("unit-values", "承办单位", unit.values)
        self._rest("unit-otherwise", "承办单位", unit.otherwise)

    def general(self) -> list[forms.BoundField]:
        return [self["name"], self["source"], self["keeper"]]

    def readings(self) -> Iterator[dict[str, Any]]:
        """The rows of the table of the parts of a case."""
        for target in TARGETS:
            names = {part: f"{target.id}-{part}" for part in ("column", "text", "otherwise")} | {
                "words": f"{target.id}-values"
            }
            yield {"target": target, **{part: self[name] for part, name in names.items() if name in self.fields}}

    def trees(self) -> Iterator[dict[str, Any]]:
        for name, label in (("category", "诉求分类"), ("area", "诉求区域")):
            levels = [
                (depth + 1, self[f"{name}-{depth}-column"], self[f"{name}-{depth}-code"]) for depth in range(DEEPEST)
            ]
            yield {"label": label, "levels": levels, **{part: self[f"{name}-{part}"] for part in _PARTS}}

    def unit_row(self) -> dict[str, Any]:
        return {part: self[f"unit-{part}"] for part in ("column", "code", *_PARTS)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for name, value in list(found.items()):
            if name.endswith("-values"):
                found[name] = self._translated(name, value)
        return found

    def _translated(self, name: str, text: str) -> dict[str, str]:
        values = {}
        for number, line in enumerate(text.splitlines(), 1):
            word, mark, meant = (line if _ARROW in line else line.replace("=", _ARROW, 1)).partition(_ARROW)
            if line.strip() and not mark:
                self.add_error(name, f"第{number}行没有“{_ARROW}”")
            elif line.strip():
                values[word.strip()] = meant.strip()
        return values

    def result(self) -> Mapping:
        """The mapping as it was typed; what the form does not show stays as it was."""
        said, before = self.cleaned_data, self.mapping
        fields = {target.id: self._read(target.id) for target in TARGETS}
        unit = before.unit or UnitColumn("")
        return msgspec.structs.replace(
            before,
            name=said["name"],
            source=said["source"],
            keeper=said["keeper"].code,
            fields={name: reading for name, reading in fields.items() if reading.column or reading.text},
            category=self._grown("category", before.category),
            area=self._grown("area", before.area),
            unit=msgspec.structs.replace(unit, column=said["unit-column"], code=said["unit-code"], **self._rule("unit"))
            if said["unit-column"]
            else None,
        )

    def _read(self, target: str) -> Reading:
        said, before = self.cleaned_data, self.mapping.fields.get(target, Reading())
        values = said.get(f"{target}-values", before.values)
        otherwise = self._otherwise(target) if f"{target}-otherwise" in said else before.otherwise
        return Reading(said[f"{target}-column"], said[f"{target}-text"], values, otherwise)

    def _grown(self, name: str, before: Tree | None) -> Tree | None:
        said = self.cleaned_data
        pairs = [(said[f"{name}-{depth}-column"], said[f"{name}-{depth}-code"]) for depth in range(DEEPEST)]
        levels = [Level(column, code) for column, code in pairs if column]
        return msgspec.structs.replace(before or Tree([]), levels=levels, **self._rule(name)) if levels else None

    def _rule(self, name: str) -> dict[str, Any]:
        said = self.cleaned_data
        return {"values": said[f"{name}-values"], "plant": said[f"{name}-plant"], "otherwise": self._otherwise(name)}

    def _otherwise(self, name: str) -> str | None:
        said = self.cleaned_data[f"{name}-otherwise"].strip()
        return None if not said else "" if said == _EMPTY else said


_PARTS = ("plant", "values", "otherwise")
