"""Kill -9 of web and worker at random points while cases are taken in and moved on: nothing lost, nothing doubled.

``make faults``, or ``python -m tests.faults.harness --intakes 400 [--database postgresql://…/empty_database]``.
The website (gunicorn, two workers), the job worker and the ticker run as in service; four clients take in cases,
dispatch and sign them over the interface for programs, each request with a key of its own and repeated until it is
answered; meanwhile one of the processes is killed after every dozen answers. Then the database is read: every
submission once, every answer as it was given, chains, rows, journal and seals sound. Leaves with 1 otherwise.
"""

import argparse
import json
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {"worker": ["-m", "django", "db_worker"], "ticker": ["-m", "shizheng.project.commands", "tick"]}
PATIENCE = 120


@dataclass
class Service:
    """The processes of one installation, all started here and killed by their own numbers."""

    folder: Path
    database: str
    port: int = 0
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SHIZHENG_VAR": str(self.folder),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **({"SHIZHENG_DATABASE": self.database} if self.database else {}),
        }
        if not self.database:
            self.environment.pop("SHIZHENG_DATABASE", None)

    def told(self, module: str) -> dict:
        command = [sys.executable, "-m", module]
        found = subprocess.run(command, env=self.environment, cwd=ROOT, check=False, capture_output=True, text=True)
        if found.returncode:
            raise AssertionError(f"{module}: {found.stderr}")
        return json.loads(found.stdout.splitlines()[-1])

    def start(self, name: str) -> None:
        website = ["-m", "gunicorn", "shizheng.project.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        website += ["--workers", "2", "--log-level", "critical", "--no-control-socket", "--timeout", "60", "--preload"]
        command = [sys.executable, *(website if name == "website" else PROGRAMS[name])]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)

    def web_workers(self) -> list[int]:
        master = self.running["website"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(child) for child in children]

    def kill(self, draw: random.Random) -> str:
        """SIGKILL one process; gunicorn makes its workers anew, the others are started again here."""
        name = draw.choice(("website", "website", "website", "worker", "ticker"))
        if name == "website":
            workers = self.web_workers()
            if workers:
                os.kill(draw.choice(workers), signal.SIGKILL)
        else:
            self.running[name].kill()
            self.running[name].wait()
            self.start(name)
        return name

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass
class Client:
    """Requests that are repeated with their key until they are answered."""

    port: int
    tokens: dict[str, str]
    repeats: int = 0
    answers: int = 0

    def post(self, who: str, path: str, body: dict) -> dict:
        """The answer; a 409 means that an earlier try had moved the case on, which its key would have told: a fault."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/api/v1/hotline{path}",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", "Authorization": f"Bearer {self.tokens[who]}"},
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    found = json.loads(answer.read())
                self.answers += 1
                return found
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise AssertionError(f"{path} {body}: {error.code} {error.read().decode()}") from error
            except OSError:
                pass
            except Exception as error:  # a connection cut in the middle of an answer
                if type(error).__name__ not in {"IncompleteRead", "RemoteDisconnected", "BadStatusLine"}:
                    raise
            self.repeats += 1
            time.sleep(0.05)
        raise AssertionError(f"{path}: no answer within {PATIENCE} s")


MATTER = {
    "channel": "phone",
    "nature": "complaint",
    "urgency": "ordinary",
    "text": "夜间无照明",
    "call_back": True,
    "category": "light",
    "area": "donghu",
}


def story(client: Client, number: int) -> dict[str, object]:
    """One case taken in, dispatched and signed; what was answered each time."""
    key = f"k{number}"
    contact = {"name": f"甲{number}", "phone": f"0351-{6000000 + number}"}
    body = {"key": key, "answers": {**MATTER, "title": f"第{number}件"}, "contact": contact}
    made = client.post("office", "/cases", body)
    path = f"/cases/{made['id']}/moves"
    sent = client.post("sender", path, {"key": f"{key}-d", "move": "dispatch", "version": 1, "answers": {"main": "CG"}})
    signed = client.post("unit", path, {"key": f"{key}-s", "move": "sign", "version": sent["version"]})
    again = client.post("office", "/cases", body)
    return {"case": made["id"], "again": again["id"], "version": signed["version"]}


def play(service: Service, tokens: dict[str, str], intakes: int, seed: int) -> tuple[list[dict], int, int]:
    """The stories of all clients with the killing; also how often something was killed and how often repeated."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(intakes):
        waiting.put(number)
    told: list[dict] = []
    failures: list[BaseException] = []
    clients = [Client(service.port, tokens) for _ in range(4)]

    def work(client: Client) -> None:
        try:
            while True:
                told.append(story(client, waiting.get_nowait()))
        except queue.Empty:
            return
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    draw, kills = random.Random(seed), 0
    while any(thread.is_alive() for thread in threads):
        # Counted in answers, so that a slow machine comes to its end too; then anywhere within the next requests.
        enough = sum(client.answers for client in clients) + draw.randrange(1, 25)
        while any(thread.is_alive() for thread in threads) and sum(client.answers for client in clients) < enough:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 0.2))
        service.kill(draw)
        kills += 1
    for failure in failures:
        raise failure
    return told, kills, sum(client.repeats for client in clients)


def faults(told: list[dict], found: dict, intakes: int) -> list[str]:
    """Everything that is not as it must be."""
    wrong = [f"{name}: {each}" for name in ("flaws", "journal", "seals") for each in found[name]]
    wanted = {"cases": intakes, "submissions": 3 * intakes, "events": 3 * intakes, "contacts": intakes}
    wrong += [f"{name}: {found[name]} instead of {count}" for name, count in wanted.items() if found[name] != count]
    if found["by_move"] != dict.fromkeys(("dispatch", "register", "sign"), intakes):
        wrong.append(f"moves: {found['by_move']}")
    if len({each["case"] for each in told}) != intakes or any(each["case"] != each["again"] for each in told):
        wrong.append("answers name other cases than were made")
    if not found["sealed"]:
        wrong.append("not every event is sealed")
    return wrong


def run(intakes: int, database: str, seed: int) -> list[str]:
    """Faults, each in words; none where everything held."""
    with tempfile.TemporaryDirectory(prefix="shizheng-faults-") as folder:
        service = Service(Path(folder), database)
        tokens = service.told("tests.faults.town")
        begun = time.monotonic()
        try:
            for name in ("website", *PROGRAMS):
                service.start(name)
            told, kills, repeats = play(service, tokens, intakes, seed)
        finally:
            service.stop()
        found = service.told("tests.faults.verdict")
        where = "PostgreSQL" if database else "SQLite"
        words = f"{intakes} intakes and {2 * intakes} moves in {time.monotonic() - begun:.0f} s on {where}"
        print(f"{words}: {kills} kills, {repeats} requests repeated", flush=True)
        return faults(told, found, intakes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--intakes", type=int, default=334, help="each followed by two moves")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; without it SQLite in a file")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args()
    print(f"seed {given.seed}")
    wrong = run(given.intakes, given.database, given.seed)
    print("\n".join(wrong) or "nothing lost, nothing doubled, chains, rows, journal and seals sound")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
