"""Between amounts in 元, as rows hold them, and the integer 分 that arithmetic uses."""

from decimal import Decimal

from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.money import to_fen

CEILING = Decimal(10) ** 15


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def fen_of(amount: Decimal, place: str) -> int:
    """Exact; InvalidInputError names the place where the amount holds a part of a 分 or is no possible amount."""
    if not amount.is_finite() or abs(amount) >= CEILING:
        raise InvalidInputError([Fault(f"“{amount}”不是可用的金额", place)])
    try:
        return to_fen(amount)
    except ValueError:
        raise InvalidInputError([Fault(f"“{amount}”应精确到分", place)]) from None
