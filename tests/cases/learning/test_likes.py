"""Like cases while typing, topics over days, rising categories, words of danger, callers who come again."""

import json
from math import exp
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.domain.learning.alerts import Repeat, SafetyHit, SafetyWords, at_least, repeats, rising
from shizheng.engines.cases.domain.learning.keys import keys
from shizheng.engines.cases.domain.learning.likes import Case, LikeIndex, compare, like_cases, shingles
from shizheng.engines.cases.domain.learning.topics import topics
from shizheng.engines.cases.management.cli import app

NOISE = [
    Case("n1", "东湖路北段夜间施工噪音扰民", "工地每天凌晨两点还在打桩", "东湖路北段", 10),
    Case("n2", "东湖路北段工地夜间施工扰民", "打桩的噪音到凌晨两点", "东湖路北段", 11),
    Case("n3", "夜间施工噪音，东湖路北段居民无法入睡", "凌晨打桩", "东湖路北段", 16),
]
OTHERS = [
    Case("a", "西苑小区三号楼电梯经常停运", "老人上下楼不便", "西苑小区", 10),
    Case("b", "南门菜市场占道经营", "早上通行困难", "南门菜市场", 12),
    Case("c", "咨询居住证办理需要哪些材料", "", "", 12),
    Case("d", "北环公交站牌被撞歪", "请尽快扶正", "北环路", 13),
]


def test_runs_ignore_marks_and_weigh_the_subject() -> None:
    assert shingles("路灯，坏", "路灯") == {"路灯": 4, "灯坏": 3, "路灯坏": 3}


def test_the_likest_comes_first_and_strangers_not_at_all() -> None:
    found = like_cases(LikeIndex([*NOISE, *OTHERS]), "东湖路北段晚上打桩噪音大", "东湖路北段", 12)
    assert {like.id for like in found} == {"n1", "n2", "n3"}
    assert all(0.15 <= like.score <= 1 and like.words <= 1 for like in found)


def test_place_and_time_decide_between_equal_words() -> None:
    index = LikeIndex(
        [
            Case("far", "路灯不亮", "", "西山镇", 100),
            Case("old", "路灯不亮", "", "东湖路", 0),
            Case("same", "路灯不亮", "", "东湖路", 100),
            *OTHERS,
        ]
    )
    assert [like.id for like in like_cases(index, "路灯不亮", "东湖路", 100)] == ["same", "old", "far"]


def test_a_case_added_is_found_and_never_like_itself() -> None:
    index = LikeIndex(OTHERS)
    assert index.like(NOISE[0]) == []
    index.add(NOISE[0])
    assert [like.id for like in index.like(NOISE[1])] == ["n1"]
    assert index.like(NOISE[0]) == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_asked(text: str, place: str) -> None:
    found = like_cases(LikeIndex([*NOISE, *OTHERS]), text, place, 1.0)
    assert [like.score for like in found] == sorted((like.score for like in found), reverse=True)


def test_cases_of_one_matter_are_one_topic() -> None:
    found = topics([OTHERS[0], NOISE[2], NOISE[0], *OTHERS[1:], NOISE[1]])
    assert [[case.id for case in topic.cases] for topic in found] == [["n1", "n2", "n3"]]
    topic = found[0]
    assert topic.title in {case.subject for case in NOISE}
    assert (topic.count, topic.places, topic.days) == (3, [("东湖路北段", 3)], [10, 11, 16])
    assert topic.trend(17) == (2, 1)


def test_topics_do_not_depend_on_the_order_of_cases() -> None:
    cases = [*NOISE, *OTHERS]
    members = [{case.id for case in topic.cases} for topic in topics(cases)]
    assert [{case.id for case in topic.cases} for topic in topics(cases[::-1])] == members


def test_the_same_report_many_times_is_one_topic_and_none_is_none() -> None:
    assert [topic.count for topic in topics([Case(str(at), "东湖路井盖缺失", "") for at in range(20)])] == [20]
    assert topics([]) == []
    assert topics([Case("1", "")]) == []


