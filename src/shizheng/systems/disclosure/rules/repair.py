"""One slip of a digit that would settle a difference: what an officer checks first."""


def one_digit(printed: str, right: str) -> str:
    """``right`` when one digit added, lost, changed or swapped with its neighbour leads to it; else nothing."""
    one, other = _plain(printed), _plain(right)
    if one == other or not one or not other:
        return ""
    if len(one) == len(other):
        differing = [at for at in range(len(one)) if one[at] != other[at]]
        if len(differing) == 1 and len(one) > 2:
            return right
        swapped = len(differing) == 2 and differing[1] == differing[0] + 1
        return right if swapped and one[differing[0]] == other[differing[1]] else ""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or len(short) < 3:
        return ""
    return right if any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else ""


def _plain(text: str) -> str:
    digits = "".join(char for char in text if char.isdigit() or char == ".")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits
