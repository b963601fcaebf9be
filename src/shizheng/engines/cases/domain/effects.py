"""What a move does besides changing the stage, declared as a closed list. How each is carried out is in `effecting`.

`ask` names the ask of the move whose answer is used. Clock effects on a party's clock concern the parties of `of`.
"""

from dataclasses import dataclass

from shizheng.engines.cases.domain.words import Of, Unit


@dataclass(frozen=True, slots=True)
class Assign:
    """The organisation becomes the main handling unit; a former main unit must have left. `done` where it had replied
    before the case came here, nobody knows when."""

    ask: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """The organisations become co-handlers; no answer adds none."""

    ask: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The acting party has taken note of what it was sent."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The acting party has done its part; `unsigned` allows it without having signed."""

    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Rework:
    """The parties of `of` handle again what they had replied to; ALL or the acting one."""

    of: Of = Of.ALL


@dataclass(frozen=True, slots=True)
class Leave:
    """The parties of `of` handle the case no longer, as returned; the acting one or the requester."""

    of: Of = Of.REQUESTER


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The organisations of the answer handle the case no longer; without an ask all who handle it."""

    ask: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The acting party's part goes to another organisation, in the same role."""

    ask: str


@dataclass(frozen=True, slots=True)
class Start:
    """Start a clock, anew where it has stopped before; `anew` also where it still runs."""

    clock: str
    of: Of = Of.NEW
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop a clock; one that does not run is left alone."""

    clock: str
    of: Of = Of.ACTING


@dataclass(frozen=True, slots=True)
class Pause:
    clock: str
    of: Of = Of.ALL


@dataclass(frozen=True, slots=True)
class Resume:
    clock: str
    of: Of = Of.ALL


@dataclass(frozen=True, slots=True)
class Extend:
    """Add the answered number of `unit` to a clock: the decider's answer where there is one, else the requester's."""

    clock: str
    ask: str
    unit: Unit = Unit.WORKING_DAYS
    of: Of = Of.REQUESTER


@dataclass(frozen=True, slots=True)
class AskFor:
    """Ask for something that another decides."""

    request: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Grant an open request of this kind; what was asked for takes effect."""

    request: str


@dataclass(frozen=True, slots=True)
class Refuse:
    request: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The case follows the answered one from now on."""

    ask: str


@dataclass(frozen=True, slots=True)
class Unmerge:
    """The case stands alone again."""


@dataclass(frozen=True, slots=True)
class AnswerChildren:
    """Make this move of the process on every case that follows this one, with the same answers as far as it asks for
    them; a move by PARENT."""

    move: str


@dataclass(frozen=True, slots=True)
class Split:
    """Open another case of the process by this opening move, with the answers of the same names and else the case's own
    fields. Asks of the splitting move should carry no field: they are about the other case."""

    opening: str


@dataclass(frozen=True, slots=True)
class Set:
    """State a field of the case as a fixed value, whatever was answered."""

    field: str
    value: str


PartyEffect = Assign | Add | Sign | Reply | Rework | Leave | Withdraw | Transfer
ClockEffect = Start | Stop | Pause | Resume | Extend
RequestEffect = AskFor | Grant | Refuse
CaseEffect = Merge | Unmerge | AnswerChildren | Split | Set
Effect = PartyEffect | ClockEffect | RequestEffect | CaseEffect
