"""Names and the values that follow them in one row."""

import re
from typing import NamedTuple

from shizheng.systems.disclosure.domain.sheets.tokens import Token, is_value

LONE_COMPARATOR = re.compile(r"[≥≤<>＝=＞＜][:：]?")
YEARS = re.compile(r"20\d{2}\s*年(?:度)?|年?实现值?|预期(?:当年?)?(?:实现值?)?")
LONGEST_NAME = 80
_WORDS = re.compile(r"[一-鿿]{2}|[A-Za-z]{3}")
_PHONE = re.compile(r"\d{7,}")


class Pair(NamedTuple):
    """A name with the tokens that followed it."""

    name: Token
    values: tuple[Token, ...]


def is_content(text: str) -> bool:
    """Whether a cell holds a name, a value or a comparator torn from its value."""
    return is_value(text) or _is_name(text) or LONE_COMPARATOR.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    """Whether a cell can be an indicator's name: words, not a scrap of a garbled head or a telephone number."""
    if len(text) > LONGEST_NAME or _PHONE.search(text) or YEARS.fullmatch(text):
        return False
    return _WORDS.search(text) is not None


def joined(rest: list[Token]) -> list[Token]:
    """A comparator alone in its cell belongs to the next one."""
    if len(rest) < 2:
        return rest
    out: list[Token] = []
    for token in rest:
        if out and LONE_COMPARATOR.fullmatch(out[-1].text) and token.text[:1].isdigit():
            out[-1] = Token(out[-1].at, out[-1].text.rstrip(":：") + token.text, None)
        else:
            out.append(token)
    return out


def pairs_of(rest: list[Token]) -> list[Pair]:
    """Names with their values: by turns where that fits, else by what reads as a value."""
    if len(rest) in (2, 4) and not any(is_value(token.text) for token in rest[::2]):
        alternate = len(rest) == 4 or is_value(rest[1].text) or not same_start(rest[0].text, rest[1].text)
        if alternate:
            return [Pair(rest[i], (rest[i + 1],)) for i in range(0, len(rest), 2)]
    pairs: list[Pair] = []
    for token in rest:
        if not is_value(token.text):
            pairs.append(Pair(token, ()))
        elif pairs and not pairs[-1].values and pairs[-1].name.text:
            pairs[-1] = Pair(pairs[-1].name, (token,))
        else:
            pairs.append(Pair(Token(token.at, "", None), (token,)))
    return pairs


def named_by_label(levels: list[Token], rest: list[Token]) -> tuple[list[Token], list[Token]]:
    """服务对象满意度（%） | ≥90%: where no name stands before a value, the label before it is the name."""
    names: list[Token] = []
    for value in rest:
        before = [token for token in levels if token.at < value.at and token.at >= value.at - 2]
        if len(levels) - len(names) > 1 and before and before[-1] not in names:
            names.append(before[-1])
    if len(names) != len(rest):
        return levels, rest
    bare = [Token(token.at, token.text, None) for token in names]
    kept = [token for token in levels if token not in names]
    return kept, sorted([*bare, *rest], key=lambda token: token.at)


def same_start(first: str, second: str) -> bool:
    """Whether one of two names is the other, cut short."""
    size = min(len(first), len(second))
    return size >= 4 and first[:size] == second[:size]
