"""Whether what a move asks for was answered, and answered soundly: all faults at once, by the ask's label."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from shizheng.engines.cases.domain.facts import Facts
from shizheng.engines.cases.domain.points import point_of
from shizheng.engines.cases.domain.process import Ask, Move
from shizheng.engines.cases.domain.state import Fields, Value
from shizheng.engines.cases.domain.words import AskKind
from shizheng.kit.errors import Fault

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_EMPTY: tuple[Value, ...] = (None, "", [])


def is_asked(ask: Ask, answers: Fields) -> bool:
    """Whether the ask applies, given the other answers."""
    if ask.only_if is None:
        return True
    other, wanted = ask.only_if
    return answers.get(other) in wanted


def given(move: Move, answers: Fields) -> dict[str, Value]:
    """The answers that count: of asks that apply, texts without blanks at their ends, without empty ones."""
    found: dict[str, Value] = {}
    for ask in move.asks:
        value = answers.get(ask.id)
        value = value.strip() if isinstance(value, str) else value
        if is_asked(ask, answers) and value not in _EMPTY:
            found[ask.id] = value
    return found


def answer_faults(move: Move, answers: Fields, counted: Fields, facts: Facts) -> list[Fault]:
    """Everything wrong with the answers, of which `counted` are those that count; nothing where the move may be made
    with them."""
    strange = [name for name in answers if move.ask(name) is None]
    faults = [Fault(f"“{move.label}”不需要填写“{name}”", name) for name in strange]
    for ask in move.asks:
        if ask.id in counted:
            faults += [Fault(words, ask.label) for words in _CHECKED[ask.kind](ask, counted[ask.id], facts)]
        elif ask.required and is_asked(ask, answers):
            faults.append(Fault("没有填写" if ask.kind in _TYPED else "没有选择", ask.label))
    return faults


_TYPED = {AskKind.TEXT, AskKind.LONG_TEXT, AskKind.NUMBER, AskKind.DATE}


def _text(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, str):
        yield "应为文字"
    elif len(value) > ask.limit:
        yield f"超过{ask.limit}个字，现有{len(value)}个字"
    elif _CONTROL.search(value):
        yield "含有不可见的控制字符，请删去后再填"


def _point(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, str) or point_of(value) is None:
        yield "应写成“纬度,经度”，例如 37.868012,113.583406"


def _number(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= ask.limit:
        yield f"应为1至{ask.limit}的整数"


def _choice(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, str) or value not in {known for known, _ in ask.choices}:
        yield "不在可选项之内"


def _yes_no(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, bool):
        yield "应为是或否"


def _date(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        yield "日期应写成 2026-01-31"


def _organisation(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    known = facts.organisations.get(value) if isinstance(value, int) else None
    if known is None:
        yield "没有这个单位"
    elif not known.exists:
        yield f"“{known.name}”已撤销，请另选单位"


def _organisations(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, list) or len(value) > ask.limit:
        yield f"应为至多{ask.limit}个单位"
        return
    if len(set(value)) < len(value):
        yield "同一单位选了两次"
    for each in value:
        yield from _organisation(ask, each, facts)


def _files(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, list) or len(value) > ask.limit:
        yield f"应为至多{ask.limit}个附件"
    elif not all(isinstance(each, int) for each in value) or not facts.files.issuperset(value):
        yield "有附件不存在，请重新上传"


def _case(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
    if not isinstance(value, int) or value not in facts.cases:
        yield "没有这件工单，或无权查看"


def _known_code(word: str, known: str) -> Callable[[Ask, Value, Facts], Iterator[str]]:
    def check(ask: Ask, value: Value, facts: Facts) -> Iterator[str]:
        if not isinstance(value, str) or value not in getattr(facts, known):
            yield f"没有这个{word}"
        elif value in facts.retired:
            yield f"该{word}已停用，请另选"

    return check


_CHECKED: dict[AskKind, Callable[[Ask, Value, Facts], Iterator[str]]] = {
    AskKind.TEXT: _text,
    AskKind.LONG_TEXT: _text,
    AskKind.POINT: _point,
    AskKind.NUMBER: _number,
    AskKind.CHOICE: _choice,
    AskKind.YES_NO: _yes_no,
    AskKind.DATE: _date,
    AskKind.ORGANISATION: _organisation,
    AskKind.ORGANISATIONS: _organisations,
    AskKind.FILES: _files,
    AskKind.CASE: _case,
    AskKind.CATEGORY: _known_code("类别", "categories"),
    AskKind.AREA: _known_code("区域", "areas"),
}
