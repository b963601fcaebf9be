"""What the engine lends to measures over its cases: the source of changes, and the dimensions that cases have."""

from collections.abc import Iterable, Mapping

from shizheng.engines.cases.domain.words import Field
from shizheng.engines.cases.models import Area, Category
from shizheng.engines.cases.queries.processes import processes
from shizheng.engines.cases.queries.touching import changed, news
from shizheng.platform.accounts.models import Account
from shizheng.platform.measures.queries.declaring import Dimension, Place, Source


def _under_top(tree: type[Category] | type[Area], values: Iterable[str]) -> Mapping[str, Place]:
    """Each branch under the top of its tree."""
    tops = {
        code: lineage.strip("/").split("/")[0]
        for code, lineage in tree.objects.filter(code__in=list(values)).values_list("code", "lineage")
    }
    names = dict(tree.objects.filter(code__in=set(tops.values())).values_list("code", "name"))
    return {code: Place(top, names.get(top, top)) for code, top in tops.items()}


def _areas(values: Iterable[str]) -> Mapping[str, Place]:
    return _under_top(Area, values)


def _categories(values: Iterable[str]) -> Mapping[str, Place]:
    return _under_top(Category, values)


def _choices(field: Field, values: Iterable[str]) -> Mapping[str, Place]:
    """By the words of whichever process asks for the field."""
    words = {
        value: label
        for process in processes()
        for move in process.moves
        for ask in move.asks
        if ask.field is field
        for value, label in ask.choices
    }
    return {value: Place(value, words[value]) for value in values if value in words}


def _channels(values: Iterable[str]) -> Mapping[str, Place]:
    return _choices(Field.CHANNEL, values)


def _natures(values: Iterable[str]) -> Mapping[str, Place]:
    return _choices(Field.NATURE, values)


def _agents(values: Iterable[str]) -> Mapping[str, Place]:
    known = Account.objects.in_bulk([int(value) for value in values if value.isdecimal()])
    return {str(pk): Place(str(pk), account.name or account.username) for pk, account in known.items()}


AREA = Dimension("area", "区县", _areas)
CATEGORY = Dimension("category", "类别", _categories)
CHANNEL = Dimension("channel", "渠道", _channels)
NATURE = Dimension("nature", "性质", _natures)
AGENT = Dimension("agent", "坐席", _agents, empty="非坐席登记")

CASES = Source("cases", "工单", changed, news, (AREA, CATEGORY, CHANNEL, NATURE, AGENT))
