"""Categories from words: learned, helped by a lexicon and a tree, measured without flattery."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.domain.learning.categories import Labelled, Message, grams, train
from shizheng.engines.cases.domain.learning.lexicon import Lexicon, shipped
from shizheng.engines.cases.domain.learning.records import read_records
from shizheng.engines.cases.domain.learning.ridge import Sparse, solve
from shizheng.engines.cases.domain.learning.scores import macro_f1
from shizheng.engines.cases.domain.learning.tree import joined, tree_words
from shizheng.engines.cases.management.cli import app
from tests.shared import SHARED, needs_data

LABELLED = SHARED / "data" / "messages" / "labelled_dev.csv"
SCHOOL, ROAD = "学校的老师在课后收费", "路口的路灯坏了没人修"


def samples() -> list[Labelled]:
    return [
        Labelled(Message(f"{subject}{number}", subject * 2), category)
        for number in range(4)
        for subject, category in ((SCHOOL, "教育"), (ROAD, "市政"))
    ]


def test_runs_of_characters_are_counted() -> None:
    assert grams("路灯路") == {"路": 2, "灯": 1, "路灯": 1, "灯路": 1, "路灯路": 1}


@given(st.integers(0, 1000), st.floats(0.01, 10))
@settings(max_examples=25, deadline=None)
def test_the_solver_agrees_with_a_dense_one(seed: int, ridge: float) -> None:
    numbers = np.random.default_rng(seed)
    dense = numbers.normal(size=(8, 12)) * (numbers.random((8, 12)) < 0.4)
    target = numbers.normal(size=8)
    lines = [(np.flatnonzero(row), row[np.flatnonzero(row)]) for row in dense]
    wanted = np.linalg.solve(dense.T @ dense + ridge * np.eye(12), dense.T @ target)
    assert solve(Sparse.of(lines, 12), target, ridge) == pytest.approx(wanted, abs=1e-4)


def test_learned_words_decide_without_a_lexicon() -> None:
    classifier = train(samples(), {})
    assert classifier.ranked(Message("老师收费", ""), 1)[0][0] == "教育"
    assert classifier.ranked(Message("路灯坏了", ""), 1)[0][0] == "市政"
    assert sum(share for _, share in classifier.ranked(Message("不相干", ""))) == pytest.approx(1)


def test_a_lexicon_decides_on_words_never_learned() -> None:
    words = {"教育": ["幼儿园"], "市政": ["下水道"], "无人提及": ["恐龙"]}
    past = [Labelled(Message(word, word), name) for name, (word, *_) in words.items() if name != "无人提及"] * 3
    past += [Labelled(Message("其他", "别的"), "教育"), Labelled(Message("其他", "别的"), "市政")]
    classifier = train(past, words)
    assert classifier.ranked(Message("下水道的事", "不知道找谁"), 1)[0][0] == "市政"


def test_a_word_of_two_categories_speaks_half_for_each() -> None:
    lexicon = Lexicon({"甲": ["电梯", "物业"], "乙": ["电梯"]}, ["没有这些词"] * 9)
    first, second = lexicon.scores("电梯", "")
    assert first == second > 0
    assert lexicon.scores("物业", "")[1] == 0
    assert lexicon.scores("", "") == [0, 0]


def test_a_word_that_every_text_has_says_nothing() -> None:
    assert Lexicon({"甲": ["您好"]}, ["您好"] * 20).scores("您好", "您好") == [0]


def test_the_shipped_lexicon_has_the_shared_categories_and_no_word_twice() -> None:
    words = shipped()
    assert len(words) == 15
    assert all(len(set(own)) == len(own) >= 12 for own in words.values())


def test_a_tree_speaks_by_names_that_stand_once(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "level1,level2,level3\n城建,物业管理和维修,其他\n城建,保障房,申请\n教育,招生,申请\n", encoding="utf-8"
    )
    words = tree_words(read_records(tmp_path / "t.csv", ["level1"]))
    assert words == {"城建": ["保障房", "城建", "物业管理", "维修"], "教育": ["招生", "教育"]}
    assert joined({"城建": ["维修", "路"]}, words)["城建"] == ["维修", "路", "保障房", "城建", "物业管理"]


@pytest.mark.parametrize(
    ("wanted", "given_", "score"),
    [
        (["a", "b"], ["a", "b"], 1.0),
        (["a", "a", "b"], ["a", "b", "b"], 2 / 3),
        (["a", "b"], ["a", "c"], 1 / 3),
        (["", "a"], ["a", "a"], 1.0),
        ([], [], 0.0),
    ],
)
def test_macro_f1_counts_every_category_wanted_or_given(wanted: list[str], given_: list[str], score: float) -> None:
    assert macro_f1(wanted, given_) == pytest.approx(score)


def test_nothing_labelled_is_refused() -> None:
    with pytest.raises(ValueError, match="没有一条写明类别"):
        train([], shipped())


def write(path: Path, rows: list[tuple[str, ...]], encoding: str = "utf-8") -> str:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([("id", "subject", "text", "level1"), *rows])
    return str(path)


def test_the_command_tells_figures_and_writes_predictions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(str(at), case.message.subject, case.message.text, case.category) for at, case in enumerate(samples())]
    known = write(tmp_path / "a.csv", rows)
    asked = write(
        tmp_path / "b.csv", [("7", SCHOOL, "", "教育"), ("8", ROAD, "", "没学过"), ("9", ROAD, "-", "-")], "gb18030"
    )
    out = tmp_path / "p.csv"
    with pytest.raises(SystemExit) as left:
        app(["classify", "--train", known, "--test", asked, "--format", "json", "--predictions", str(out)])
    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out) == {
        "n": 3, "accuracy": 0.3333, "macro_f1": 0.3333, "unlabelled": 1, "trained": 8,
    }  # fmt: skip
    with out.open(encoding="utf-8", newline="") as stream:
        assert [(row["id"], row["level1"]) for row in csv.DictReader(stream)] == [
            ("7", "教育"),
            ("8", "市政"),
            ("9", "市政"),
        ]


@needs_data
def test_categories_of_real_messages_are_mostly_right() -> None:
    """A fifth held out once; five times five folds give 0.86, a fold's own spread is 0.04."""
    past = [
        Labelled(Message(record["subject"], record["text"]), record["level1"])
        for record in read_records(LABELLED, ("subject", "text", "level1")).records
    ]
    asked = past[::5]
    classifier = train([case for at, case in enumerate(past) if at % 5], shipped())
    given_ = [classifier.ranked(case.message, 1)[0][0] for case in asked]
    assert macro_f1([case.category for case in asked], given_) >= 0.78
