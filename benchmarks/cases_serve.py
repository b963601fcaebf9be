"""Taking in, listing, reading and finding cases over HTTP: rate, p95, CPU ms and statements a request, at any size.

Limits: intake at least 100 a second at most 20 ms of CPU (application and database), a list of 50 at least 60 a second
with p95 at most 80 ms, overdue and a unit user's list no slower, detail at least 150 a second, search at most 200 ms;
figures at a million cases within 1.5 times those at 20,000. gunicorn with two workers and their database share two
cores with the clients that ask; CPU ms are what `/proc` counts for workers and database backends, so they hold on a
busy machine too. Run on what `cases_city` filled:
SHIZHENG_DATABASE=postgresql://… python -m benchmarks.cases_serve [--requests 300] [--clients 4] [--writes no]
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

PORT = int(os.environ.get("BENCHMARK_PORT", "8149"))
TICK = os.sysconf("SC_CLK_TCK")
MATTER = {
    "channel": "phone",
    "nature": "complaint",
    "urgency": "ordinary",
    "title": "第07街道东湖路88号路灯不亮",
    "text": "来电人反映：第07街道东湖路88号路灯不亮，夜间漆黑，出行不安全，涉及12户。请有关部门尽快处理并答复。",
    "place": "第07街道东湖路88号",
    "call_back": True,
}


def cpu(pids: list[int]) -> dict[int, float]:
    """Seconds of CPU that each process has used so far."""
    found = {}
    for pid in pids:
        try:
            rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        found[pid] = (int(rest[11]) + int(rest[12])) / TICK
    return found


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Between two readings, by the processes that were there both times."""
    return sum(after[pid] - before[pid] for pid in before.keys() & after.keys())


@dataclass
class Asked:
    """`path` may depend on the number of the request. `status` is what a good answer says."""

    name: str
    path: Callable[[int], str]
    cookie: str = ""
    token: str = ""
    body: Callable[[int], dict] | None = None
    status: tuple[int, ...] = (200,)
    limit: str = ""


@dataclass
class Measured:
    rate: float
    p95: float
    median: float
    app: float
    database: float
    errors: int
    statements: int = 0
    taken: list[float] = field(default_factory=list)


class Website:
    """gunicorn with two workers on the database of the environment."""

    def __init__(self, database: str) -> None:
        self.database = database
        command = [sys.executable, "-m", "gunicorn", "shizheng.project.wsgi:application", "--bind", f"127.0.0.1:{PORT}"]
        command += ["--workers", "2", "--log-level", "error", "--no-control-socket", "--preload"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}
        self.master = subprocess.Popen(command, env=environment)

    def wait(self) -> None:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", PORT), 1).close()
                break
            except OSError:
                time.sleep(0.1)

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()
        return [int(child) for child in children]

    def backends(self) -> list[int]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            return [pid for (pid,) in cursor.fetchall()]

    def stop(self) -> None:
        self.master.terminate()
        self.master.wait(30)


