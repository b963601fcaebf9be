"""Our sources keep the house rules, and each rule catches its fault when one is planted."""

from collections.abc import Callable, Iterator

import pytest

from tests.architecture import house
from tests.architecture.sources import Module, modules, parse

PLANTED: dict[Callable[[Module], Iterator[str]], tuple[str, str]] = {
    house.too_long: ("shizheng/kit/a.py", "def f():\n" + "    x = 1\n" * 51),
    house.reads_the_clock: ("shizheng/kit/a.py", "from datetime import datetime\nx = datetime.now()\n"),
    house.looks_models_up_by_name: ("shizheng/systems/a/queries.py", "x = apps.get_model('orgs.Unit')\n"),
    house.skips_visible_to: (
        "shizheng/systems/a/pages/x.py",
        "def rows(actor):\n    return Case.objects.filter(id=1)\n",
    ),
    house.writes_outside_actions: ("shizheng/systems/a/pages/x.py", "Case.objects.create(id=1)\n"),
    house.undeclared_action: ("shizheng/systems/a/actions.py", "def close_case(actor):\n    pass\n"),
    house.reveals_personal_data: ("shizheng/systems/a/queries.py", "x = row.phone.reveal()\n"),
    house.names_a_city: ("shizheng/systems/a/queries.py", "if city == 'x':\n    pass\n"),
    house.uses_signals: ("shizheng/systems/a/apps.py", "from django.db.models.signals import post_save\n"),
    house.is_a_junk_drawer: ("shizheng/systems/a/utils.py", "x = 1\n"),
}


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_our_sources_keep_the_rule(rule: Callable[[Module], Iterator[str]]) -> None:
    assert [fault for module in modules() for fault in rule(module)] == []


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_a_planted_fault_is_caught(rule: Callable[[Module], Iterator[str]]) -> None:
    name, text = PLANTED[rule]
    assert len(list(rule(parse(name, text)))) == 1


def test_rows_obtained_through_visible_to_are_accepted() -> None:
    page = parse(
        "shizheng/systems/a/pages/x.py", "def rows(actor):\n    return Case.objects.visible_to(actor).filter(id=1)\n"
    )
    assert list(house.skips_visible_to(page)) == []
