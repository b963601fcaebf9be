"""A lifecycle is one table of moves; a table with a stage nobody reaches or leaves is refused."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shizheng.engines.fiscal.domain.projects.kinds import Kind
from shizheng.engines.fiscal.domain.projects.stages import Party, Proof, Stage
from shizheng.kit.errors import Fault, ShizhengError


class LifecycleError(ShizhengError):
    """A table of moves that cannot work; a programmer's mistake."""


class State(NamedTuple):
    """Where a project is; ``held`` is the stage that a suspended project comes back to."""

    stage: Stage
    held: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One edge. ``target`` None leads back to where the project was suspended; empty ``kinds`` means every kind.

    ``apart_from`` names moves whose doer may not make this one too: nobody approves what he proposed.
    """

    id: str
    label: str
    origins: tuple[Stage, ...]
    target: Stage | None
    who: Party
    source: str
    documents: tuple[str, ...] = ()
    asks_reason: bool = False
    needs: tuple[Proof, ...] = ()
    apart_from: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


class Request(NamedTuple):
    """A move somebody wants to make; ``documents`` maps a document's name to its number or file."""

    move: Move
    on: date
    documents: Mapping[str, str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """``stages`` in their usual order; the first is where every project starts."""

    stages: tuple[Stage, ...]
    ends: frozenset[Stage]
    pause: Stage | None
    moves: tuple[Move, ...]

    def find(self, ident: str) -> Move:
        for move in self.moves:
            if move.id == ident:
                return move
        raise LifecycleError(f"没有名为“{ident}”的流转动作")

    def open_to(self, stage: Stage, kind: Kind) -> list[Move]:
        """Moves that a project of the kind may make from the stage."""
        return [move for move in self.moves if stage in move.origins and (not move.kinds or kind in move.kinds)]

    def after(self, state: State, move: Move) -> State:
        """Where the move leads; the caller has checked that it starts here."""
        if move.target is None:
            return State(state.held or self.stages[0])
        if move.target is self.pause:
            return State(move.target, state.stage)
        return State(move.target)

    def edges(self) -> Iterator[tuple[Stage, Stage]]:
        """All pairs of stages that some move joins; a pause leads back to every stage that leads to it."""
        paused = {origin for move in self.moves if move.target is self.pause for origin in move.origins}
        for move in self.moves:
            for origin in move.origins:
                for target in paused if move.target is None else {move.target}:
                    yield origin, target

    def faults(self) -> list[str]:
        """Why this table cannot work; empty where it can."""
        return [*self._misdeclared(), *self._misjoined()]

    def _misdeclared(self) -> Iterator[str]:
        seen: set[str] = set()
        for move in self.moves:
            if move.id in seen:
                yield f"动作“{move.id}”重复"
            seen.add(move.id)
            if not move.source or not move.label:
                yield f"动作“{move.id}”没有名称或依据"
            unknown = {*move.origins, move.target} - {*self.stages, None}
            if unknown:
                yield f"动作“{move.id}”用到没有声明的环节：{'、'.join(sorted(stage for stage in unknown if stage))}"
            if move.target is None and move.origins != (self.pause,):
                yield f"动作“{move.id}”没有去处"
        for move in self.moves:
            if stray := set(move.apart_from) - seen:
                yield f"动作“{move.id}”所避开的动作不存在：{'、'.join(sorted(stray))}"

    def _misjoined(self) -> Iterator[str]:
        edges = list(self.edges())
        reached = _closure({self.stages[0]}, edges)
        finishing = _closure(set(self.ends), [(after, before) for before, after in edges])
        for stage in self.stages:
            if stage not in reached:
                yield f"环节“{stage.label}”无法到达"
            if stage not in finishing:
                yield f"环节“{stage.label}”没有出路"
            if stage in self.ends and any(before is stage for before, _ in edges):
                yield f"环节“{stage.label}”已是终点，却还能流转"


def _closure(start: set[Stage], edges: Iterable[tuple[Stage, Stage]]) -> set[Stage]:
    reached, waiting = set(start), list(start)
    joined = list(edges)
    while waiting:
        here = waiting.pop()
        fresh = {after for before, after in joined if before is here} - reached
        reached |= fresh
        waiting.extend(fresh)
    return reached


def request_faults(
    lifecycle: Lifecycle, state: State, kind: Kind, request: Request, *, latest: date | None, today: date
) -> list[Fault]:
    """Why the move cannot be made as asked; ``latest`` is the day of the project's last move."""
    move = request.move
    if move not in lifecycle.open_to(state.stage, kind):
        able = "、".join(one.label for one in lifecycle.open_to(state.stage, kind)) or "无"
        return [Fault(f"{kind.label}项目在“{state.stage.label}”环节不能“{move.label}”", "动作", f"现在可以：{able}")]
    return [*_date_faults(request.on, latest, today), *_paper_faults(request)]


def _date_faults(on: date, latest: date | None, today: date) -> Iterator[Fault]:
    if on > today:
        yield Fault("日期晚于今天", "日期", "请填写实际发生的日期")
    if latest and on < latest:
        yield Fault(f"日期早于上一次流转（{latest:%Y-%m-%d}）", "日期", "请核对两次流转的先后")


def _paper_faults(request: Request) -> Iterator[Fault]:
    given: Collection[str] = {name for name, value in request.documents.items() if value.strip()}
    for name in request.move.documents:
        if name not in given:
            yield Fault(f"缺少《{name}》", "材料", "请填写文号或上传文件")
    if request.move.asks_reason and not request.reason.strip():
        yield Fault("没有说明事由", "事由", f"“{request.move.label}”须写明事由")
