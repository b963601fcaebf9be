"""Every way a case can take through a process, followed on paper: stages that cannot be reached or left, clocks that
nothing stops or that start while they run.

Conditions are taken to be able to hold: what is found impossible here is impossible in life.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from shizheng.engines.cases.domain.effects import Effect, Grant, Pause, Refuse, Resume, Start, Stop
from shizheng.engines.cases.domain.process import BACK, ClockRule, Move, Process
from shizheng.engines.cases.domain.words import Per
from shizheng.kit.errors import Fault


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a case may stand: its stage, the stage it may go back to, whether the clock in question runs."""

    stage: str
    held: str = ""
    runs: bool = False


def stage_faults(process: Process) -> Iterator[Fault]:
    """Stages that no case reaches, and stages from which none ever comes to rest."""
    steps = {spot: set(_next(process, spot)) for spot in _reached(process)}
    reached = {spot.stage for spot in steps}
    for stage in process.stages:
        if stage.id not in reached:
            yield Fault("没有动作能到达", f"环节“{stage.label}”")
    if not any(stage.final for stage in process.stages):
        yield Fault("没有办结的环节", "环节")
    ending = {spot for spot in steps if process.is_final(spot.stage)}
    while grown := {spot for spot, following in steps.items() if spot not in ending and following & ending}:
        ending |= grown
    for stage in process.stages:
        if stage.id in reached and not any(spot.stage == stage.id for spot in ending):
            yield Fault("进入之后再也不能办结", f"环节“{stage.label}”")
    yield from _unmade(process, reached)


def _unmade(process: Process, reached: set[str]) -> Iterator[Fault]:
    for move in process.moves:
        if not move.opens and not reached & set(move.origins):
            yield Fault("没有工单能走到它的起始环节", f"动作“{move.label}”")


def _reached(process: Process) -> set[Spot]:
    waiting = [Spot(move.target) for move in process.openings()]
    found = set(waiting)
    while waiting:
        for spot in _next(process, waiting.pop()):
            if spot not in found:
                found.add(spot)
                waiting.append(spot)
    return found


def _next(process: Process, spot: Spot) -> Iterator[Spot]:
    for move in process.moves_from(spot.stage):
        if move.target != BACK or spot.held:
            yield _placed(move, spot)


def _placed(move: Move, spot: Spot, *, runs: bool = False) -> Spot:
    target = spot.held if move.target == BACK else move.target
    if not target:
        return Spot(spot.stage, spot.held, runs)
    return Spot(target, spot.stage if move.holds else "", runs)


def timing_faults(process: Process) -> Iterator[Fault]:
    """Clocks that nothing starts or stops, that run on when the case rests, or that start while they run."""
    used = [effect for move in process.moves for effect in _effects(process, move)]
    for clock in process.clocks:
        kinds = {type(effect) for effect in used if getattr(effect, "clock", "") == clock.id}
        if Pause in kinds and Resume not in kinds:
            yield Fault("暂停之后没有动作恢复它", f"时限“{clock.label}”")
        if Start not in kinds:
            yield Fault("没有动作启动它", f"时限“{clock.label}”")
        elif Stop not in kinds:
            yield Fault("没有动作停止它", f"时限“{clock.label}”")
        elif clock.per is Per.CASE:
            yield from _course_faults(process, clock)


def _effects(process: Process, move: Move) -> Iterator[Effect]:
    """The move's own effects and those of the requests that it decides."""
    for effect in move.effects:
        yield effect
        rule = process.request(effect.request) if isinstance(effect, Grant | Refuse) else None
        if rule is not None:
            yield from rule.granted if isinstance(effect, Grant) else rule.refused


def _course_faults(process: Process, clock: ClockRule) -> Iterator[Fault]:
    """Follow the clock through every way; each fault is named once."""
    faults: dict[str, Fault] = {}
    waiting: list[Spot] = []
    found: set[Spot] = set()
    for move in process.openings():
        _follow(process, clock, move, Spot(""), waiting, faults)
    while waiting:
        spot = waiting.pop()
        if spot in found:
            continue
        found.add(spot)
        if process.is_final(spot.stage) and spot.runs:
            stage = process.stage(spot.stage)
            words = f"到“{stage.label if stage else spot.stage}”环节时它可能还在计时"
            faults[words] = Fault(words, f"时限“{clock.label}”", "请在进入该环节的动作中停止它")
            continue
        for move in process.moves_from(spot.stage):
            if move.target != BACK or spot.held:
                _follow(process, clock, move, spot, waiting, faults)
    yield from faults.values()


def _follow(
    process: Process, clock: ClockRule, move: Move, spot: Spot, waiting: list[Spot], faults: dict[str, Fault]
) -> None:
    runs = spot.runs
    for effect in _effects(process, move):
        if isinstance(effect, Start) and effect.clock == clock.id:
            if runs and not effect.anew:
                words = f"“{move.label}”再次启动了已在计时的时限"
                faults[words] = Fault(words, f"时限“{clock.label}”", "请先停止，或声明为重新计时")
            runs = True
        elif isinstance(effect, Stop) and effect.clock == clock.id:
            runs = False
    waiting.append(_placed(move, spot, runs=runs))
