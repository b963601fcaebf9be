"""A model file gives the same answers as what was trained, and nothing else is taken for one."""

from pathlib import Path

import pytest

from shizheng.engines.cases.domain.learning import categories, dispatch, keeping
from shizheng.engines.cases.domain.learning.categories import Labelled, Message
from tests.cases.learning.tables import past_cases

LABELLED = [
    Labelled(Message(f"学校的老师收费{at}", "补课"), "教育")
    if at % 2
    else Labelled(Message(f"路灯坏了{at}", "没人修"), "市政")
    for at in range(8)
]


def test_an_advisor_answers_the_same_after_keeping(tmp_path: Path) -> None:
    cases = past_cases(200)
    advisor = dispatch.train(cases)
    digest = keeping.keep_advisor(tmp_path / "m", advisor, dispatch.recent(cases), "2026-01-31")
    opened, version = keeping.open_advisor(tmp_path / "m")
    assert version == "2026-01-31"
    assert keeping.digest_of(tmp_path / "m") == digest
    assert [opened.advise(case.matter) for case in cases[:20]] == [advisor.advise(case.matter) for case in cases[:20]]


def test_a_classifier_answers_the_same_after_keeping(tmp_path: Path) -> None:
    classifier = categories.train(LABELLED, {"教育": ["老师"], "市政": ["路灯"]})
    keeping.keep_classifier(tmp_path / "m", classifier, "1")
    opened, _ = keeping.open_classifier(tmp_path / "m")
    for case in LABELLED:
        assert opened.ranked(case.message, 1)[0][0] == classifier.ranked(case.message, 1)[0][0] == case.category
        assert opened.ranked(case.message)[0][1] == pytest.approx(classifier.ranked(case.message)[0][1], abs=1e-6)


def test_writing_leaves_one_file_and_replaces_the_old(tmp_path: Path) -> None:
    cases = past_cases(60)
    for version in ("1", "2"):
        keeping.keep_advisor(tmp_path / "m", dispatch.train(cases), cases, version)
    assert [file.name for file in tmp_path.iterdir()] == ["m"]
    assert keeping.open_advisor(tmp_path / "m")[1] == "2"


def test_a_failed_write_leaves_the_old_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = past_cases(60)
    advisor = dispatch.train(cases)
    keeping.keep_advisor(tmp_path / "m", advisor, cases, "1")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keeping.keep_advisor(tmp_path / "m", advisor, cases, "2")
    assert [file.name for file in tmp_path.iterdir()] == ["m"]
    assert keeping.open_advisor(tmp_path / "m")[1] == "1"


@pytest.mark.parametrize("place", [0, 70, -1])
def test_a_damaged_file_is_refused(tmp_path: Path, place: int) -> None:
    cases = past_cases(60)
    keeping.keep_advisor(tmp_path / "m", dispatch.train(cases), cases, "1")
    content = bytearray((tmp_path / "m").read_bytes())
    content[place] ^= 1
    (tmp_path / "m").write_bytes(content)
    with pytest.raises(keeping.ModelError, match="m：模型文件已损坏"):
        keeping.open_advisor(tmp_path / "m")


def test_a_model_of_another_kind_or_none_is_refused(tmp_path: Path) -> None:
    keeping.keep_classifier(tmp_path / "m", categories.train(LABELLED, {}), "1")
    with pytest.raises(keeping.ModelError, match="categories第1版，不是所需的dispatch第1版"):
        keeping.open_advisor(tmp_path / "m")
    with pytest.raises(keeping.ModelError, match="请先训练"):
        keeping.open_classifier(tmp_path / "none")
