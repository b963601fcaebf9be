"""What one event changed, resolved: no rule, limit or calendar is needed to apply it again.

A closed list; each value is written into the event as it stands, tagged by `kind`.
"""

from datetime import datetime

import msgspec

from shizheng.engines.cases.domain.clocks import Due
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import PartyState, Role


class Placed(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="stage"):
    """The case came to a stage; `held` is the one that it may go back to, `final` that it rests here."""

    stage: str
    held: str = ""
    final: bool = False


class Stated(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="field"):
    field: str
    value: Value


class Joined(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="joined"):
    """An organisation became a party, or one again after having left; its standing begins anew."""

    organisation: int
    role: Role
    state: PartyState = PartyState.ASSIGNED


class Kept(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="kept"):
    """The organisation that took the case in and answers for it."""

    organisation: int


class Stood(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="party"):
    organisation: int
    state: PartyState


class Began(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_began"):
    rule: str
    due: Due
    limit: Limit
    warn_at: int = 0
    organisation: int = 0


class Moved(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_moved"):
    """A running or paused clock got another deadline. `resumed` ends a pause, `forgiven` takes a breach back: the
    extension had been asked for in time."""

    rule: str
    due: Due
    organisation: int = 0
    resumed: bool = False
    forgiven: bool = False


class Paused(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_paused"):
    """`left` in seconds, of working time where the clock counts that."""

    rule: str
    left: int
    organisation: int = 0


class Stopped(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_stopped"):
    rule: str
    organisation: int = 0


class Warned(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_warned"):
    rule: str
    organisation: int = 0


class Breached(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="clock_breached"):
    """`at` is the deadline that passed."""

    rule: str
    at: datetime
    organisation: int = 0


class Requested(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="requested"):
    """The request's number is the position of the event that this stands in."""

    request: str
    organisation: int = 0


class Decided(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="decided"):
    number: int
    granted: bool


class Merged(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="merged"):
    """The case follows another from now on; 0 where it stands alone again."""

    parent: int


class Marked(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="kind", tag="marked"):
    """What figures count of this event; `organisation` is the party acted for, 0 where the maker's own counts."""

    ask: str = ""
    value: str = ""
    organisation: int = 0


class SplitFrom(msgspec.Struct, frozen=True, gc=False, tag_field="kind", tag="split_from"):
    case: int


Change = (
    Placed
    | Stated
    | Kept
    | Joined
    | Stood
    | Began
    | Moved
    | Paused
    | Stopped
    | Warned
    | Breached
    | Requested
    | Decided
    | Merged
    | SplitFrom
    | Marked
)
