"""Two at once on one case: exactly one wins, the other is told what came between."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.actions.refusals import StaleCaseError
from shizheng.engines.cases.models import Case, EventRow
from tests.cases.city import MATTER, dispatched, found, raised
from tests.cases.service import in_service
from tests.cases.test_moves import stands

pytestmark = pytest.mark.django_db(transaction=True)


def race(*works: Callable[[], object]) -> list[object]:
    """What each of the works, started together, returned or raised."""
    start, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def run(index: int) -> None:
        start.wait()
        try:
            outcomes[index] = works[index]()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def split(outcomes: list[object]) -> tuple[list[Made], list[StaleCaseError]]:
    won = [each for each in outcomes if isinstance(each, Made)]
    lost = [each for each in outcomes if isinstance(each, StaleCaseError)]
    assert len(won) + len(lost) == len(outcomes), outcomes
    return won, lost


@in_service
def test_of_four_dispatchers_exactly_one_wins():
    city = found()
    case = raised(city)
    units = city.ids

    def dispatch(unit: int) -> Callable[[], object]:
        return lambda: make_move(city.agent, case=case, move="dispatch", answers={"main": unit}, expected_version=1)

    won, lost = split(race(*(dispatch(units[index % 3]) for index in range(4))))
    assert len(won) == 1
    assert [[row.move for row in error.events] for error in lost] == [["dispatch"]] * 3
    assert EventRow.objects.filter(case=case).count() == 2
    assert Case.objects.get(pk=case.pk).version == 2
    stands(case)


@in_service
def test_two_units_that_saw_the_same_version_are_told_of_each_other():
    city = found()
    case = dispatched(city)
    outcomes = race(
        lambda: make_move(city.water, case=case, move="sign", answers={}, expected_version=case.version),
        lambda: make_move(city.road, case=case, move="sign", answers={}, expected_version=case.version),
    )
    won, lost = split(outcomes)
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].events[0].position == won[0].position
    stands(case)


@in_service
def test_a_double_click_opens_one_case():
    city = found()

    def submit() -> object:
        return open_case(city.agent, process="trial_hotline", move="register", answers=MATTER, key="double")

    outcomes = race(submit, submit, submit)
    assert all(isinstance(each, Made) for each in outcomes), outcomes
    assert {each.case.pk for each in outcomes} == {Case.objects.get().pk}
    assert sorted(each.repeated for each in outcomes) == [False, True, True]


@in_service
def test_moves_on_different_cases_do_not_hinder_each_other():
    city = found()
    cases = [raised(city) for _ in range(4)]

    def dispatch(case: Case) -> Callable[[], object]:
        answers = {"main": city.ids[0]}
        return lambda: make_move(city.agent, case=case, move="dispatch", answers=answers, expected_version=1)

    won, lost = split(race(*(dispatch(case) for case in cases)))
    assert (len(won), lost) == (4, [])
    for case in cases:
        stands(case)
