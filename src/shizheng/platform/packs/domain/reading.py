"""YAML into plain values, remembering on which line each stands. Anchors are refused, keys stand once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from shizheng.kit.errors import Fault, InvalidInputError

CEILING = 5 << 20
DEEPEST = 40
_HINTS = {
    "'\\t'": "缩进不能用制表符，请改用空格",
    "mapping values are not allowed": "冒号的位置不对；文字中含冒号时请加引号",
    "could not find expected ':'": "缺少冒号",
    "expected <block end>": "缩进不一致",
    "while scanning a quoted": "引号没有成对",
    "unexpected end of stream": "引号没有成对",
}


@dataclass(slots=True)
class Document:
    """One file: its value, and the line (from 1) of each path such as ``organisations[3].name``."""

    file: Path
    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, path: str) -> int:
        """The line of the path or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)

    def fault(self, path: str, message: str, remedy: str = "") -> Fault:
        place = f"{self.file.name} 第 {self.line(path)} 行" + (f" {path}" if path else "")
        return Fault(message, place, remedy)


class _Refusal(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, line: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


def read(file: Path) -> Document:
    """InvalidInputError names the file, the line and what to do."""
    document = Document(file)
    try:
        document.value = _parsed(_text(file), document)
    except _Refusal as refusal:
        place = f"{file.name} 第 {refusal.line} 行"
        raise InvalidInputError([Fault(refusal.message, place, refusal.remedy)]) from refusal
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file.name} 第 {mark.line + 1} 行" if mark else file.name
        hint = next((words for sign, words in _HINTS.items() if sign in str(error)), "请核对缩进、冒号和引号")
        raise InvalidInputError([Fault("不是正确的 YAML", place, hint)]) from error
    return document


def _text(file: Path) -> str:
    if file.stat().st_size > CEILING:
        raise _Refusal(1, f"文件超过 {CEILING >> 20} MB", "请拆成几个文件")
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refusal(line, "文件不是 UTF-8 编码", "请另存为 UTF-8 编码") from error


def _parsed(text: str, document: Document) -> Any:
    _survey(text)
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        return _value(loader, node, "", document) if node is not None else None
    finally:
        loader.dispose()


def _survey(text: str) -> None:
    """Refuse what would be costly or surprising before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _Refusal(line, "嵌套过深", f"最多 {DEEPEST} 层")
        if isinstance(event, yaml.AliasEvent):
            raise _Refusal(line, "不支持引用（*名称）", "请直接写出内容")


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: str, document: Document) -> Any:
    line = _line(node)
    document.lines.setdefault(path, line)
    if isinstance(node, yaml.MappingNode):
        return dict(_members(loader, node, path, document))
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, f"{path}[{index}]", document) for index, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _Refusal(line, f"“{node.value}”无法识别", "日期写成 2026-01-31；其余文字可加引号") from error


def _members(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: str, document: Document
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line, key = _line(key_node), key_node.value
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Refusal(line, "名称只能是一个词", "请改成“名称: 内容”")
        if key in seen:
            raise _Refusal(line, f"“{key}”写了两次", "请去掉其中一处")
        seen.add(key)
        inner = f"{path}.{key}" if path else key
        document.lines[inner] = line
        yield key, _value(loader, value_node, inner, document)
