"""The story of one invented matter: what was done to it, by whom and when, as far as it has come by now.

Stories are told to their end and then cut at the present instant, so that a demonstration set up on any day has work
in every stage, some of it late. The same seed tells the same stories.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.facts import Facts
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.domain.limits import Limit, Matter
from shizheng.engines.cases.domain.words import Unit
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

_TIMES = ("早高峰", "晚高峰", "每天傍晚", "夜间十点以后", "清晨", "周末", "中午")
_SPANS = ("三天", "近一周", "半个月", "一个月", "两个多月")
_CHANNELS = (("phone", 66), ("app", 8), ("wechat", 9), ("web", 6), ("mailbox", 4), ("phone_12319", 4), ("board", 3))
_GRADES = (("5", 46), ("4", 34), ("3", 11), ("2", 6), ("1", 3))
_HOURS = (1, 0, 0, 0, 0, 1, 2, 5, 10, 13, 12, 9, 6, 7, 9, 10, 9, 7, 6, 5, 5, 4, 3, 2)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗"
DESK = (
    ("assigned", "ordinary", 0.4, 3),
    ("signed", "urgent", 2.2, 3),
    ("signed", "ordinary", 8.0, 3),
    ("extension", "ordinary", 2.5, 1),
    ("return", "ordinary", 0.6, 1),
    ("co", "ordinary", 0.5, 2),
)
"""What a unit with an account finds on any day: how a matter stands, its urgency, its age in working days (urgent ones:
in units of eight hours), how many."""
_LATE, _RETURN, _EXTEND, _CO, _REJECT = 0.07, 0.05, 0.06, 0.1, 0.06


@dataclass(frozen=True, slots=True)
class People:
    """Who acts: by organisation the one who handles there."""

    keeper: int
    agent: Maker
    dispatcher: Maker
    supervisor: Maker
    handlers: Mapping[int, Maker]


@dataclass(frozen=True, slots=True)
class Seed:
    """What a story is about: the matter's own words and its place."""

    category: str
    unit: int
    title: str
    text: str
    result: str
    reply: str
    nature: str = "complaint"
    urgency: str = "ordinary"
    direct: bool = False
    hard: bool = False
    area: str = ""
    place: str = ""


