"""One slip of a digit that would settle a difference: what an officer checks first."""

import re


def one_digit(printed: str, right: str) -> str:
    """``right`` when one digit added, lost, changed or swapped with its neighbour leads to it; else nothing."""
    one, other = _digits(printed, right)
    if one == other or min(len(one), len(other)) < 3:
        return ""
    if len(one) == len(other):
        differing = [at for at in range(len(one)) if one[at] != other[at]]
        if len(differing) == 1:
            return right
        swapped = len(differing) == 2 and differing[1] == differing[0] + 1
        return right if swapped and one[differing[0]] == other[differing[1]] else ""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1:
        return ""
    return right if any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else ""


def _digits(one: str, other: str) -> tuple[str, str]:
    """The digits of both numbers to the same number of decimals."""
    parts = [re.sub(r"[^\d.]", "", text).partition(".") for text in (one, other)]
    decimals = max(len(fraction) for _, _, fraction in parts)
    first, second = (whole + fraction.ljust(decimals, "0") for whole, _, fraction in parts)
    return first, second
