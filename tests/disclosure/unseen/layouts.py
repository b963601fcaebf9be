"""All layouts by name."""

from collections.abc import Callable
from random import Random

from tests.disclosure.unseen.budgets_coast import fujian, putuo
from tests.disclosure.unseen.budgets_east import jiangsu, shanghai
from tests.disclosure.unseen.budgets_north import beijing, henan, school
from tests.disclosure.unseen.budgets_south import guangdong, hubei, zhejiang
from tests.disclosure.unseen.budgets_west import chongqing, hunan
from tests.disclosure.unseen.evaluations import targets
from tests.disclosure.unseen.finals import hospital, ministry, shaanxi, sichuan
from tests.disclosure.unseen.finals_west import yunnan
from tests.disclosure.unseen.paper import Page

LAYOUTS: dict[str, Callable[[Random], Page]] = {
    layout.__name__: layout
    for layout in (
        guangdong,
        zhejiang,
        hubei,
        beijing,
        henan,
        school,
        jiangsu,
        shanghai,
        fujian,
        putuo,
        hunan,
        chongqing,
        yunnan,
        sichuan,
        shaanxi,
        ministry,
        hospital,
        targets,
    )
}
