"""Every registered page is tested for anonymous, forbidden and allowed by the inherited suite."""

import ast
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from shizheng.console.pages import PAGES
from tests.architecture.sources import ROOT
from tests.platform.test_pages import PAGES_TESTED


def covered() -> set[str]:
    """Names of the page classes that some PageCase declares with ``page = …``."""
    names: set[str] = set()
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                names |= set(_declared(node))
    return names


def _declared(case: ast.ClassDef) -> list[str]:
    assigned = [item for item in case.body if isinstance(item, ast.Assign | ast.AnnAssign)]
    found = []
    for item in assigned:
        targets = item.targets if isinstance(item, ast.Assign) else [item.target]
        if any(isinstance(target, ast.Name) and target.id == "page" for target in targets) and item.value is not None:
            found.append(ast.unparse(item.value).split(".")[-1])
    return found


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, str]]:
    """Full names of all addresses with the class that serves each."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            yield f"{space}{pattern.name}", pattern.callback.view_class.__name__


def test_every_page_is_covered() -> None:
    """The platform keeps its cases as one table of addresses, the systems as classes."""
    served = dict(addresses(get_resolver()))
    tabled = {served[name] for name, *_ in PAGES_TESTED}
    ours = {page.__name__ for page in PAGES if page.__module__.startswith("shizheng.")}
    assert len(ours) > 10
    assert ours - covered() - tabled == set()


def test_a_page_without_a_case_is_caught() -> None:
    case = ast.parse("class TestX(PageCase):\n    page = pages.RoadList\n").body[0]
    assert isinstance(case, ast.ClassDef)
    assert _declared(case) == ["RoadList"]
