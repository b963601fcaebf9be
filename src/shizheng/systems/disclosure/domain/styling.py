"""What is expected, written as the document writes what it prints: 1,234.6 beside 1,234.5, not 1234.60.

Assumes that a rule's own number says no more than it means: nought behind the point may go, other digits stay.
"""

import re
from decimal import Decimal

from shizheng.systems.disclosure.domain.finding import Finding

_NUMBER = re.compile(r"([-－−]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.(\d+))?([%％]?)")


def in_style(expected: str, printed: str) -> str:
    """Thousands and decimals as in what is printed; as it is where one of them is no plain number of its kind."""
    wish, model = _NUMBER.fullmatch(expected), _NUMBER.fullmatch(printed)
    if wish is None or model is None or bool(wish[4]) != bool(model[4]):
        return expected
    decimals = max(len((wish[3] or "").rstrip("0")), len(model[3] or ""))
    value = Decimal(re.sub("[,，]", "", wish[2]) + (f".{wish[3]}" if wish[3] else ""))
    text = f"{value:,.{decimals}f}" if _is_grouped(model[2], wish[2]) else f"{value:.{decimals}f}"
    if "，" in model[2]:
        text = text.replace(",", "，")
    return f"{wish[1]}{text}{wish[4]}"


def _is_grouped(model: str, wish: str) -> bool:
    """By the printed number where it is long enough to tell, by the rule's own where it is not."""
    return bool(re.search("[,，]", model if len(model) > 3 else wish))


def styled(found: Finding) -> Finding:
    """The finding with its expectation so written, in its words too; what is about style itself stays."""
    text = in_style(found.expected, found.printed)
    if text == found.expected or found.rule.startswith("style."):
        return found
    whole = re.compile(rf"(?<![\d.,，]){re.escape(found.expected)}(?![\d%％]|[.,，]\d)")
    return found._replace(expected=text, message=whole.sub(text, found.message))
