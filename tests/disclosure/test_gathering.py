"""One matter said once: what is gathered, what stays by itself, and that no place is lost."""

from shizheng.systems.disclosure.domain.finding import RULES, Finding, Severity
from shizheng.systems.disclosure.domain.gathering import ALIKE, GATHERED, SHOWN, gathered
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line
from shizheng.systems.disclosure.rules import check

assert check  # the package registers every rule


def block(first: int, last: int) -> Table:
    return Table((), tuple(Line(number, "甲\t乙") for number in range(first, last + 1)), (), False)


def said(rule: str, *lines: int, quote: str = "联系电话", severity: Severity = "warning") -> list[Finding]:
    return [Finding(rule, severity, line, quote, "公开前请删去。") for line in lines]


def test_a_matter_of_one_table_is_told_once_and_names_its_places() -> None:
    (found,) = gathered(said("privacy.telephone", 12, 15, 17), [block(10, 20)])
    assert (found.line, found.quote) == (12, "联系电话")
    assert found.message == f"公开前请删去。{ALIKE}2处（第15行、第17行）。"


def test_another_table_is_another_place() -> None:
    found = gathered(said("privacy.telephone", 12, 15, 32), [block(10, 20), block(30, 40)])
    assert [each.line for each in found] == [12, 32]


def test_outside_tables_each_place_stands_for_itself() -> None:
    assert len(gathered(said("privacy.telephone", 3, 25), [block(10, 20)])) == 2


def test_the_same_words_are_one_matter_wherever_they_stand() -> None:
    findings = said("residue.prompt", 3, 25, quote="不涉及的不列") + said("residue.prompt", 30, quote="XX")
    assert [each.line for each in gathered(findings, [])] == [3, 30]


def test_different_words_are_named() -> None:
    findings = said("period.absent", 11, quote="甲") + said("period.absent", 12, quote="乙")
    (found,) = gathered(findings, [block(10, 20)])
    assert "第12行“乙”" in found.message


def test_errors_and_faults_of_substance_are_never_gathered() -> None:
    for rule, severity in (("privacy.telephone", "error"), ("level.misplaced", "warning")):
        findings = said(rule, 12, 13, severity=severity)  # type: ignore[arg-type]
        assert gathered(findings, [block(10, 20)]) == findings


def test_what_the_export_did_is_told_once_a_table() -> None:
    assert len(gathered(said("export.names", 11, 12, 13, severity="extraction"), [block(10, 20)])) == 1


def test_no_more_places_are_named_than_a_reader_follows() -> None:
    (found,) = gathered(said("privacy.telephone", *range(10, 60)), [block(10, 99)])
    assert found.message.count("行") == SHOWN
    assert f"{ALIKE}49处" in found.message
    assert "等" in found.message


def test_every_rule_named_is_there() -> None:
    assert set(GATHERED) <= {rule.id for rule in RULES}
