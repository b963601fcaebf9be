"""Questions of the document in an officer's words: coordinates named instead of their codes."""

import re

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.naming import in_words, item_name
from shizheng.systems.disclosure.domain.writing.draft import Question

_PAIRS = re.compile(r"[a-z]+=[\w.+（）()]+(?:、[a-z]+=[\w.+（）()]+)*")
_QUOTED = re.compile(r"“([a-z_]+(?:\.[a-z_]+)*)”")


def worded(question: Question) -> Question:
    return question._replace(ask=_QUOTED.sub(_item, _PAIRS.sub(_coord, question.ask)))


def _coord(found: re.Match[str]) -> str:
    pairs = dict(part.split("=", 1) for part in found[0].split("、"))
    known = {name: value for name, value in pairs.items() if name in Coord._fields and name != "year"}
    return in_words(Coord(**known))  # type: ignore[arg-type]


def _item(found: re.Match[str]) -> str:
    return f"“{item_name(found[1])}”"
