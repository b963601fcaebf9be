"""Whether a declared process can work: every fault at once, in words for the one who declares it."""

from collections import Counter
from collections.abc import Collection, Iterator

from shizheng.engines.cases.domain.conditions import AnswerIs, AtMost, InTime, NoOpenRequest, RequesterIs, Running
from shizheng.engines.cases.domain.effects import (
    Add,
    AnswerChildren,
    AskFor,
    Assign,
    Effect,
    Extend,
    Grant,
    Leave,
    Merge,
    Pause,
    Refuse,
    Reply,
    Resume,
    Rework,
    Set,
    Sign,
    Split,
    Start,
    Stop,
    Transfer,
    Withdraw,
)
from shizheng.engines.cases.domain.process import BACK, Ask, ClockRule, Move, Process, RequestRule
from shizheng.engines.cases.domain.tracing import stage_faults, timing_faults
from shizheng.engines.cases.domain.words import AskKind, By, Field, Of, Per
from shizheng.kit.errors import Fault, InvalidInputError

_CLOCKED = (Start, Stop, Pause, Resume, Extend)
_ASKING: dict[type, tuple[AskKind, ...]] = {
    Assign: (AskKind.ORGANISATION,),
    Add: (AskKind.ORGANISATIONS, AskKind.ORGANISATION),
    Withdraw: (AskKind.ORGANISATIONS, AskKind.ORGANISATION),
    Transfer: (AskKind.ORGANISATION,),
    Merge: (AskKind.CASE,),
}
_COUNTED = {
    AskKind.CHOICE,
    AskKind.YES_NO,
    AskKind.NUMBER,
    AskKind.DATE,
    AskKind.ORGANISATION,
    AskKind.CATEGORY,
    AskKind.AREA,
}
_FIELDS: dict[Field, tuple[AskKind, ...]] = {
    Field.TITLE: (AskKind.TEXT,),
    Field.TEXT: (AskKind.LONG_TEXT,),
    Field.PLACE: (AskKind.TEXT,),
    Field.POINT: (AskKind.POINT,),
    Field.CATEGORY: (AskKind.CATEGORY,),
    Field.AREA: (AskKind.AREA,),
    Field.NATURE: (AskKind.CHOICE,),
    Field.URGENCY: (AskKind.CHOICE,),
    Field.CHANNEL: (AskKind.CHOICE,),
    Field.CONTACT: (AskKind.NUMBER,),
}


def process_faults(
    process: Process, permissions: Collection[str], granted: Collection[str] | None = None
) -> list[Fault]:
    """Every fault of the declaration. `permissions` are those that exist; `granted` those that some role holds."""
    faults = [*_twice(process), *_words(process), *_stages(process), *_rules(process)]
    for move in process.moves:
        faults += [fault.within(f"动作“{move.label or move.id}”") for fault in _move_faults(process, move)]
        faults += _nobody(move, permissions, granted)
    for permission in filter(None, (process.view, process.contacts)):
        if permission not in permissions:
            faults.append(Fault(f"查看权限“{permission}”没有登记", "流程"))
    if not faults:
        faults = [*stage_faults(process), *timing_faults(process)]
    return [fault.within(f"流程“{process.name or process.id}”") for fault in faults]


def require_sound(process: Process, permissions: Collection[str]) -> Process:
    """The process itself; InvalidInputError with every fault."""
    if faults := process_faults(process, permissions):
        raise InvalidInputError(faults, f"流程“{process.name}”有{len(faults)}处问题，不能启用")
    return process


def _twice(process: Process) -> Iterator[Fault]:
    kinds = {
        "环节": [stage.id for stage in process.stages],
        "动作": [move.id for move in process.moves],
        "时限": [clock.id for clock in process.clocks],
        "申请": [request.id for request in process.requests],
    }
    for word, idents in kinds.items():
        yield from (Fault(f"标识“{name}”重复", word) for name, count in Counter(idents).items() if count > 1)
        yield from (Fault(f"标识“{name}”不可用：“@”开头的由平台保留", word) for name in idents if name.startswith("@"))


