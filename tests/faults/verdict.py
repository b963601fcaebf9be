"""What is in the database after the killing: ``python -m tests.faults.verdict`` prints counts and flaws."""

import json
import os
import sys


def judge() -> dict[str, object]:
    from django.db.models import Count

    from shizheng.engines.cases.domain.events import TIMED
    from shizheng.engines.cases.models import Case, Contact, EventRow, Submission
    from shizheng.engines.cases.queries.seals import CASE_EVENTS
    from shizheng.engines.cases.queries.verification import verify
    from shizheng.engines.cases.tasks import seal
    from shizheng.platform.journal.queries import verify as verify_journal
    from shizheng.platform.journal.queries.seals import broken_seals, sealed_key
    from shizheng.platform.policy.domain.actor import system

    seal(system("核对"))
    made = EventRow.objects.exclude(move__in=TIMED)
    return {
        "cases": Case.objects.count(),
        "events": made.count(),
        "submissions": Submission.objects.count(),
        "contacts": Contact.objects.count(),
        "by_move": dict(made.values_list("move").annotate(Count("pk")).order_by("move")),
        "flaws": [str(flaw) for _, flaws in verify() for flaw in flaws],
        "journal": [str(each) for each in verify_journal().breaks],
        "seals": [str(each) for each in broken_seals(CASE_EVENTS)],
        "sealed": sealed_key(CASE_EVENTS) == EventRow.objects.latest("pk").pk,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(judge(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
