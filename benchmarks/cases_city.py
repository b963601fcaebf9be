"""A city of 220 units full of cases, through the bulk path: cases a second with every event, clock and index kept.

Claim: at least 3,000 cases a second on PostgreSQL with two cores (an admired peer's own bulk path does 38). The city
has 5 districts, 60 streets, 390 categories and limits by category; a case has eight events on average, from intake to
archive, a few of them returned, extended or with co-handlers. Deterministic by seed: the same cases whatever the number
of processes. Run on a database that is migrated and empty:
SHIZHENG_DATABASE=postgresql://… python -m benchmarks.cases_city --cases 20000 [--processes 2] [--open 8] [--days 1000]
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

LIMIT = 3_000
CHUNK = 2_000
END = datetime(2026, 11, 20, 17, 0, tzinfo=timezone(timedelta(hours=8)))
SEED = 20261120

DISTRICTS, STREETS, UNITS = 5, 60, 220
TOPS, MIDDLES, LEAVES = 12, 78, 300
THINGS = (
    ("路灯不亮", "夜间漆黑，出行不安全，已持续数日"),
    ("道路坑洼积水", "雨后积水难行，车辆绕行困难"),
    ("小区垃圾清运不及时", "垃圾堆放多日，异味较大，影响居民生活"),
    ("施工噪音扰民", "夜间十一点以后仍在施工，家中老人和孩子无法休息"),
    ("占道经营", "摊点占用人行道，行人只能走机动车道"),
    ("自来水水压不足", "早晚高峰时段基本无水可用"),
    ("暖气不热", "室内温度不到十六度，多次报修没有结果"),
    ("违法停车", "消防通道长期被占用，存在安全隐患"),
    ("公交候车时间长", "高峰期等候超过四十分钟"),
    ("医保报销咨询", "想了解异地就医备案和报销比例的规定"),
    ("物业服务不到位", "电梯经常停运，维修资金使用情况不公开"),
    ("井盖破损", "井盖缺失，夜间容易造成人员受伤"),
)
WISHES = (
    "请有关部门尽快处理并答复。",
    "希望现场查看后给出解决办法。",
    "请核实情况并依法处理。",
    "咨询具体办理流程和所需材料。",
)
ROADS = ("东湖路", "解放街", "滨河大道", "人民路", "学府街", "建设南路", "迎宾大道", "新华巷", "友谊路", "长风街")
RESULTS = (
    "接单后立即安排人员到现场核实，情况属实，已于当日完成处置并向诉求人说明。",
    "经现场查看，已联系责任单位维修，现已恢复正常，后续将加强巡查。",
    "已约谈当事方并责令整改，整改后复查合格，诉求人表示认可。",
    "该事项正在纳入年度改造计划，已向诉求人解释说明，争取理解。",
)


def place(draw: random.Random, street: int) -> str:
    return f"第{street:02d}街道{draw.choice(ROADS)}{draw.randrange(1, 300)}号"


@dataclass(frozen=True)
class City:
    """Keys of what the cases refer to. `units` handle, `centre` takes in, reviews and calls back."""

    centre: int
    units: tuple[int, ...]
    categories: tuple[str, ...]
    streets: tuple[str, ...]


def _ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shizheng.project.settings.development")
    import django

    django.setup()


def plant() -> City:
    """Make the city's organisations, trees and limits, unless they are there."""
    from shizheng.engines.cases.actions.reference import plant_areas, plant_categories, set_limits
    from shizheng.engines.cases.domain.limits import Limit, LimitRow
    from shizheng.engines.cases.domain.sprouts import Sprout
    from shizheng.engines.cases.domain.words import Unit
    from shizheng.platform.orgs.actions import create_organisation
    from shizheng.platform.orgs.models import Kind, Organisation
    from shizheng.platform.policy.domain.actor import system

    robot = system("基准测试")
    if not Organisation.objects.filter(code="BC").exists():
        create_organisation(robot, code="BC", name="市民热线中心", kind=Kind.INSTITUTION)
        for number in range(UNITS):
            create_organisation(robot, code=f"BU{number:03d}", name=f"第{number:03d}承办单位", kind=Kind.DEPARTMENT)
        plant_categories(robot, sprouts=list(_categories(Sprout)))
        plant_areas(robot, sprouts=list(_areas(Sprout)))
        source = "明州市12345热线工单办理时限规定"
        usual = [LimitRow("hotline", "handle", Limit(5, Unit.WORKING_DAYS, source), date(2020, 1, 1))]
        by_top = [
            LimitRow("hotline", "handle", Limit(2 + top, Unit.WORKING_DAYS, source), date(2020, 1, 1), f"b{top:02d}")
            for top in range(TOPS)
        ]
        urgent = [
            LimitRow("hotline", "handle", Limit(8, Unit.WORKING_HOURS, source), date(2020, 1, 1), urgency="urgent"),
        ]
        set_limits(robot, process="hotline", rows=[*usual, *by_top, *urgent])
    return known()


