"""Items against their schema: what msgspec finds, said in Chinese with the path."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

_AT = re.compile(r" - at (?:`key` in )?`\$(?P<path>.*)`$")
_TYPES = {
    "int": "整数",
    "float": "小数",
    "str": "文字",
    "bool": "true 或 false",
    "null": "空",
    "array": "列表",
    "object": "“名称: 内容”的组合",
    "date": "日期",
    "datetime": "日期时间",
    "decimal": "数",
}
_MESSAGES = (
    (r"Object missing required field `(?P<a>[^`]+)`", "缺少“{a}”"),
    (r"Object contains unknown field `(?P<a>[^`]+)`", "没有名为“{a}”的栏目"),
    (r"Invalid enum value '?(?P<a>.*?)'?$", "“{a}”不在可选值之内"),
    (r"Expected `(?P<t>[^`]+)`, got `(?P<u>[^`]+)`", "应为{t}，现为{u}"),
    (r"Expected `str` of length >= (?P<a>\d+)", "至少 {a} 个字"),
    (r"Expected `str` of length <= (?P<a>\d+)", "至多 {a} 个字"),
    (r"Expected `array` of length >= (?P<a>\d+)", "至少 {a} 项"),
    (r"Expected `array` of length <= (?P<a>\d+)", "至多 {a} 项"),
    (r"Expected `str` matching regex", "写法不合要求"),
    (r"Expected `\w+` >= (?P<a>\S+)", "不能小于 {a}"),
    (r"Expected `\w+` > (?P<a>\S+)", "应大于 {a}"),
    (r"Expected `\w+` <= (?P<a>\S+)", "不能大于 {a}"),
    (r"Expected `\w+` < (?P<a>\S+)", "应小于 {a}"),
    (r"Invalid RFC3339 encoded date", "日期应写成 2026-01-31"),
    (r"Invalid decimal", "数的写法不对"),
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """`path` is within the item, e.g. ``.posts[0].title``."""

    path: str
    message: str


def fit(value: object, schema: type[Any]) -> Any | Misfit:
    """The item as an instance of the schema, or the first thing in it that does not fit."""
    try:
        return msgspec.convert(value, schema)
    except msgspec.ValidationError as error:
        return _said(str(error))


def _said(text: str) -> Misfit:
    where = _AT.search(text)
    path, words = (where["path"], text[: where.start()]) if where else ("", text)
    for pattern, phrase in _MESSAGES:
        match = re.match(pattern, words)
        if match:
            return Misfit(_precise(path, phrase, match), phrase.format(**_named(match.groupdict())))
    return Misfit(path.replace("[...]", ""), "内容不合要求")


def _precise(path: str, phrase: str, match: re.Match[str]) -> str:
    """The unknown field is a place of its own; a mapping's member that msgspec does not name is left to its parent."""
    plain = path.replace("[...]", "")
    return f"{plain}.{match['a']}" if phrase.startswith("没有名为") else plain


def _named(groups: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "或".join(_TYPES.get(kind.strip(), kind.strip()) for kind in value.split("|")) if name in "tu" else value
        for name, value in groups.items()
    }
