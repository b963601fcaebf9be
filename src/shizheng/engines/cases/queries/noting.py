"""What was advised beside what a person chose, so that the acceptance of advice is measured.

The rows are part of the move that they are about: written in its transaction, by its maker, under its event."""

from collections.abc import Sequence

from shizheng.engines.cases.domain.effects import Assign
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models.advice import NOT_AMONG, AdviceRow
from shizheng.engines.cases.models.following import Happening
from shizheng.engines.cases.queries.advice import Advised, advised_units, is_pending
from shizheng.engines.cases.queries.past import intake_of
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.policy.domain.actor import Actor


def note_choices(actor: Actor, happened: Sequence[Happening]) -> None:
    """A follower for the processes of any system: one row whenever a person sends a case to a main unit. What was
    advised is reckoned again from what the case says then, by the models and rules that served at that instant. While
    this process reads its first model nothing is noted: it would count as a case without advice."""
    rows = [_row(each) for each in happened if _is_choice(each) and not is_pending(each.case.process)]
    if rows:
        AdviceRow.objects.bulk_create(rows)


def _is_choice(each: Happening) -> bool:
    """Units that pass a case on, and the platform itself, do not choose by advice."""
    move = process_of(each.case.process).move(each.row.move)
    assigns = move is not None and any(isinstance(effect, Assign) for effect in move.effects)
    return assigns and each.row.account_id is not None and _main(each.after) not in {0, _main(each.before)}


def _main(state: State) -> int:
    return state.main.organisation if state.main else 0


def _row(each: Happening) -> AdviceRow:
    case, chosen = each.case, _main(each.after)
    found: Advised = advised_units(case.process, intake_of(case), each.row.at)
    ranks = {unit.organisation: rank for rank, unit in enumerate(found.units, 1)}
    return AdviceRow(
        case_id=case.pk,
        position=each.row.position,
        process=case.process,
        at=each.row.at,
        account_id=each.row.account_id,
        units=[[unit.organisation, unit.confidence, unit.rule] for unit in found.units],
        model=found.model,
        edition=found.edition,
        chosen_id=chosen,
        rank=ranks.get(chosen, NOT_AMONG),
        by_rule=bool(found.units and found.units[0].rule),
    )