@dataclass(slots=True)
class Story:
    """Moves so far, and the instant reached."""

    rng: Random
    people: People
    known: Facts
    seed: Seed
    at: datetime
    moves: list[PastMove] = field(default_factory=list)
    unit: int = 0
    others: list[int] = field(default_factory=list)

    def told(self, now: datetime) -> list[PastMove]:
        """Everything up to now."""
        self._begin()
        return [move for move in self.moves if move.at <= now]

    def raised(self, move: str = "register") -> None:
        channel = _picked(self.rng, _CHANNELS) if move == "register" else "web"
        seed = self.seed
        matter: dict[str, Any] = {
            "channel": channel,
            "nature": seed.nature,
            "urgency": seed.urgency,
            "title": seed.title,
            "text": seed.text,
            "category": seed.category,
            "area": seed.area,
            "place": seed.place,
            "call_back": seed.nature != "thanks",
        }
        self._add(move, self.people.agent, self.people.keeper, **matter)

    def held(self, standing: str, desk: int) -> list[PastMove]:
        """A matter that stands on a unit's desk in one of the ways of DESK."""
        self.raised()
        self._pass(minutes=self.rng.uniform(5, 25))
        co = [desk] if standing == "co" else []
        self._add("dispatch", self.people.dispatcher, main=self.seed.unit, co=co, note="请按职责核实办理。")
        self._pass(minutes=self.rng.uniform(10, 50))
        if standing in {"signed", "extension"}:
            self._by_unit("sign", desk)
        self._pass(minutes=self.rng.uniform(10, 50))
        if standing == "extension":
            reason = "需与权属单位会商并安排施工，申请延长办理时间。"
            self._by_unit("ask_extension", desk, days=3, reason=reason)
        elif standing == "return":
            self._by_unit("ask_return", desk, why="not_ours", reason="该路段设施不由本单位管养，建议转权属单位。")
        return self.moves

    def _begin(self) -> None:
        self.raised()
        if self.seed.direct:
            self._pass(minutes=self.rng.uniform(4, 25))
            self._add("answer", self.people.agent, public_reply=self.seed.reply)
            self._close()
        elif self._chance(0.015):
            self._pass(minutes=self.rng.uniform(5, 60))
            reason = "该事项已进入司法程序，请按程序通过人民法院解决。"
            self._add("decline", self.people.agent, why="in_procedure", reason=reason)
        else:
            self._dispatch(self.seed.unit)

    def _dispatch(self, unit: int) -> None:
        self.unit = unit
        if self.seed.urgency == "ordinary":
            self._work(hours=min(6.0, self.rng.expovariate(0.9)))
        else:
            self._pass(minutes=self.rng.uniform(5, 35))
        elsewhere = [each for each in self.people.handlers if each not in {unit, *self.others}]
        co = [self.rng.choice(elsewhere)] if not self.others and self._chance(_CO) else []
        self.others += co
        self._add("dispatch", self.people.dispatcher, main=unit, co=co, note="请按职责核实办理，并联系诉求人。")
        if self._chance(_RETURN) and not any(move.move == "ask_return" for move in self.moves):
            self._return([each for each in elsewhere if each not in co])
        else:
            self._handle()

    def _return(self, elsewhere: Sequence[int]) -> None:
        self._work(hours=self.rng.uniform(0.5, 5))
        reason = "经现场核实，该路段设施不由本单位管养，建议转权属单位办理。"
        self._by_unit("ask_return", self.unit, why="not_ours", reason=reason)
        self._work(hours=self.rng.uniform(0.5, 6))
        if self._chance(0.3):
            self._add("refuse_return", self.people.dispatcher, reason="按三定方案属贵单位职责，请继续办理。")
            self._handle()
            return
        self._add("grant_return", self.people.dispatcher)
        self._dispatch(self.rng.choice(elsewhere))

    def _handle(self) -> None:
        start = self.moves[-1].at if self.moves[-1].move == "dispatch" else self.at
        limit = self._limit()
        late = self._chance(_LATE * (3 if self.seed.hard else 1))
        share = self.rng.uniform(1.05, 1.9) if late else self.rng.betavariate(2, 3) * 0.9 + 0.05
        if self.seed.urgency == "ordinary":
            self._work(hours=min(9.0, self.rng.expovariate(0.5)))
        else:
            self._pass(minutes=self.rng.uniform(10, 70))
        self._by_unit("sign", self.unit)
        for other in self.others:
            self._pass(minutes=self.rng.uniform(5, 90))
            self._by_unit("sign", other)
        if (
            limit.unit is Unit.WORKING_DAYS
            and limit.amount >= 5
            and self._chance(_EXTEND * (3 if self.seed.hard else 1))
        ):
            self._extend()
        replied = self._after(start, limit, share)
        self._during(replied, late)
        for other in self.others:
            self._pass(minutes=self.rng.uniform(30, 200))
            self._reply(other, "已配合主办单位现场核实，并安排专人跟进。")
        self.at = max(self.at, replied)
        self._reply(self.unit, self.seed.result)
        self._review()

    def _extend(self) -> None:
        self._pass(minutes=self.rng.uniform(10, 60))
        days = self.rng.randint(3, 5)
        self._by_unit("ask_extension", self.unit, days=days, reason="需与权属单位会商并安排施工，申请延长办理时间。")
        number = len(self.moves)
        self._work(hours=self.rng.uniform(1, 9))
        if self._chance(0.8):
            self._add("grant_extension", self.people.supervisor, request=number)
        else:
            reason = "事项简单，请在原时限内办结。"
            self._add("refuse_extension", self.people.supervisor, request=number, reason=reason)

    def _during(self, replied: datetime, late: bool) -> None:
        """What happens between signing and replying."""
        if self._chance(0.7):
            self._before(replied, 0.3)
            words = "已说明办理进展，诉求人表示理解。" if self._chance(0.8) else "诉求人补充了具体位置。"
            who = "承办科室经办"
            day = f"{self.at:%Y-%m-%d}"
            self._by_unit(
                "contact", self.unit, on=day, by=_picked(self.rng, (("phone", 7), ("visit", 3))), who=who, words=words
            )
        if late and self._chance(0.6):
            self._before(replied, 0.4)
            self._add("urge", self.people.supervisor, reason="临近时限，请抓紧办理。")
        if late and self._chance(0.5):
            self._before(replied, 0.5)
            level = _picked(self.rng, (("remind", 5), ("yellow", 3), ("red", 1)))
            self._add(
                "supervise", self.people.supervisor, level=level, reason="已超过时限仍未办结，请说明原因并限期办理。"
            )
            self._before(replied, 0.3)
            self._by_unit("answer_supervision", self.unit, progress="已安排专人现场处置，预计两日内完成。")

    def _reply(self, unit: int, result: str) -> None:
        solved = not (self.seed.hard and self._chance(0.3))
        time = self.rng.choice(_TIMES)
        said: dict[str, Any] = {
            "is_true": self._chance(0.9),
            "is_beyond": False,
            "result": result.replace("{time}", time),
            "solved": solved,
            "public_reply": self.seed.reply,
        }
        if not solved:
            said["unsolved_reason"] = "需履行法定程序，已列入计划跟进。"
        self._by_unit("reply", unit, **said)

    def _review(self) -> None:
        self._work(hours=min(7.0, self.rng.expovariate(0.4)))
        if self._chance(_REJECT):
            self._add("reject", self.people.supervisor, reason="回复没有说明处理结果和完成时间，请补充。")
            self._again()
            self._work(hours=self.rng.uniform(0.5, 4))
        self._add("review", self.people.dispatcher)
        self._close()

    def _again(self) -> None:
        self._work(hours=self.rng.uniform(2, 14))
        for unit in (*self.others, self.unit):
            self._pass(minutes=self.rng.uniform(5, 60))
            self._reply(unit, f"再次到现场核实。{self.seed.result}")

    def _close(self) -> None:
        self._work(hours=min(18.0, self.rng.expovariate(0.14)))
        survey = self._survey()
        unhappy = survey.get("satisfaction") in {"1", "2"}
        if unhappy and self._chance(0.6) and self.unit:
            self._add("rework", self.people.agent, **survey, reason="诉求人对办理结果不满意，请重新核实办理。")
            self._again()
            self._work(hours=self.rng.uniform(0.5, 5))
            self._add("review", self.people.dispatcher)
            self._work(hours=self.rng.uniform(1, 9))
            survey = self._survey(again=True)
        self._add("close", self.people.agent, **survey)
        if self._chance(0.85):
            self._work(hours=self.rng.uniform(60, 90))
            self._add("archive", self.people.dispatcher)

    def _survey(self, *, again: bool = False) -> dict[str, Any]:
        if self._chance(0.12):
            return {"contacted": _picked(self.rng, (("no_answer", 7), ("refused", 2), ("wrong", 1)))}
        grade = _picked(self.rng, _GRADES[1:4] if again else _GRADES)
        unhappy = grade in {"1", "2"}
        found: dict[str, Any] = {"contacted": "reached", "solved": not unhappy, "satisfaction": grade}
        return {**found, "why": "问题没有彻底解决，过后又出现。"} if unhappy else found

    def _limit(self) -> Limit:
        seed, day = self.seed, self.at.date()
        lineages = self.known.categories.get(seed.category, ()), self.known.areas.get(seed.area, ())
        matter = Matter(lineages[0], seed.nature, seed.urgency, lineages[1])
        rule = WORK_ORDER.clock("handle")
        found = self.known.limits.choose(WORK_ORDER.id, "handle", matter, day) or (rule.usual if rule else None)
        return found or Limit(5, Unit.WORKING_DAYS)

    def _after(self, start: datetime, limit: Limit, share: float) -> datetime:
        """The instant at which this share of the limit has passed."""
        if limit.unit is Unit.WORKING_DAYS:
            hours = self.known.calendar.hours.length / timedelta(hours=1) * limit.amount * share
            return self.known.calendar.add_hours(start, timedelta(hours=hours)).value
        return start + timedelta(hours=limit.amount * share)

    def _before(self, end: datetime, share: float) -> None:
        if end > self.at:
            self.at += (end - self.at) * share * self.rng.random()

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _pass(self, *, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def _work(self, *, hours: float) -> None:
        self.at = self.known.calendar.add_hours(self.at, timedelta(hours=hours)).value

    def _by_unit(self, move: str, unit: int, **answers: Any) -> None:
        self._add(move, self.people.handlers[unit], unit, **answers)

    def _add(self, move: str, maker: Maker, organisation: int = 0, *, request: int = 0, **answers: Any) -> None:
        self.at = self.at.replace(microsecond=0)
        kept = {name: value for name, value in answers.items() if value not in ("", [])}
        self.moves.append(PastMove(move, self.at, maker, kept, organisation, request))


def openings(rng: Random, count: int, days: int, now: datetime) -> list[datetime]:
    """Instants at which people call: fewer at weekends, most in office hours, rather more of late."""
    weights = [
        (0.6 if (now - timedelta(days=back)).weekday() > 4 else 1.0) * (1.8 if back < 8 else 1.0)
        for back in range(days)
    ]
    found: list[datetime] = []
    while len(found) < count:
        day = now - timedelta(days=rng.choices(range(days), weights)[0])
        hour = rng.choices(range(24), _HOURS)[0]
        at = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
        if at < now:
            found.append(at)
    return sorted(found)


def filled(rng: Random, words: str, place: str) -> str:
    """The words of a matter with its place, time and span."""
    return words.replace("{place}", place).replace("{time}", rng.choice(_TIMES)).replace("{days}", rng.choice(_SPANS))


def caller(rng: Random) -> ContactDetails | None:
    """Somebody who may call again: numbers are of a kind that nobody is given."""
    if rng.random() < 0.06:
        return None
    one = Random(rng.randrange(700))
    name = one.choice(_SURNAMES) + one.choice(("先生", "女士"))
    return ContactDetails(name=name, phone=f"100{one.randrange(10**8):08d}", confidential=rng.random() < 0.08)


def _picked(rng: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
