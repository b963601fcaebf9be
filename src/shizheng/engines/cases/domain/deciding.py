"""Whether a wish becomes an event: the whole law of a process in one pure function."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from shizheng.engines.cases.domain import timing
from shizheng.engines.cases.domain.answering import answer_faults, given
from shizheng.engines.cases.domain.changes import Kept, Marked, Placed, SplitFrom, Stated
from shizheng.engines.cases.domain.conditions import AnswerIs
from shizheng.engines.cases.domain.effecting import carry_out, effect_objection
from shizheng.engines.cases.domain.effects import Grant, Refuse
from shizheng.engines.cases.domain.events import Event
from shizheng.engines.cases.domain.facts import Facts, Setting, Wish
from shizheng.engines.cases.domain.judging import objection
from shizheng.engines.cases.domain.making import FollowUp, Making, RefusedError
from shizheng.engines.cases.domain.process import BACK, Move, Process
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.domain.words import Apart, By, Field
from shizheng.kit.errors import Fault


@dataclass(frozen=True, slots=True)
class Decision:
    """The event, the state it leads to, and what other cases must do because of it."""

    event: Event
    state: State
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Every reason at once; their places are labels of asks, or empty."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that starts from the present stage, on behalf of a party (0 for none) or about an open request (0 for
    none), and what stands against it."""

    move: Move
    organisation: int = 0
    objection: str = ""
    request: int = 0


def decide(process: Process, state: State, wish: Wish, facts: Facts) -> Decision | Refusal:
    """The event that the wish becomes on this state, or why it does not. Permissions of the platform are not judged
    here."""
    move = process.move(wish.move)
    if move is None:
        return _refused(f"{process.noun}没有“{wish.move}”这个动作")
    if words := _misplaced(process, state, move):
        return _refused(words)
    acting = _acting(state, move, wish, facts)
    if isinstance(acting, str):
        return _refused(acting)
    setting = Setting(state, wish, facts, acting)
    counted = given(move, wish.answers)
    wrong = answer_faults(move, wish.answers, counted, facts)
    if faults := [*_objections(setting, move), *wrong, *_answered(setting, move)]:
        return Refusal(tuple(faults))
    making = Making(process, setting, counted, state)
    try:
        _make(making, move)
    except RefusedError as error:
        return _refused(str(error))
    event, after = making.finished()
    return Decision(event, after, tuple(making.follow_ups))


def offers(process: Process, state: State, facts: Facts) -> Iterator[Offer]:
    """Every move from the present stage with what stands against it, for each party that the maker may act for, and
    where it decides a request for each that is open."""
    for move in process.moves_from(state.stage):
        if move.by is By.PARENT:
            continue
        actings = [0] if move.by is By.OFFICE else _candidates(state, move, facts)
        for acting, request in product(actings, _open_requests(state, move)):
            setting = Setting(state, Wish(move.id, request=request), facts, acting)
            found = next(iter(_objections(setting, move)), None)
            yield Offer(move, acting, found.message if found else "", request)


def _open_requests(state: State, move: Move) -> list[int]:
    """The requests that the move may decide; 0 where it decides none, or none is open."""
    kinds = {effect.request for effect in move.effects if isinstance(effect, Grant | Refuse)}
    return [request.number for request in state.open_requests() if request.kind in kinds] or [0]


def _refused(words: str) -> Refusal:
    return Refusal((Fault(words),))


def _misplaced(process: Process, state: State, move: Move) -> str:
    if move.opens:
        return f"{process.noun}已经建立" if state.version else ""
    if not state.version:
        return f"“{move.label}”不能建立{process.noun}"
    if state.stage in move.origins:
        return ""
    stage = process.stage(state.stage)
    possible = "、".join(each.label for each in process.moves_from(state.stage) if each.by is not By.PARENT)
    here = stage.label if stage else state.stage
    return f"“{here}”环节不能“{move.label}”，可以办理的有：{possible or '无'}"


def _candidates(state: State, move: Move, facts: Facts) -> list[int]:
    """The parties of the right role that the maker may act for."""
    return [
        party.organisation
        for party in state.active()
        if party.acts_as(move.by) and party.organisation in facts.acts_for
    ]


def _acting(state: State, move: Move, wish: Wish, facts: Facts) -> int | str:
    """The party that the move is made for, 0 for none; a text says why it is not evident."""
    if move.by is By.PARENT:
        return 0 if wish.cause is not None else f"“{move.label}”只随主件办理"
    if move.by is By.OFFICE:
        return 0
    candidates = _candidates(state, move, facts)
    if wish.organisation:
        candidates = [each for each in candidates if each == wish.organisation]
    if len(candidates) == 1:
        return candidates[0]
    return f"请指明代表哪个单位“{move.label}”" if candidates else f"只有{move.by.label}可以“{move.label}”"


def _objections(setting: Setting, move: Move) -> Iterator[Fault]:
    """What stands against the move whatever is answered."""
    stated = [objection(each, setting) for each in move.conditions if not isinstance(each, AnswerIs)]
    implied = [effect_objection(effect, setting) for effect in move.effects]
    for words in (*stated, *implied, _not_apart(setting, move)):
        if words:
            yield Fault(words)


def _answered(setting: Setting, move: Move) -> Iterator[Fault]:
    for condition in move.conditions:
        if isinstance(condition, AnswerIs) and (words := objection(condition, setting)):
            ask = move.ask(condition.ask)
            yield Fault(words, ask.label if ask else condition.ask)


def _not_apart(setting: Setting, move: Move) -> str:
    """Separation of duties; the platform itself, which has neither account nor organisation, keeps no duties apart."""
    maker = setting.facts.maker
    if maker.account is None and maker.organisation is None:
        return ""
    for hand in setting.state.hands:
        if hand.move not in move.apart_from:
            continue
        if maker.account is not None and hand.account == maker.account:
            return f"不相容岗位：您已在本件办理过前面的环节，不能再“{move.label}”"
        same = hand.organisation in {maker.organisation, *setting.facts.acts_for}
        if move.apart is Apart.ORGANISATION and hand.organisation is not None and same:
            return f"不相容岗位：贵单位已在本件办理过前面的环节，不能再“{move.label}”"
    return ""


def _make(making: Making, move: Move) -> None:
    if move.opens:
        _open(making)
    for ask in move.asks:
        if ask.field is not None and ask.id in making.answers:
            making.add(Stated(ask.field, making.answers[ask.id]))
    for effect in move.effects:
        carry_out(making, effect)
    _mark(making, move)
    _place(making, move)


def _mark(making: Making, move: Move) -> None:
    if move.marked:
        making.add(Marked(organisation=making.acting))
    for ask in move.asks:
        if ask.marked and ask.id in making.answers:
            value = making.answers[ask.id]
            written = str(value).lower() if isinstance(value, bool) else str(value)
            making.add(Marked(ask.id, written, making.acting))


def _open(making: Making) -> None:
    keeper = making.wish.organisation or making.facts.maker.organisation
    if not keeper:
        raise RefusedError("没有指明受理单位")
    making.add(Kept(keeper))
    if making.wish.contact:
        making.add(Stated(Field.CONTACT, making.wish.contact))
    if making.wish.origin:
        making.add(SplitFrom(making.wish.origin))


def _place(making: Making, move: Move) -> None:
    """Come to the target stage; a case that rests there leaves no clock of a party running."""
    target = making.state.held if move.target == BACK else move.target
    if not target:
        return
    final = making.process.is_final(target)
    if final:
        for clock in making.state.clocks:
            if clock.organisation:
                timing.stop_clock(making, clock)
    making.add(Placed(target, making.state.stage if move.holds else "", final))
