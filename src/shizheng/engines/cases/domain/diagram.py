"""A process as a Mermaid state diagram: what the console draws and what documents embed."""

import re

from shizheng.engines.cases.domain.process import BACK, Move, Process
from shizheng.engines.cases.domain.words import By

_MARKS = re.compile(r"[\"#;:{}\[\]<>\n\r]+")


def mermaid(process: Process) -> str:
    """Stages as states, moves as arrows; moves that change no stage are listed as notes beside their stage."""
    lines = ["stateDiagram-v2"]
    names = {stage.id: f"s{number}" for number, stage in enumerate(process.stages, 1)}
    lines += [f'    state "{_plain(stage.label)}" as {names[stage.id]}' for stage in process.stages]
    for move in process.moves:
        lines += [f"    {arrow}" for arrow in _arrows(process, move, names)]
    for stage in process.stages:
        if stage.final:
            lines.append(f"    {names[stage.id]} --> [*]")
        staying = [_said(move) for move in process.moves_from(stage.id) if not move.target]
        if staying:
            lines += [
                f"    note right of {names[stage.id]}",
                *(f"        {words}" for words in staying),
                "    end note",
            ]
    return "\n".join(lines) + "\n"


def _arrows(process: Process, move: Move, names: dict[str, str]) -> list[str]:
    if move.opens:
        return [f"[*] --> {names[move.target]}: {_said(move)}"]
    if move.target == BACK:
        origins = [(origin, stage) for origin in move.origins for stage in _held_from(process, origin)]
        return [f"{names[origin]} --> {names[stage]}: {_said(move)}" for origin, stage in origins]
    return [f"{names[origin]} --> {names[move.target]}: {_said(move)}" for origin in move.origins if move.target]


def _held_from(process: Process, stage: str) -> list[str]:
    """The stages that a case in `stage` may have been held from, in the order of their declaration."""
    found = {origin for move in process.moves if move.holds and move.target == stage for origin in move.origins}
    return [each.id for each in process.stages if each.id in found]


def _said(move: Move) -> str:
    return _plain(move.label if move.by is By.OFFICE else f"{move.label}（{move.by.label}）")


def _plain(text: str) -> str:
    """Without what Mermaid would read as its own signs."""
    return _MARKS.sub(" ", text)
