"""YAML with places, and misfits in Chinese, without a database."""

from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta, Struct

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.packs.domain.fitting import Misfit, fit
from shizheng.platform.packs.domain.reading import read


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "a.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_values_come_with_their_lines(tmp_path):
    document = read(written(tmp_path, "# 说明\nunits:\n  - code: A\n    since: 2026-01-31\n  - {code: B, n: 1}\n"))
    assert document.value == {"units": [{"code": "A", "since": date(2026, 1, 31)}, {"code": "B", "n": 1}]}
    assert [document.line(path) for path in ("units", "units[0].since", "units[1].n", "units[1].missing")] == [
        2,
        4,
        5,
        5,
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: [1, 2\n", "a.yaml 第 3 行", "不是正确的 YAML"),
        ("a:\n\t- 1\n", "a.yaml 第 2 行", "制表符"),
        ("a: 1\na: 2\n", "a.yaml 第 2 行", "“a”写了两次"),
        ("a: &x 1\nb: *x\n", "a.yaml 第 2 行", "不支持引用"),
        ("a: 1\nb: 2026-02-30\n", "a.yaml 第 2 行", "2026-02-30"),
        ("a: 时间: 三点\n", "a.yaml 第 1 行", "请加引号"),
        ("? [a]\n: 1\n", "a.yaml 第 1 行", "名称只能是一个词"),
        ("a: 1\nb: 数据局\n".encode("gb18030"), "a.yaml 第 2 行", "UTF-8"),
        ("a: !!python/object/apply:os.system [x]\n", "a.yaml", ""),
        ("[" * 3000 + "]" * 3000, "a.yaml", "嵌套过深"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(tmp_path, text, place, words):
    if "python/object" in str(text):
        # A foreign tag builds nothing: the sequence stays a sequence.
        assert read(written(tmp_path, text)).value == {"a": ["x"]}
        return
    with pytest.raises(InvalidInputError) as caught:
        read(written(tmp_path, text))
    assert place in str(caught.value)
    assert words in str(caught.value)


@settings(max_examples=200)
@given(st.text(alphabet="ab:-[]{}&*!|>'\"#\n\t 数,?%@", max_size=60))
def test_no_text_breaks_the_reader(tmp_path_factory, text):
    try:
        read(written(tmp_path_factory.getbasetemp(), text))
    except InvalidInputError as error:
        assert "a.yaml" in str(error)


class Colour(Enum):
    RED = "red"


class Inner(Struct, forbid_unknown_fields=True):
    n: int


class Item(Struct, forbid_unknown_fields=True, kw_only=True):
    code: Annotated[str, Meta(min_length=1, max_length=3, pattern="^[a-z]*$")]
    since: date | None = None
    inner: list[Inner] = []
    colours: dict[str, Colour] = {}
    count: Annotated[int, Meta(ge=0, le=5)] = 0


@pytest.mark.parametrize(
    ("value", "path", "message"),
    [
        ({}, "", "缺少“code”"),
        ({"code": 1}, ".code", "应为文字，现为整数"),
        ({"code": ""}, ".code", "至少 1 个字"),
        ({"code": "abcd"}, ".code", "至多 3 个字"),
        ({"code": "A"}, ".code", "写法不合要求"),
        ({"code": "a", "size": 1}, ".size", "没有名为“size”的栏目"),
        ({"code": "a", "inner": [{"n": 1}, {"n": "x"}]}, ".inner[1].n", "应为整数，现为文字"),
        ({"code": "a", "inner": {}}, ".inner", "应为列表，现为“名称: 内容”的组合"),
        ({"code": "a", "colours": {"x": "blue"}}, ".colours", "“blue”不在可选值之内"),
        ({"code": "a", "since": "2026-13-01"}, ".since", "日期应写成 2026-01-31"),
        ({"code": "a", "count": 9}, ".count", "不能大于 5"),
        ({"code": "a", "count": -1}, ".count", "不能小于 0"),
        ([], "", "应为“名称: 内容”的组合，现为列表"),
    ],
)
def test_misfits_are_said_in_chinese_with_their_path(value, path, message):
    assert fit(value, Item) == Misfit(path, message)


def test_what_fits_is_an_instance():
    assert fit({"code": "a", "colours": {"x": "red"}}, Item) == Item(code="a", colours={"x": Colour.RED})
