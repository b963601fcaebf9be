"""One cause said once: what is gathered, what stays by itself, and that no place is lost."""

from shizheng.systems.disclosure.domain.finding import RULES, Finding, Severity
from shizheng.systems.disclosure.domain.gathering import ALIKE, FOLLOWS, GATHERED, NAMED, gathered, spread, told
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line
from shizheng.systems.disclosure.rules import check

assert check  # the package registers every rule


def block(first: int, last: int) -> Table:
    return Table((), tuple(Line(number, "甲\t乙") for number in range(first, last + 1)), (), False)


def said(rule: str, *lines: int, quote: str = "联系电话", severity: Severity = "warning") -> list[Finding]:
    return [Finding(rule, severity, line, quote, "公开前请删去。") for line in lines]


def amount(rule: str, line: int, printed: str, expected: str, severity: Severity = "error") -> Finding:
    return Finding(rule, severity, line, printed, "请核对。", printed, expected)


def test_a_repeated_matter_is_told_once_and_names_all_its_lines() -> None:
    (found,) = gathered(said("privacy.telephone", *range(12, 60)), [])
    assert (found.line, found.quote, found.message) == (12, "联系电话", "公开前请删去。")
    assert told(found) == f"公开前请删去。{ALIKE}47处（第{'、'.join(map(str, range(13, 60)))}行）。"


def test_every_place_is_a_finding_for_a_program() -> None:
    findings = said("privacy.telephone", 12, 15, 32)
    assert spread(gathered(findings, [])) == findings


def test_where_the_table_matters_another_table_is_another_place() -> None:
    found = gathered(said("period.absent", 12, 15, 32), [block(10, 20), block(30, 40)])
    assert [each.line for each in found] == [12, 32]
    assert len(gathered(said("period.absent", 3, 25), [block(10, 20)])) == 2


def test_the_same_words_are_one_matter_wherever_they_stand() -> None:
    findings = said("residue.wording", 3, 25, quote="截止") + said("residue.wording", 30, quote="涉及")
    assert [each.line for each in gathered(findings, [])] == [3, 30]


def test_different_words_are_named_while_they_are_few() -> None:
    findings = said("period.absent", 11, quote="甲") + said("period.absent", 12, quote="乙")
    (found,) = gathered(findings, [block(10, 20)])
    assert "第12行“乙”" in told(found)
    many = [Finding("period.absent", "warning", 11 + n, f"第{n}项", "请补充。") for n in range(NAMED + 2)]
    (found,) = gathered(many, [block(10, 30)])
    assert "项" not in told(found)


def test_unlike_things_of_one_rule_stay_apart() -> None:
    one, other = (
        Finding("extraction.cells", "extraction", line, words, f"“{words}”{what}")
        for line, words, what in ((5, "甲", "的值丢失。"), (6, "乙", "填在别的栏目格里。"))
    )
    assert gathered([one, other], [block(1, 9)]) == [one, other]


def test_other_errors_are_never_gathered_by_their_words() -> None:
    for rule, severity in (("count.these", "error"), ("consistency.property", "warning")):
        findings = said(rule, 12, 13, severity=severity)  # type: ignore[arg-type]
        assert gathered(findings, [block(10, 20)]) == findings


def test_what_the_export_did_is_told_once() -> None:
    assert len(gathered(said("export.names", 11, 12, 33, severity="extraction"), [block(10, 20)])) == 1


def test_one_wrong_number_is_one_error_wherever_it_is_printed() -> None:
    findings = [amount("narrative.amount", line, "1,250.00", "5200.00") for line in (4, 9)]
    (found,) = gathered(findings, [])
    assert [place.line for place in spread([found])] == [4, 9]
    assert len(gathered([findings[0], amount("narrative.amount", 9, "1,250.00", "5300.00")], [])) == 2


def test_one_number_of_one_line_is_explained_once() -> None:
    findings = [
        amount("payment.due", 7, "两百万", "2万元", "warning"),
        amount("consistency.left_over", 7, "两百万", "2万元"),
    ]
    (found,) = gathered(findings, [])
    assert (found.rule, found.severity) == ("consistency.left_over", "error")


def test_a_consequence_is_told_with_its_cause_and_blames_no_right_number() -> None:
    cause = amount("placement.column", 20, "18.00", "")._replace(convicts=("cell:20",))
    result = amount("narrative.amount", 5, "0.00", "18.00")._replace(rests=("cell:20",))
    other = amount("narrative.amount", 6, "0.00", "19.00")._replace(rests=("cell:21",))
    found = gathered([result, other, cause], [])
    assert [each.line for each in found] == [6, 20]
    assert FOLLOWS in told(found[1])
    (place,) = found[1].also
    assert (place.line, place.expected) == (5, "")
    assert "第20行" in place.message


def test_nothing_is_joined_by_what_nobody_convicts() -> None:
    findings = [amount("narrative.amount", line, "0.00", str(line))._replace(rests=("cell:20",)) for line in (5, 6)]
    assert gathered(findings, []) == findings


def test_every_rule_named_is_there() -> None:
    assert set(GATHERED) <= {rule.id for rule in RULES}