def _words(process: Process) -> Iterator[Fault]:
    cited: tuple[Move | ClockRule | RequestRule, ...] = (*process.moves, *process.clocks, *process.requests)
    for item in (*process.stages, *cited):
        if not item.label.strip():
            yield Fault("没有中文名称", item.id)
    yield from (Fault("没有写明依据的文件", item.label or item.id) for item in cited if not item.clause.document)


def _stages(process: Process) -> Iterator[Fault]:
    known = {stage.id for stage in process.stages}
    if not any(True for _ in process.openings()):
        yield Fault("没有建立的动作", "动作", "请声明至少一个没有起始环节的动作")
    for move in process.moves:
        strange = [*(origin for origin in move.origins if origin not in known)]
        strange += [move.target] if move.target not in {*known, BACK, ""} else []
        yield from (Fault(f"没有环节“{name}”", f"动作“{move.label}”") for name in strange)
        if move.opens and move.target in {"", BACK}:
            yield Fault("建立之后到哪个环节没有写明", f"动作“{move.label}”")
        if move.opens and move.by is not By.OFFICE:
            yield Fault("建立时还没有承办单位，不能由其办理", f"动作“{move.label}”")


def _rules(process: Process) -> Iterator[Fault]:
    used = [effect for move in process.moves for effect in move.effects]
    for request in process.requests:
        if AskFor(request.id) not in used:
            yield Fault("没有动作可以提出这项申请", f"申请“{request.label}”")
        if Grant(request.id) not in used or Refuse(request.id) not in used:
            yield Fault("这项申请没有同意或不同意的动作", f"申请“{request.label}”")
        for effect in (*request.granted, *request.refused):
            yield from _effect_faults(process, None, effect, decided=True)
    for clock in process.clocks:
        if not 0 <= clock.warn_at <= 100:
            yield Fault("提醒点应为0至100的百分比", f"时限“{clock.label}”")


def _nobody(move: Move, permissions: Collection[str], granted: Collection[str] | None) -> Iterator[Fault]:
    if move.permission not in permissions:
        yield Fault(f"没有人可以办理：权限“{move.permission}”没有登记", f"动作“{move.label}”", "请在模块中登记该权限")
    elif granted is not None and move.permission not in granted:
        yield Fault(f"没有人可以办理：权限“{move.permission}”没有授予任何角色", f"动作“{move.label}”")


def _move_faults(process: Process, move: Move) -> Iterator[Fault]:
    for name, count in Counter(ask.id for ask in move.asks).items():
        if count > 1:
            yield Fault(f"两处都问“{name}”")
    for ask in move.asks:
        yield from (fault.within(f"所问“{ask.label or ask.id}”") for fault in _ask_faults(move, ask))
    for other in move.apart_from:
        if process.move(other) is None:
            yield Fault(f"要求与“{other}”分离，但没有这个动作")
    for condition in move.conditions:
        yield from _condition_faults(process, move, condition)
    for effect in move.effects:
        yield from _effect_faults(process, move, effect, decided=_decides(move))


def _decides(move: Move) -> bool:
    return any(isinstance(effect, Grant | Refuse) for effect in move.effects)


def _ask_faults(move: Move, ask: Ask) -> Iterator[Fault]:
    if not ask.label.strip():
        yield Fault("没有中文名称")
    if (ask.kind is AskKind.CHOICE) != bool(ask.choices):
        yield Fault("选择题没有可选项" if ask.kind is AskKind.CHOICE else "只有选择题才有可选项")
    if any(not label.strip() for _, label in ask.choices):
        yield Fault("有可选项没有中文名称")
    if ask.only_if is not None and (move.ask(ask.only_if[0]) is None or not ask.only_if[1]):
        yield Fault(f"取决于“{ask.only_if[0]}”，但没有这一问或没有写明答案")
    if ask.field is not None and ask.kind not in _FIELDS[ask.field]:
        yield Fault(f"不能作为“{ask.field.label}”：种类不符")
    if ask.marked and ask.kind not in _COUNTED:
        yield Fault("不能用于统计：只有选择、是否、整数、日期、单位、类别和区域可以")