def known() -> City:
    from shizheng.engines.cases.models import Area, Category
    from shizheng.platform.orgs.models import Organisation

    keys = dict(Organisation.objects.filter(code__startswith="B").values_list("code", "pk"))
    codes = Category.objects.filter(code__startswith="b", code__contains="-").order_by("code")
    streets = Area.objects.filter(code__startswith="b", level="street").order_by("code")
    return City(
        keys["BC"],
        tuple(keys[f"BU{number:03d}"] for number in range(UNITS)),
        tuple(codes.values_list("code", flat=True)),
        tuple(streets.values_list("code", flat=True)),
    )


def _categories(sprout: type) -> Iterator[object]:
    for top in range(TOPS):
        yield sprout(f"b{top:02d}", f"一级类别{top:02d}")
    for middle in range(MIDDLES):
        yield sprout(f"b{middle % TOPS:02d}-{middle:02d}", f"二级类别{middle:02d}", f"b{middle % TOPS:02d}")
    for leaf in range(LEAVES):
        middle = leaf % MIDDLES
        parent = f"b{middle % TOPS:02d}-{middle:02d}"
        yield sprout(f"{parent}-{leaf:03d}", f"三级类别{leaf:03d}", parent)


def _areas(sprout: type) -> Iterator[object]:
    for district in range(DISTRICTS):
        yield sprout(f"b{district}", f"第{district}区", kind="district")
    for street in range(STREETS):
        district = f"b{street % DISTRICTS}"
        yield sprout(f"{district}-{street:02d}", f"第{street:02d}街道", district, kind="street")


@lru_cache(maxsize=1024)
def makers(city: City) -> tuple:
    """Eighty agents, twenty of whom dispatch and review, and three people a unit; numbers of accounts that need not
    exist: an event states people as they were."""
    from shizheng.engines.cases.domain.events import Maker

    agents = tuple(Maker(900_000 + n, f"话务员{n:02d}", "话务岗", city.centre, "市民热线中心") for n in range(80))
    heads = tuple(Maker(910_000 + n, f"派单员{n:02d}", "派单岗", city.centre, "市民热线中心") for n in range(20))
    units = {
        unit: tuple(Maker(920_000 + 3 * at + n, f"经办人{n}", "经办岗", unit, f"第{at:03d}承办单位") for n in range(3))
        for at, unit in enumerate(city.units)
    }
    return agents, heads, units


