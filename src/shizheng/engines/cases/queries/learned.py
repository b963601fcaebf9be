"""The models that serve: read from their files once a process, and again when a file changes, without anybody waiting.

A file that is absent or damaged means that nothing was learned: advice then rests on the office's rules alone.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings

from shizheng.engines.cases.domain.learning.categories import Classifier
from shizheng.engines.cases.domain.learning.dispatch import Advisor
from shizheng.engines.cases.domain.learning.keeping import (
    ModelError,
    digest_of,
    keys_of,
    open_advisor,
    open_classifier,
    open_rarity,
)
from shizheng.engines.cases.domain.learning.likes import Rarity

log = logging.getLogger(__name__)
M = TypeVar("M")
Stamp = tuple[int, int]
ALL = "all"


@dataclass(frozen=True, slots=True)
class DispatchModel:
    """`keys` lead from the advisor's names of units to organisations."""

    advisor: Advisor
    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class Served(Generic[M]):
    model: M
    digest: str


@dataclass(slots=True)
class Shelf(Generic[M]):
    """One file and the model read from it. `get` never waits: while a new file is read the old model serves."""

    path: Path
    read: Callable[[Path], M]
    _served: Served[M] | None = None
    _seen: Stamp | None = None
    _reader: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Served[M] | None:
        stamp = _stamp(self.path)
        if stamp != self._seen and self._lock.acquire(blocking=False):
            try:
                self._look(stamp)
            finally:
                self._lock.release()
        return self._served

    @property
    def is_reading(self) -> bool:
        """Whether the first model is still on its way; a later one replaces one that serves."""
        return self._served is None and self._reader is not None and self._reader.is_alive()

    def settle(self) -> Served[M] | None:
        """The same, waiting for a file that is being read; for commands and tests."""
        self.get()
        if self._reader is not None:
            self._reader.join()
        return self._served

    def _look(self, stamp: Stamp | None) -> None:
        if self._reader is not None and self._reader.is_alive():
            return
        self._seen = stamp
        if stamp is None:
            self._served = None
            return
        self._reader = threading.Thread(target=self._open, name=f"read-{self.path.name}", daemon=True)
        self._reader.start()

    def _open(self) -> None:
        """A file swapped while it is read is read again at the next look, for its stamp has changed."""
        try:
            digest = digest_of(self.path)
            if self._served is None or self._served.digest != digest:
                self._served = Served(self.read(self.path), digest)
        except (OSError, ModelError):
            log.exception("the model %s cannot be read", self.path.name)
            self._served = None


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def model_path(process: str, kind: str) -> Path:
    """`kind` is one of `keeping.KINDS`; the folder is made by whoever trains."""
    return Path(settings.VAR) / "models" / f"{process}-{kind}.model"


def _read_dispatch(path: Path) -> DispatchModel:
    advisor, _ = open_advisor(path)
    return DispatchModel(advisor, keys_of(path))


def _read_classifier(path: Path) -> Classifier:
    return open_classifier(path)[0]


def _read_rarity(path: Path) -> Rarity:
    return open_rarity(path)[0]


_dispatch: dict[Path, Shelf[DispatchModel]] = {}
_classifiers: dict[Path, Shelf[Classifier]] = {}
_rarities: dict[Path, Shelf[Rarity]] = {}


def dispatch_shelf(process: str) -> Shelf[DispatchModel]:
    path = model_path(process, "dispatch")
    return _dispatch.setdefault(path, Shelf(path, _read_dispatch))


def classifier_shelf(process: str) -> Shelf[Classifier]:
    path = model_path(process, "categories")
    return _classifiers.setdefault(path, Shelf(path, _read_classifier))


def rarity_shelf() -> Shelf[Rarity]:
    """How common runs of characters are among the cases of all processes."""
    path = model_path(ALL, "rarity")
    return _rarities.setdefault(path, Shelf(path, _read_rarity))
