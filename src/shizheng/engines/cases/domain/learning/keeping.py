"""What was learned, kept as one small file with its version and digest, and swapped in one step.

A trainer writes beside the old file and renames; whoever serves goes on with the model in memory until it looks again.
"""

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from shizheng.engines.cases.domain.learning.categories import Classifier, Vocabulary
from shizheng.engines.cases.domain.learning.dispatch import Advisor
from shizheng.engines.cases.domain.learning.lexicon import Lexicon
from shizheng.engines.cases.domain.learning.likes import Rarity
from shizheng.engines.cases.domain.learning.matter import Matter, Past
from shizheng.engines.cases.domain.learning.memory import Memory, Units
from shizheng.kit.digest import sm3
from shizheng.kit.errors import ShizhengError

FORM = 1
DIGITS = 64
KINDS = ("dispatch", "categories", "rarity")
MOST_RUNS = 200_000


class ModelError(ShizhengError):
    """A model file that is absent, damaged, or of another kind or form."""


class Model(msgspec.Struct, frozen=True):
    """`version` is the trainer's own name for it, for instance the day; `content` depends on `kind`."""

    form: int
    kind: str
    version: str
    content: dict[str, Any]


def keep_advisor(
    path: Path, advisor: Advisor, past: list[Past], version: str, keys: Mapping[str, int] | None = None
) -> str:
    """Writes the file and gives back its digest. `past` are the cases that the advisor was trained on; `keys` lead from
    the names of units to whatever tells them apart where they are kept."""
    content = {
        "past": [[*(getattr(case.matter, name) for name in Matter.__slots__), case.unit, case.code] for case in past],
        "ahead": advisor.ahead.tolist(),
        "keys": dict(keys or {}),
    }
    return _write(path, Model(FORM, "dispatch", version, content))


def open_advisor(path: Path) -> tuple[Advisor, str]:
    """The advisor for the desk and its version; ModelError where the file cannot be trusted."""
    model = _read(path, "dispatch")
    past = [Past(Matter(*fields), unit, code) for *fields, unit, code in model.content["past"]]
    latest = max(case.matter.day for case in past)
    return Advisor(Memory(past, Units(past)), np.array(model.content["ahead"]), None, latest), model.version


def keys_of(path: Path) -> dict[str, int]:
    """The keys of the units of an advisor, by their names."""
    return dict(_read(path, "dispatch").content["keys"])


def keep_classifier(path: Path, classifier: Classifier, version: str) -> str:
    known = classifier.vocabulary
    content = {
        "categories": list(classifier.categories),
        "grams": list(known.column),
        "rarity": known.rarity.astype(np.float32).tobytes(),
        "words": {name: list(words) for name, words in known.lexicon.words.items()},
        "word_weights": known.lexicon.weights,
        "weights": classifier.weights.astype(np.float32).tobytes(),
        "usual": classifier.usual.tolist(),
        "sharpness": classifier.sharpness,
    }
    return _write(path, Model(FORM, "categories", version, content))


def open_classifier(path: Path) -> tuple[Classifier, str]:
    """The classifier and its version; ModelError where the file cannot be trusted."""
    model = _read(path, "categories")
    content = model.content
    lexicon = Lexicon(content["words"], (), content["word_weights"])
    column = {gram: at for at, gram in enumerate(content["grams"])}
    known = Vocabulary(column, np.frombuffer(content["rarity"], np.float32).astype(np.float64), lexicon)
    categories = tuple(content["categories"])
    weights = np.frombuffer(content["weights"], np.float32).reshape(known.width, len(categories))
    return Classifier(categories, known, weights, np.array(content["usual"]), content["sharpness"]), model.version


def keep_rarity(path: Path, rarity: Rarity, version: str) -> str:
    """The commonest runs of characters; the others count as never met, which is nearly what they are."""
    content = {"total": rarity.total, "met": dict(rarity.met.most_common(MOST_RUNS))}
    return _write(path, Model(FORM, "rarity", version, content))


def open_rarity(path: Path) -> tuple[Rarity, str]:
    model = _read(path, "rarity")
    return Rarity(model.content["total"], model.content["met"]), model.version


def digest_of(path: Path) -> str:
    """The digest that the file states, for a server to see whether there is a new one."""
    with path.open("rb") as stream:
        return stream.read(DIGITS).decode("ascii", "replace")


def _write(path: Path, model: Model) -> str:
    body = zlib.compress(msgspec.msgpack.encode(model), 6)
    digest = sm3(body)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as stream:
            stream.write(digest.encode("ascii") + body)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return digest


def _read(path: Path, kind: str) -> Model:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError("模型文件不存在或无法读取", path.name, "请先训练") from error
    digest, body = content[:DIGITS], content[DIGITS:]
    if sm3(body).encode("ascii") != digest:
        raise ModelError("模型文件已损坏（摘要不符）", path.name, "请重新训练")
    model = msgspec.msgpack.decode(zlib.decompress(body), type=Model)
    if (model.form, model.kind) != (FORM, kind):
        raise ModelError(f"模型文件是{model.kind}第{model.form}版，不是所需的{kind}第{FORM}版", path.name, "请重新训练")
    return model
