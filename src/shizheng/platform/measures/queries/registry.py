"""The measures, sources and dimensions that switched-on modules contribute, each checked before it is first used."""

from collections.abc import Iterable, Iterator

from shizheng.kit.chain import canonical
from shizheng.kit.digest import sm3
from shizheng.kit.errors import ShizhengError
from shizheng.platform.measures.queries.declaring import Dimension, Measure, Population, Reckoned, Source, Tally
from shizheng.platform.modules.module import MODULES, contributed
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS

MEASURES, SOURCES = "measures", "measure_sources"
_sound: dict[str, Measure] = {}
"""Those found fit already; checked again where another declaration has taken the id."""


class UnfitMeasureError(ShizhengError):
    """A declaration that cannot be counted; a programmer's mistake, found by any test that reads the registry."""


class UnknownMeasureError(ShizhengError):
    def __init__(self, code: str) -> None:
        super().__init__(f"没有代码为“{code[:60]}”的指标", remedy="指标清单见“指标”页面")


def measures() -> list[Measure]:
    """All of them, in the order of their modules and their own."""
    found = [each for each in contributed(MEASURES) if isinstance(each, Measure)]
    seen: set[str] = set()
    for each in found:
        if each.id in seen:
            raise UnfitMeasureError(f"指标“{each.id}”重复登记")
        seen.add(each.id)
        if _sound.get(each.id) is not each:
            if faults := list(unfit(each)):
                raise UnfitMeasureError(f"指标“{each.id}”不合要求：{'；'.join(faults)}")
            _sound[each.id] = each
    return sorted(found, key=lambda each: (each.owner, each.order, each.id))


def measure(code: str) -> Measure:
    for each in measures():
        if each.id == code:
            return each
    raise UnknownMeasureError(code)


def readable(actor: Actor) -> list[Measure]:
    """Those whose figures the actor may read."""
    return [each for each in measures() if actor.may(each.permission)]


def sources() -> dict[str, Source]:
    return {each.id: each for each in contributed(SOURCES) if isinstance(each, Source)}


def dimensions() -> dict[str, Dimension]:
    """By id; a dimension that several sources know is the same for all."""
    return {each.id: each for source in sources().values() for each in source.dimensions}


def populations(of: Iterable[Measure]) -> list[Population]:
    found: dict[str, Population] = {}
    for each in of:
        for _, tally in each.tallies():
            found.setdefault(tally.population.id, tally.population)
    return list(found.values())


def unfit(each: Measure) -> Iterator[str]:
    """What stands against a declaration."""
    if each.owner not in MODULES:
        yield f"没有模块“{each.owner}”"
    if not each.id.startswith(f"{each.owner}.") or len(each.id) > 60:
        yield "代码应以模块开头，不超过60个字符"
    if not each.name or not each.definition.endswith("。") or not each.source:
        yield "名称、口径（一句话，以句号结尾）和依据都要写"
    if each.permission not in PERMISSIONS:
        yield f"没有权限“{each.permission}”"
    if each.quantile is not None and not (0 < each.quantile < 1 and isinstance(each.numerator.amount, Reckoned | str)):
        yield "分位数应在0和1之间，并写明取哪一个量"
    known, named = sources(), dimensions()
    for _, tally in each.tallies():
        if tally.population.source not in known:
            yield f"没有数据来源“{tally.population.source}”"
        yield from (f"没有维度“{name}”" for name in tally.population.dimensions if name not in named)


def fingerprint(each: Measure) -> str:
    """Changes when what the cells hold changes: the rows, the conditions, the dimensions."""
    stated = [[side, *_stated(tally)] for side, tally in each.tallies()]
    return sm3(canonical({"counted": stated, "quantile": str(each.quantile)}))


def _stated(tally: Tally) -> list[str]:
    population, amount = tally.population, tally.amount
    rows = population.rows().order_by()
    counted = rows.filter(tally.where) if tally.where else rows
    if isinstance(amount, Reckoned):
        of = f"{amount.function.__module__}.{amount.function.__qualname__}{tuple(amount.columns)}"
    else:
        of = str(amount)
    parts = [population.instant, population.organisation, *population.dimensions.items()]
    return [str(counted.values("pk").query), of, *map(str, parts)]
