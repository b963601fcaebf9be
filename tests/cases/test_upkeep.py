"""``shizheng cases …`` on a small city."""

from datetime import timedelta

import pytest

from shizheng.engines.cases.management import cli
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.tasks import sweep
from shizheng.platform.journal.models import Entry
from tests.cases.city import City, dispatched, raised
from tests.cases.test_verification import sql
from tests.flushing import without_triggers
from tests.platform.people import ROBOT


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = 0
    try:
        cli.app(list(words))
    except SystemExit as error:
        code = int(error.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_processes_are_listed_and_drawn(city: City, capsys):
    code, out, _ = run(capsys, "processes")
    assert (code, "trial_tasks  13710督办事项（测试）：5个环节，7个动作" in out) == (0, True)
    code, out, _ = run(capsys, "processes", "trial_grid")
    assert (code, out.splitlines()[0]) == (0, "stateDiagram-v2")
    code, _, err = run(capsys, "processes", "x")
    assert (code, "没有流程“x”" in err) == (2, True)


def test_sweep_verify_and_rebuild(city: City, now, capsys):
    case, other = dispatched(city), raised(city)
    now.advance(timedelta(days=30))
    assert run(capsys, "sweep")[:2] == (0, "记录2件\n")
    assert run(capsys, "sweep")[:2] == (0, "记录0件\n")
    assert run(capsys, "verify")[:2] == (0, "共2件，封存0次，完好\n")
    Case.objects.filter(pk=case.pk).update(stage="closed")
    code, out, _ = run(capsys, "verify")
    assert (code, out) == (1, f"工单{case.number}：“环节”应为handling，现为closed\n共2件，封存0次，1处问题\n")
    assert run(capsys, "rebuild")[:2] == (0, f"{case.number}：更正1处\n共1件，0件不能重建\n")
    assert run(capsys, "verify")[0] == 0
    with without_triggers():
        sql("UPDATE cas_event SET account_name='x' WHERE case_id=%s", other.pk)
    code, _, err = run(capsys, "rebuild", other.number)
    assert (code, "内容被改动" in err) == (1, True)
    assert run(capsys, "rebuild", "2026092199999999")[0] == 2


def test_an_unknown_word_is_named(capsys):
    code, _, err = run(capsys, "fly")
    assert (code, "没有名为“fly”的命令" in err) == (2, True)
    assert "processes" in run(capsys)[1]


def test_the_timer_writes_no_journal_where_nothing_is_due(city: City, now):
    raised(city)
    before = Entry.objects.count()
    assert sweep(ROBOT) == ""
    assert Entry.objects.count() == before
    now.advance(timedelta(days=1))
    assert sweep(ROBOT) == "记录1件到期提醒或超时"


@pytest.mark.parametrize("word", ["sweep", "verify", "rebuild", "announce", "processes"])
def test_each_word_explains_itself(capsys, word: str):
    code, out, _ = run(capsys, word, "--help")
    assert (code, word in out) == (0, True)
