"""Each hint on a reply: given, not given, and at its edge."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shizheng.systems.hotline.domain.quality import SHORTEST, Known, Reply, fingerprint, hints
from tests.hotline.test_process import MONDAY

GOOD = Reply(
    "您反映的东湖路路灯不亮问题，经现场查看为线路老化，已于当日更换线缆并恢复照明。",
    solved=True,
    title="东湖路路灯不亮",
    matter="夜间无照明",
    place="东湖路88号",
    nature="complaint",
)


def rules(reply: Reply, known: Known = Known()) -> list[str]:
    return [hint.rule for hint in hints(reply, known)]


def test_a_good_reply_has_no_hint():
    assert rules(GOOD) == []


@pytest.mark.parametrize(("length", "given"), [(SHORTEST - 1, True), (SHORTEST, False)])
def test_too_short(length: int, given: bool):
    text = ("东湖路路灯已修复" * 4)[:length]
    assert ("too_short" in rules(replace(GOOD, text=text))) is given


@pytest.mark.parametrize(("elsewhere", "given"), [(0, False), (1, True)])
def test_same_text(elsewhere: int, given: bool):
    assert ("same_text" in rules(GOOD, Known(same_elsewhere=elsewhere))) is given


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("经我单位现场核实，您反映的情况已经全部处理完毕，感谢理解支持。", True),
        ("经我单位现场核实，东湖路的问题已经全部处理完毕，感谢理解支持。", False),
        ("经我单位现场核实，路灯已经全部更换完毕，感谢理解和支持，再见。", False),
    ],
)
def test_nothing_of_the_matter(text: str, given: bool):
    assert ("nothing_of_the_matter" in rules(replace(GOOD, text=text))) is given


@pytest.mark.parametrize(("nature", "given"), [("complaint", True), ("report", True), ("consultation", False)])
def test_relabelled(nature: str, given: bool):
    said = f"感谢您的咨询。{GOOD.text}"
    assert ("relabelled" in rules(replace(GOOD, text=said, nature=nature))) is given


@pytest.mark.parametrize(("phrases", "given"), [((), False), (("高度重视",), True), (("不存在的话",), False)])
def test_stock_phrases(phrases: tuple[str, ...], given: bool):
    said = f"我单位高度重视。{GOOD.text}"
    assert ("stock" in rules(replace(GOOD, text=said), Known(phrases=phrases))) is given


@pytest.mark.parametrize(("solved", "given"), [(True, True), (False, False)])
def test_solved_by_a_promise(solved: bool, given: bool):
    said = "东湖路路灯故障已报维修班组，我们将于下周安排更换，请您耐心等待。"
    assert ("only_promises" in rules(replace(GOOD, text=said, solved=solved))) is given


@pytest.mark.parametrize(("late", "given"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_late(late: timedelta, given: bool):
    assert ("late" in rules(replace(GOOD, at=MONDAY + late, due=MONDAY))) is given


def test_personal_data():
    said = f"{GOOD.text}联系人电话{'138' + '0' * 7 + '7'}。"
    found = hints(replace(GOOD, text=said), Known())
    assert [hint.rule for hint in found] == ["personal"]
    assert "手机号码" in found[0].words


def test_a_fingerprint_ignores_blanks_and_stops():
    assert fingerprint(GOOD.text) == fingerprint(GOOD.text.replace("，", " ").replace("。", ""))
    assert fingerprint("已办结。") == ""
    assert fingerprint(GOOD.text) != fingerprint(GOOD.text + "特此答复")