def ask(asked: Asked, number: int) -> tuple[float, int]:
    """Seconds until the whole answer was read, and its status."""
    headers = {"Cookie": asked.cookie} if asked.cookie else {}
    if asked.token:
        headers["Authorization"] = f"Bearer {asked.token}"
    payload = None
    if asked.body is not None:
        payload, headers["Content-Type"] = json.dumps(asked.body(number)).encode(), "application/json"
    begun = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    line.request("POST" if payload else "GET", asked.path(number), payload, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return time.perf_counter() - begun, answer.status


def measure(site: Website, asked: Asked, requests: int, clients: int) -> Measured:
    for number in range(8):
        ask(asked, number - 10_000)
    taken: list[tuple[float, int]] = []
    numbers = iter(range(requests))
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            taken.append(ask(asked, number))

    pids, backends = site.workers(), site.backends()
    app, database, begun = cpu(pids), cpu(backends), time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - begun
    app, database = spent(app, cpu(pids)), spent(database, cpu(backends))
    seconds = sorted(each for each, _ in taken)
    errors = sum(status not in asked.status for _, status in taken)
    each = 1000 / requests
    return Measured(
        requests / wall,
        1000 * seconds[int(len(seconds) * 0.95)],
        1000 * statistics.median(seconds),
        app * each,
        database * each,
        errors,
        taken=seconds,
    )


def statements(asked: Asked) -> int:
    """Statements of one request, counted in this process; what is kept between requests is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    headers = {"authorization": f"Bearer {asked.token}"} if asked.token else {}
    if asked.cookie:
        name, _, value = asked.cookie.partition("=")
        client.cookies[name] = value

    def once(number: int) -> None:
        if asked.body is None:
            client.get(asked.path(number), headers=headers)
        else:
            body = json.dumps(asked.body(number))
            client.post(asked.path(number), body, content_type="application/json", headers=headers)

    once(-20_000)
    with CaptureQueriesContext(connection) as captured:
        once(-20_001)
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not each["sql"].startswith(words) for each in captured)


def people() -> tuple[str, str, str]:
    """Cookies of an officer who sees all and of a unit's user, and a token of an agent; made anew each time."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from shizheng.platform.accounts.queries import actor_for
    from shizheng.platform.orgs.models import Organisation
    from shizheng.platform.policy.domain.scope import Scope
    from shizheng.platform.tokens.actions import create_token
    from tests.platform.people import account, post, role

    mark = f"{time.time_ns():x}"

    def person(name: str, unit: str, **grants: Scope):
        holder = account(f"{name}{mark}")
        post(holder, Organisation.objects.get(code=unit), role(f"{name}{mark}", **grants))
        return holder

    def cookie(holder) -> str:
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(holder.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = holder.get_session_auth_hash()
        store.create()
        return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"

    every = {"cases__view": Scope.ALL, "hotline__view": Scope.ALL, "hotline__accept": Scope.ALL}
    officer = person("bofficer", "BC", **every)
    unit = person("bunit", "BU000", cases__view=Scope.SUBTREE, hotline__view=Scope.SUBTREE)
    _, token = create_token(
        actor_for(officer), name="基准", permissions=["hotline.view", "hotline.accept", "cases.view"], days=1
    )
    return cookie(officer), cookie(unit), token


def questions(writes: bool) -> Iterator[Asked]:
    from shizheng.engines.cases.models import Area, Case, Category

    officer, unit, token = people()
    keys = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:20_000:37])
    category = Category.objects.filter(code__startswith="b", code__contains="-").first().code
    area = Area.objects.filter(level="street").first().code
    mark = f"{time.time_ns():x}"
    yield Asked("list of 50, all", lambda n: "/cases/", officer, limit="≥60/s, p95 ≤80 ms")
    yield Asked("list of 50, overdue", lambda n: "/cases/?due=over", officer, limit="no slower")
    yield Asked("list of 50, a unit's user", lambda n: "/cases/", unit, limit="no slower")
    yield Asked("detail", lambda n: f"/cases/{keys[n % len(keys)]}/", officer, limit="≥150/s")
    words = ("路灯不亮", "东湖路88号", "垃圾 异味", "消防通道", "滨河大道 井盖")
    yield Asked("search by words", lambda n: f"/cases/?q={quote(words[n % 5])}", officer, limit="≤200 ms")
    if writes:

        def body(number: int) -> dict:
            answers = {**MATTER, "category": category, "area": area, "title": f"{MATTER['title']}{number}"}
            return {"key": f"{mark}-{number}", "answers": answers, "contact": {"name": "张三", "phone": "0351-6000000"}}

        path = "/api/v1/hotline/cases"
        yield Asked("intake by API", lambda n: path, "", token, body, (201,), "≥100/s, ≤20 ms CPU")


def sweep() -> None:
    """How long the look for clocks that wake takes, and how many cases a second are noted where they do."""
    from django.db import transaction

    from shizheng.engines.cases.actions.sweeping import sweep_clocks
    from shizheng.engines.cases.models import ClockRow
    from shizheng.engines.cases.queries.waking import is_any_awake
    from shizheng.platform.policy.domain.actor import system

    running = ClockRow.objects.filter(state="running").count()
    waiting = ClockRow.objects.exclude(wake_at=None).count()
    begun = time.perf_counter()
    is_any_awake()
    looked = time.perf_counter() - begun
    noted, begun, used = 0, time.perf_counter(), time.process_time()
    with transaction.atomic():
        while noted < 5000:
            swept = sweep_clocks(system("基准测试"))
            noted += swept.cases
            if not swept.more:
                break
        took, used = time.perf_counter() - begun, time.process_time() - used
        transaction.set_rollback(True)
    each = 1e6 / max(noted, 1)
    print(f"sweep: {running:,} clocks run, {waiting:,} may wake; looking {looked * 1000:.1f} ms")
    print(
        f"  {noted:,} cases noted in {took:.1f} s ({noted / took:,.0f}/s), {used * each:.0f} µs CPU of the application"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--writes", choices=("yes", "no"), default="yes")
    parser.add_argument("--sweep", choices=("yes", "no"), default="yes")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    import django

    django.setup()
    from shizheng.engines.cases.models import Case, EventRow

    name = urlsplit(os.environ["SHIZHENG_DATABASE"]).path.lstrip("/")
    print(f"{name}: {Case.objects.count():,} cases, {EventRow.objects.count():,} events; {given.clients} clients")
    asked = list(questions(given.writes == "yes"))
    counted = [statements(each) for each in asked]
    site = Website(name)
    try:
        site.wait()
        head = f"{'':<26}{'a second':>9}{'median':>8}{'p95 ms':>8}{'CPU app':>9}{'CPU db':>8}{'statements':>11}  limit"
        print(head)
        for each, count in zip(asked, counted, strict=True):
            found = measure(site, each, given.requests, given.clients)
            print(
                f"{each.name:<26}{found.rate:>9.1f}{found.median:>8.1f}{found.p95:>8.1f}{found.app:>9.1f}"
                f"{found.database:>8.1f}{count:>11}  {each.limit}"
                + (f"  {found.errors} errors" if found.errors else ""),
                flush=True,
            )
    finally:
        site.stop()
    if given.sweep == "yes":
        sweep()


if __name__ == "__main__":
    main()