def _condition_faults(process: Process, move: Move, condition: object) -> Iterator[Fault]:
    if isinstance(condition, InTime | Running) and process.clock(condition.clock) is None:
        yield Fault(f"条件所说的时限“{condition.clock}”没有声明")
    if isinstance(condition, RequesterIs | NoOpenRequest):
        yield from _unknown_request(process, condition.request)
    if isinstance(condition, AtMost):
        yield from _unknown_request(process, condition.granted)
    if isinstance(condition, AnswerIs) and move.ask(condition.ask) is None:
        yield Fault(f"条件所说的“{condition.ask}”没有问到")


def _unknown_request(process: Process, request: str) -> Iterator[Fault]:
    if request and process.request(request) is None:
        yield Fault(f"没有声明申请“{request}”")


def _effect_faults(process: Process, move: Move | None, effect: Effect, *, decided: bool) -> Iterator[Fault]:
    name = type(effect).__name__
    if name not in _KNOWN:
        yield Fault(f"没有“{name}”这种效果")
    elif isinstance(effect, _CLOCKED):
        yield from _clocked_faults(process, move, effect, decided=decided)
    elif isinstance(effect, AskFor | Grant | Refuse):
        yield from _unknown_request(process, effect.request)
    elif isinstance(effect, AnswerChildren | Split):
        yield from _elsewhere_faults(process, effect)
    elif isinstance(effect, Set) and effect.field not in set(Field):
        yield Fault(f"没有字段“{effect.field}”")
    yield from _asked_faults(move, effect)
    yield from _acting_faults(move, effect)


_KNOWN = {
    kind.__name__
    for kind in (*_CLOCKED, *_ASKING, AskFor, Grant, Refuse, AnswerChildren, Split, Set, Sign, Reply, Rework, Leave)
} | {"Unmerge"}


def _clocked_faults(
    process: Process, move: Move | None, effect: Start | Stop | Pause | Resume | Extend, *, decided: bool
) -> Iterator[Fault]:
    clock = process.clock(effect.clock)
    if clock is None:
        yield Fault(f"没有声明时限“{effect.clock}”")
    elif clock.per is Per.PARTY and effect.of is Of.REQUESTER and not decided:
        yield Fault(f"时限“{clock.label}”写的是申请单位，但此动作不审批申请")
    elif clock.per is Per.PARTY and effect.of is Of.ACTING and (move is None or move.by in {By.OFFICE, By.PARENT}):
        yield Fault(f"时限“{clock.label}”写的是办理动作的单位，但此动作不由承办单位办理")


def _elsewhere_faults(process: Process, effect: AnswerChildren | Split) -> Iterator[Fault]:
    target = effect.move if isinstance(effect, AnswerChildren) else effect.opening
    found = process.move(target)
    if found is None:
        yield Fault(f"没有动作“{target}”")
    elif isinstance(effect, AnswerChildren) and found.by is not By.PARENT:
        yield Fault(f"“{found.label}”应声明为随主件办理")
    elif isinstance(effect, Split) and not found.opens:
        yield Fault(f"“{found.label}”不是建立的动作")


def _asked_faults(move: Move | None, effect: Effect) -> Iterator[Fault]:
    kinds, wanted = _ASKING.get(type(effect)), getattr(effect, "ask", "")
    if kinds is None or not wanted:
        return
    ask = move.ask(wanted) if move is not None else None
    if ask is None:
        yield Fault(f"效果要用“{wanted}”的答案，但没有问到")
    elif ask.kind not in kinds:
        yield Fault(f"效果要用“{ask.label}”的答案，它应为{'或'.join(kind.label for kind in kinds)}")


def _acting_faults(move: Move | None, effect: Effect) -> Iterator[Fault]:
    """Effects on the acting party need one."""
    own = isinstance(effect, Sign | Reply | Transfer) or (isinstance(effect, Rework | Leave) and effect.of is Of.ACTING)
    if own and (move is None or move.by in {By.OFFICE, By.PARENT}):
        yield Fault(f"效果“{type(effect).__name__}”只能由承办单位的动作产生")
