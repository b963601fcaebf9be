"""A process as a picture: stages one below the other, moves between them as arcs that never cross a stage.

Moves down run on the right, moves back on the left, each in the first lane where it meets no other. Units are pixels.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shizheng.engines.cases.domain.process import BACK, Move, Process

BOX = (150, 40)
GAP = 64
LANE = 118
TOP = 30
_HAN, _LATIN = 13, 7


@dataclass(frozen=True, slots=True)
class Box:
    """A stage; `stays` are the moves that leave the case in it."""

    label: str
    final: bool
    x: int
    y: int
    stays: tuple[str, ...]

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + BOX[0] // 2, self.y + BOX[1] // 2 + 5


@dataclass(frozen=True, slots=True)
class Arc:
    """All moves from one stage to another; `path` is SVG path data, `label_x` and `label_y` where the words begin."""

    labels: tuple[str, ...]
    path: str
    label_x: int
    label_y: int
    is_back: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arcs: tuple[Arc, ...]


def drawn(process: Process) -> Drawing:
    """The picture of a sound process."""
    places = {stage.id: number for number, stage in enumerate(process.stages)}
    found = _grouped(process, places)
    down = _lanes([pair for pair in found if pair[0] < pair[1]])
    back = _lanes([pair for pair in found if pair[0] > pair[1]])
    left = (max(back.values(), default=-1) + 1) * LANE + TOP
    boxes = tuple(
        Box(stage.label, stage.final, left, TOP + number * (BOX[1] + GAP), _stays(process, stage.id))
        for number, stage in enumerate(process.stages)
    )
    arcs = tuple(_arc(pair, found[pair], {**down, **back}[pair], left) for pair in found)
    width = left + BOX[0] + (max(down.values(), default=-1) + 1) * LANE + LANE
    return Drawing(width, TOP + len(boxes) * (BOX[1] + GAP), boxes, arcs)


def _grouped(process: Process, places: dict[str, int]) -> dict[tuple[int, int], list[str]]:
    """Moves by where they lead from and to; a move that opens a case comes from above the first stage (-1)."""
    found: dict[tuple[int, int], list[str]] = {}
    for move in process.moves:
        for origin, target in _ways(process, move):
            if origin != target:
                found.setdefault((places.get(origin, -1), places[target]), []).append(move.label)
    return found


def _ways(process: Process, move: Move) -> Iterator[tuple[str, str]]:
    if move.opens:
        yield "", move.target
    elif move.target == BACK:
        held = [origin for other in process.moves if other.holds for origin in other.origins]
        yield from ((origin, stage) for origin in move.origins for stage in held)
    elif move.target:
        yield from ((origin, move.target) for origin in move.origins)


def _stays(process: Process, stage: str) -> tuple[str, ...]:
    return tuple(move.label for move in process.moves_from(stage) if not move.target)


def _lanes(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Short arcs first, each in the innermost lane that is free along its whole length."""
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[tuple[int, int], int] = {}
    for pair in sorted(pairs, key=lambda each: (abs(each[1] - each[0]), each)):
        low, high = min(pair), max(pair)
        free = (at for at, lane in enumerate(taken) if all(high <= a or b <= low for a, b in lane))
        at = next(free, len(taken))
        if at == len(taken):
            taken.append([])
        taken[at].append((low, high))
        lanes[pair] = at
    return lanes


def _arc(pair: tuple[int, int], labels: list[str], lane: int, left: int) -> Arc:
    origin, target = pair
    is_back = origin > target
    start, end = _side(origin, leaving=True), _side(target, leaving=False)
    edge = left if is_back else left + BOX[0]
    reach = (lane + 1) * LANE - LANE // 3
    far = edge - reach if is_back else edge + reach
    path = f"M{edge},{start} C{far},{start} {far},{end} {edge},{end}"
    # A cubic whose two handles lie at `far` comes three quarters of the way towards it.
    apex = edge + (far - edge) * 3 // 4
    longest = max(_width(label) for label in labels)
    label_x = apex - longest - 6 if is_back else apex + 6
    return Arc(tuple(labels), path, max(label_x, 2), (start + end) // 2 - 7 * (len(labels) - 1) + 4, is_back)


def _side(place: int, *, leaving: bool) -> int:
    """The height at which an arc leaves a stage (low on its side) or comes to it (high)."""
    if place < 0:
        return TOP // 2
    top = TOP + place * (BOX[1] + GAP)
    return top + (BOX[1] * 3 // 4 if leaving else BOX[1] // 4)


def _width(words: str) -> int:
    return sum(_HAN if ord(sign) > 0x2E80 else _LATIN for sign in words)
