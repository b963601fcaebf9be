"""What facts only name: the units and projects of a budget with their codes and order, and the rows of free lists."""

from collections.abc import Mapping
from typing import NamedTuple

Row = Mapping[int, str | int]


class Unit(NamedTuple):
    """An organisation of the budget; ``above`` are the headings it stands under, outermost first, each (code, name)."""

    name: str
    code: str = ""
    above: tuple[tuple[str, str], ...] = ()


class Project(NamedTuple):
    """``groups`` are the headings it stands under, outermost first, each (code, name); ``unit`` spends the money."""

    name: str
    code: str = ""
    unit: str = ""
    note: str = ""
    groups: tuple[tuple[str, str], ...] = ()


class Register(NamedTuple):
    """``lists`` hold the rows of free tables by table id: number of the column → text, or fen in an amount column."""

    units: tuple[Unit, ...] = ()
    projects: tuple[Project, ...] = ()
    lists: Mapping[str, tuple[Row, ...]] = {}