def history(city: City, draw: random.Random, opened: datetime, is_open: bool) -> list:
    """The moves of one case: eight where nothing went amiss and it is finished."""
    from shizheng.engines.cases.domain.importing import PastMove

    agents, heads, units = makers(city)
    # The first tenth of the units handle half of the cases, as in any city.
    at = draw.randrange(len(city.units) // 10) if draw.random() < 0.5 else draw.randrange(len(city.units))
    unit = city.units[at]
    agent, head, handler = draw.choice(agents), draw.choice(heads), draw.choice(units[unit])
    odd = draw.random()
    moves = [PastMove("register", opened, agent, _matter(city, draw), city.centre)]
    instant = opened

    def then(move: str, maker: object, hours: float, answers: dict | None = None, **values: object) -> None:
        nonlocal instant
        instant += timedelta(seconds=int(hours * 3600 * (0.3 + 1.4 * draw.random())))
        moves.append(PastMove(move, instant, maker, answers or {}, **values))

    def sent(main: int, more: list[int]) -> None:
        then("dispatch", head, 1.5, {"main": main, "note": "请按职责办理并按时回复"} | ({"co": more} if more else {}))

    co = city.units[(at + 7) % len(city.units)] if odd > 0.93 else 0
    sent(unit, [co] if co else [])
    far = draw.randrange(5) if is_open else 9
    if odd < 0.04 and far > 2:
        then("ask_return", handler, 3, {"why": "not_ours", "reason": "不属于本单位职责"}, organisation=unit)
        then("grant_return", head, 2)
        unit = city.units[(at + 11) % len(city.units)]
        handler = draw.choice(units[unit])
        sent(unit, [])
    parties = [(unit, handler), *([(co, units[co][0])] if co else [])]
    steps = [lambda who=who, by=by: then("sign", by, 4, organisation=who) for who, by in parties]
    steps.append(lambda: _contact(then, draw, unit, handler, instant))
    if odd > 0.97:
        steps.append(
            lambda: then("ask_extension", handler, 3, {"days": 3, "reason": "需协调施工单位"}, organisation=unit)
        )
        steps.append(lambda: then("grant_extension", agents[0], 2))
    steps += [lambda who=who, by=by: then("reply", by, 30, _reply(draw), organisation=who) for who, by in parties]
    solved = draw.random() < 0.9
    steps.append(lambda: then("review", heads[0], 4))
    steps.append(lambda: then("close", agent if agent is not agents[0] else agents[1], 12, _survey(draw, solved)))
    steps.append(lambda: then("archive", heads[1], 30))
    for step in steps[: far if is_open else None]:
        step()
    return moves


def _matter(city: City, draw: random.Random) -> dict:
    street = draw.randrange(len(city.streets))
    thing, trouble = draw.choice(THINGS)
    where = place(draw, street)
    return {
        "channel": draw.choice(("phone", "phone", "phone", "phone", "web", "app", "wechat", "mailbox")),
        "nature": draw.choice(("complaint", "complaint", "help", "help", "consultation", "report", "suggestion")),
        "urgency": "urgent" if draw.random() < 0.05 else "ordinary",
        "title": f"{where}{thing}",
        "text": f"来电人反映：{where}{thing}，{trouble}，涉及{draw.randrange(2, 90)}户。{draw.choice(WISHES)}",
        "category": draw.choice(city.categories),
        "area": city.streets[street],
        "place": where,
        "call_back": True,
    }


def _contact(then, draw: random.Random, unit: int, handler: object, instant: datetime) -> None:
    answers = {
        "on": instant.date().isoformat(),
        "by": draw.choice(("phone", "visit")),
        "who": "业务科经办人",
        "words": "已电话联系诉求人，了解具体位置和情况，告知办理安排。",
    }
    then("contact", handler, 6, answers, organisation=unit)


def _reply(draw: random.Random) -> dict:
    result = draw.choice(RESULTS)
    return {"is_true": True, "is_beyond": False, "result": result, "solved": True, "public_reply": result}


def _survey(draw: random.Random, solved: bool) -> dict:
    if draw.random() < 0.1:
        return {"contacted": "no_answer"}
    grade = draw.choice(("5", "5", "5", "4", "4", "3")) if solved else "2"
    found = {"contacted": "reached", "solved": solved, "satisfaction": grade}
    return found if solved else {**found, "why": "处理结果与实际不符"}


def histories(city: City, chunk: int, size: int, days: int, open_share: float) -> list[list]:
    """The `chunk`-th so many cases: one of 1,000 chunks of the days would be a stretch of them, so that keys rise with
    the instants of opening as they do in service."""
    from shizheng.kit.clock import ZONE

    draw = random.Random(f"{SEED}:{chunk}")
    end = END.astimezone(ZONE)
    found = []
    for number in range(size):
        age = days * (1 - (chunk * size + number) / _total[0]) * 86400
        opened = (end - timedelta(seconds=int(age) + 9 * 3600)).replace(microsecond=0)
        is_open = draw.random() < open_share
        found.append(history(city, draw, opened, is_open))
    return found


_total = [1]


def load(job: tuple[City, int, int, int, int, float]) -> tuple[int, int, float, float]:
    """One chunk in one transaction: cases, events, and seconds of CPU of this process for making and for loading it."""
    from shizheng.engines.cases.actions.loading import load_cases
    from shizheng.platform.policy.domain.actor import system

    city, chunk, size, total, days, open_share = job
    _total[0] = total
    begun = time.process_time()
    made = histories(city, chunk, size, days, open_share)
    middle = time.process_time()
    load_cases(system("基准测试"), process="hotline", histories=made)
    return size, sum(map(len, made)), middle - begun, time.process_time() - middle


def run(cases: int, processes: int, days: int, open_share: float) -> None:
    from django.db import connections

    city = plant()
    chunks = [
        (city, chunk, min(CHUNK, cases - chunk * CHUNK), cases, days, open_share) for chunk in range(-(-cases // CHUNK))
    ]
    connections.close_all()
    begun, done, events, making, loading = time.perf_counter(), 0, 0, 0.0, 0.0
    with ProcessPoolExecutor(processes, initializer=_ready) as pool:
        for size, count, made, loaded in pool.map(load, chunks):
            done, events, making, loading = done + size, events + count, making + made, loading + loaded
            if done % 100_000 < CHUNK:
                print(f"  {done:>9,} {done / (time.perf_counter() - begun):>8,.0f}/s", file=sys.stderr)
    took = time.perf_counter() - begun
    words = f"{done:,} cases, {events:,} events in {took:.1f} s with {processes} processes"
    print(f"{words}: {done / took:,.0f} cases a second")
    each = 1e6 / done
    print(f"  CPU µs a case: {making * each:.0f} making them up, {loading * each:.0f} in the bulk path (application)")
    print(f"  claim: at least {LIMIT:,} a second: {'holds' if done / took >= LIMIT else 'MISSED'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--days", type=int, default=0)
    parser.add_argument("--open", type=float, default=8.0, help="percent of the cases that are still open")
    given = parser.parse_args()
    _ready()
    run(given.cases, given.processes, given.days or max(30, given.cases // 1000), given.open / 100)


if __name__ == "__main__":
    main()
