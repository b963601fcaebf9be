"""Draft and live rules over past cases: how many each would have caught, and how many of those went where it says."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from shizheng.engines.cases.domain.dispatch_rules import Rule, Trial, try_out
from shizheng.engines.cases.models.rules import RuleSet
from shizheng.engines.cases.queries.past import tried
from shizheng.platform.orgs.models import Organisation

MOST_TRIED = 20_000


def trial_of(ruleset: RuleSet, most: int = MOST_TRIED) -> dict[str, Any]:
    """Over the latest handled cases, as JSON; it states the draft's version that it is of."""
    live = RuleSet.objects.live(ruleset.process)
    version, own = RuleSet.objects.values_list("version").get(pk=ruleset.pk)[0], _rules(ruleset)
    past = list(tried(ruleset.process, most))
    ours, theirs = try_out(own, past), try_out(_rules(live) if live else [], past)
    names = dict(Organisation.objects.values_list("pk", "name"))
    return {
        "version": version,
        "cases": ours.cases,
        "draft": _told(ruleset, ours, names),
        "live": _told(live, theirs, names),
    }


def _rules(ruleset: RuleSet) -> list[Rule]:
    return [row.rule for row in ruleset.rules.filter(is_on=True).order_by("number", "pk")]


def _told(ruleset: RuleSet | None, trial: Trial, names: Mapping[int, str]) -> dict[str, Any]:
    """As JSON, with units in words as they are called now."""
    titles = {row.pk: str(row) for row in ruleset.rules.all()} if ruleset else {}
    return {
        "caught": trial.total.caught,
        "agreed": trial.total.agreed,
        "rules": [
            {
                "title": titles[key],
                "caught": tally.caught,
                "agreed": tally.agreed,
                "shadowed": trial.shadowed[key],
                "examples": [
                    {**asdict(each), "advised": names[each.advised], "handled": names[each.handled]}
                    for each in tally.examples or ()
                ],
            }
            for key, tally in trial.by_rule.items()
        ],
    }