def test_the_command_prints_one_object_a_topic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{case.id},2026-01-{case.day:02.0f} 08:00:00,{case.subject},{case.text}" for case in [*NOISE, *OTHERS]]
    (tmp_path / "m.csv").write_text("\n".join(["id,time,subject,text", *lines]), encoding="gb18030")
    with pytest.raises(SystemExit) as left:
        app(["clusters", "--data", str(tmp_path / "m.csv"), "--format", "json"])
    assert left.value.code == 0
    (line,) = capsys.readouterr().out.splitlines()
    topic = json.loads(line)
    assert topic["title"] in {case.subject for case in NOISE}
    assert {name: topic[name] for name in ("ids", "count", "first", "last")} == {
        "ids": ["n1", "n2", "n3"], "count": 3, "first": "2026-01-10", "last": "2026-01-16",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "mean"), [(0, 2.0), (1, 2.0), (3, 2.0), (9, 2.0), (40, 5.0)])
def test_the_chance_of_so_many_is_poissons(count: int, mean: float) -> None:
    term, below = exp(-mean), 0.0
    for number in range(count):
        below += term
        term *= mean / (number + 1)
    assert at_least(count, mean) == pytest.approx(1 - below, abs=1e-12)


def test_only_what_rises_beyond_chance_is_told() -> None:
    weeks = {
        "噪音": [4, 6, 5, 5, 25],
        "路灯": [20, 22, 18, 21, 24],
        "新事": [0, 0, 0, 0, 5],
        "少": [0, 0, 0, 0, 4],
        "一周": [9],
    }
    found = rising(weeks)
    assert [(rise.name, rise.count, rise.expected) for rise in found] == [("噪音", 25, 5.12), ("新事", 5, 0.12)]
    assert found[0].chance < found[1].chance < 0.0002


def test_a_fall_is_no_rise() -> None:
    assert rising({"噪音": [50, 50, 50, 6]}) == []


def test_safety_words_are_found_by_place_and_kind_the_longest_first() -> None:
    words = SafetyWords({"燃气": ["燃气", "燃气泄漏"], "人身": ["轻生", ""]})
    assert words.found("闻到燃气泄漏，有人要轻生") == [
        SafetyHit("燃气泄漏", "燃气", 2, 6),
        SafetyHit("轻生", "人身", 10, 12),
    ]
    assert words.found("一切正常") == []
    assert SafetyWords({}).found("轻生") == []


def test_a_caller_who_comes_again_is_counted_within_the_days() -> None:
    days = {"k": [10.0, 65.0, 80.0, 120.0]}
    assert repeats("k", 90, days.__getitem__) == Repeat(2, True)
    assert repeats("k", 40, days.__getitem__) == Repeat(1, False)


def test_keys_are_rare_alone_or_together() -> None:
    met = {"东湖": 900, "湖路": 40, "路灯": 1_500, "灯坏": 30, "坏了": 5_000}
    found = keys(met, met, 10_000, 100_000)
    assert found[:2] == [("灯坏",), ("湖路",)]
    assert keys(("新词", "坏了"), met, 10_000, 1_000_000)[0] == ("新词",)
    assert keys((), met, 10_000, 1_000) == []
    common = dict.fromkeys("甲乙丙丁", 5_000)
    assert keys(common, common, 10_000, 1_000_000) == [tuple(sorted(common))]


def test_comparing_few_gives_what_the_index_gives() -> None:
    cases = [Case(str(at), f"东湖路{at}号路灯不亮", "夜间漆黑", "东湖路", 10.0 + at) for at in range(5)]
    index = LikeIndex(cases)
    asked = Case("", "东湖路2号路灯不亮了", "", "东湖路", 12.0)
    assert compare(index.rarity, asked, cases) == index.like(asked)
