"""A move while it is being made: changes are added one by one, and each effect sees what those before it did."""

from dataclasses import dataclass, field

from shizheng.engines.cases.domain.changes import Change
from shizheng.engines.cases.domain.events import Body, Event
from shizheng.engines.cases.domain.facts import Facts, Setting, Wish
from shizheng.engines.cases.domain.folding import changed, closed
from shizheng.engines.cases.domain.judging import chosen_request
from shizheng.engines.cases.domain.limits import Matter
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.state import Fields, Request, State, Value
from shizheng.engines.cases.domain.words import Field


class RefusedError(Exception):
    """An effect that cannot be carried out; its text is for the maker."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A move that others' cases must make because of this one: on every case that follows this one, or as the opening
    of a new case split from it."""

    move: str
    answers: dict[str, Value]
    splits: bool = False


@dataclass(slots=True)
class Making:
    """`state` is as the changes so far have left it; `joined` are the organisations that this move brought in."""

    process: Process
    setting: Setting
    answers: dict[str, Value]
    state: State
    changes: list[Change] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    heading: Event = field(init=False)

    def __post_init__(self) -> None:
        self.heading = self._event(())

    def _event(self, changes: tuple[Change, ...]) -> Event:
        body = Body(self.answers, changes, self.wish.cause)
        return Event(self.setting.state.version + 1, self.wish.move, self.facts.at, self.facts.maker, body)

    @property
    def facts(self) -> Facts:
        return self.setting.facts

    @property
    def wish(self) -> Wish:
        return self.setting.wish

    @property
    def acting(self) -> int:
        return self.setting.organisation

    def add(self, change: Change) -> None:
        self.state = changed(self.state, change, self.heading)
        self.changes.append(change)

    def finished(self) -> tuple[Event, State]:
        """The event, and the state that applying it gives: its changes are applied already, one by one."""
        event = self._event(tuple(self.changes))
        return event, closed(self.state, event)

    def request(self, kind: str) -> Request:
        """The request that this move decides; RefusedError where it is not evident which."""
        found = chosen_request(Setting(self.setting.state, self.wish, self.facts), kind)
        if found is None:
            raise RefusedError("没有待审批的申请，或有多个而没有指明")
        return found

    def organisations(self, ask: str) -> list[int]:
        """The answer as a list of organisations; empty where nothing was answered."""
        value = self.answers.get(ask)
        if isinstance(value, list):
            return [each for each in value if isinstance(each, int)]
        return [value] if isinstance(value, int) else []

    def matter(self) -> Matter:
        fields: Fields = self.state.fields
        return Matter(
            self.facts.categories.get(str(fields.get(Field.CATEGORY, "")), ()),
            str(fields.get(Field.NATURE, "")),
            str(fields.get(Field.URGENCY, "")),
            self.facts.areas.get(str(fields.get(Field.AREA, "")), ()),
        )
