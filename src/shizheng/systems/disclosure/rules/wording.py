"""Amounts as findings show them."""

from shizheng.kit.money import Unit, find_unit, format_yuan, from_fen, grouped
from shizheng.systems.disclosure.domain.narrative.figures import Figure


def money(figure: Figure | None) -> str:
    """An amount as it was printed, with its unit."""
    return "" if figure is None else f"{figure.text}{figure.unit}"


def amount_in(fen: int, like: Figure) -> str:
    """An amount of ``fen`` in the unit and with the decimals of another."""
    unit = find_unit(like.unit) or Unit.YUAN
    if not unit.is_money:
        return f"{format_yuan(fen)}元"
    amount = from_fen(fen, unit, max(2, like.printed.decimals))
    return f"{grouped(amount.printed)}{unit.label}"


def number_in(fen: int, like: Figure) -> str:
    """The same without the unit, grouped only where the other is."""
    text = amount_in(fen, like).rstrip("万亿千百元")
    return text if "," in like.text or "," not in text else text.replace(",", "")
