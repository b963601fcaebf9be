"""The database as it is in service: several connections that wait for each other."""

import functools
import threading
from collections.abc import Callable
from pathlib import Path

from django.db import connection, connections


def in_service(test: Callable[[], None]) -> Callable[[Path], None]:
    """Run a committing test where threads share a database. In-memory SQLite has no waiting: there the test runs in a
    thread of its own on a copy in a file, which new connections open."""

    @functools.wraps(test)
    def run(tmp_path: Path) -> None:
        if connection.vendor != "sqlite":
            test()
            return
        file = tmp_path / "service.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{file}'")
        _on_file(file, test)

    del run.__wrapped__  # pytest would ask for the arguments of the wrapped one
    return run


def _on_file(file: Path, test: Callable[[], None]) -> None:
    failures: list[BaseException] = []

    def body() -> None:
        try:
            test()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    kept = connection.settings_dict["NAME"]
    connections.settings["default"]["NAME"] = str(file)
    try:
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
    finally:
        connections.settings["default"]["NAME"] = kept
    for failure in failures:
        raise failure
