"""The page of a document beside its findings, for the longest document at hand, against its limit of 0.3 s.

Run: .venv/bin/python benchmarks/disclosure_page.py [repeats]
The whole of a request is timed: session, permissions, queries, both panes, middleware. Cold: the left pane is drawn;
warm: it is kept from before. The database is a scratch SQLite file in memory.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shizheng.platform.accounts.models import Account

LIMIT = 0.300  # seconds
REPEATS = 20
HERE = Path(__file__).resolve().parents[1]
SEEDS = HERE.parent / "shared" / "seeds"
SHIPPED = HERE / "packs" / "demo" / "disclosures"


def longest() -> Path:
    """The longest published document beside this checkout, else the longest figures edition that is shipped."""
    files = [*SEEDS.glob("*.txt")] or [*SHIPPED.glob("*.txt")]
    return max(files, key=lambda file: file.stat().st_size)


def officer() -> "Account":
    """Somebody who may upload, in a unit of their own."""
    from shizheng.kit import clock
    from shizheng.platform.accounts.actions import assign_post, create_account, define_role
    from shizheng.platform.orgs.actions import create_organisation
    from shizheng.platform.orgs.models import Kind
    from shizheng.platform.policy.domain.actor import system
    from shizheng.platform.policy.domain.scope import Scope

    robot, names = system("benchmark"), ("disclosure.view", "disclosure.upload", "disclosure.handle")
    unit = create_organisation(robot, code="U", name="明州市数据局", kind=Kind.DEPARTMENT, parent=None)
    role = define_role(robot, code="officer", name="经办", note="", grants=dict.fromkeys(names, Scope.ORGANISATION))
    account = create_account(robot, username="officer", name="经办", password="Mingzhou-2026", must_change=False)
    assign_post(robot, account=account, organisation=unit, title="经办", roles=[role], valid_from=clock.today())
    return account


def prepared() -> tuple[Callable[[], int], str]:
    """A call that asks for the page and gives its bytes, and what the page is about."""
    from django.core.management import call_command
    from django.test import Client

    from shizheng.platform.accounts.queries import actor_for
    from shizheng.systems.disclosure.actions.upload import upload_document
    from shizheng.systems.disclosure.queries.examination import examine

    call_command("migrate", verbosity=0)
    account = officer()
    path = longest()
    document = upload_document(actor_for(account), examined=examine(path.name, path.read_bytes()))
    client = Client()
    client.force_login(account)
    count = document.findings.count()

    def ask() -> int:
        response = client.get(document.get_absolute_url())
        assert response.status_code == 200
        return len(response.content)

    return ask, f"{path.name}：{document.lines:,} lines, {document.claims} claims, {count} findings"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shizheng.project.settings.test")
    import django
    from django.conf import settings

    settings.DATABASES["default"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    django.setup()
    from django.core.cache import cache

    ask, about = prepared()
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS
    size = ask()
    print(f"{about}, {size / 1024:.0f} KB of HTML")
    for name, before in (("cold", cache.clear), ("warm", lambda: None)):
        times = []
        for _ in range(repeats):
            before()
            start = time.perf_counter()
            ask()
            times.append(time.perf_counter() - start)
        median, worst = statistics.median(times), max(times)
        print(f"{name}: median {median * 1000:.0f} ms, worst {worst * 1000:.0f} ms, {median / LIMIT:.2f} of the limit")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
