"""Layouts of regions the checker was not built on: silence where all is right, a word at the place where it is not."""

from random import Random

import pytest

from shizheng.systems.disclosure.domain.finding import RULES
from tests.disclosure.unseen.layouts import LAYOUTS
from tests.disclosure.unseen.planting import KINDS, faults, findings, fresh, tells
from tests.disclosure.unseen.surgery import OPERATIONS

ENOUGH = 3  # warnings a sound document may get: each of them must be one that an auditor would defend
FOUND = 0.97  # of the faults of any one kind, at least
PLACED = 0.85  # told at the wrong figure itself, rather than at the sum it spoils


@pytest.mark.parametrize("layout", list(LAYOUTS))
@pytest.mark.parametrize("seed", range(3))
def test_a_sound_document_has_no_error(layout: str, seed: int) -> None:
    said = findings(LAYOUTS[layout](Random(seed)).text)
    assert [found.message for found in said if found.severity == "error"] == []
    warnings = [f"{found.rule} {found.message}" for found in said if found.severity == "warning"]
    assert len(warnings) <= ENOUGH, warnings


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_fault_is_told(kind: str) -> None:
    """Over all layouts nearly every fault is found, and most are told where they stand."""
    random, placed, planted, missed = Random(11), 0, 0, []
    for layout, make in LAYOUTS.items():
        page = make(Random(3))
        before = findings(page.text)
        for fault in faults(random, page, kind, 3):
            planted += 1
            said = [found for found in fresh(before, findings(fault.text)) if found.severity != "extraction"]
            placed += any(tells(found, fault) for found in said)
            if not said:
                missed.append((layout, fault.line, fault.old, fault.new))
    assert planted
    assert len(missed) <= (1 - FOUND) * planted, missed
    assert placed >= PLACED * planted


@pytest.mark.parametrize("name", list(OPERATIONS))
def test_a_fault_of_structure_is_told(name: str) -> None:
    operation = OPERATIONS[name]
    page = LAYOUTS[operation.layout](Random(2))
    said = fresh(findings(page.text), findings(operation.cut(page.text)))
    told = [(RULES.get(found.rule).family, found.severity) for found in said]
    assert any(family in operation.families and severity == operation.severity for family, severity in told), told
