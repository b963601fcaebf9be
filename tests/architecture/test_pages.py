"""Every registered page is tested for anonymous, forbidden and allowed by the inherited suite."""

import ast

from django.urls import get_resolver

from shizheng.console.pages import PAGES
from tests.architecture.sources import ROOT


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


def test_every_page_is_covered() -> None:
    assert get_resolver().url_patterns  # importing the addresses registers every page
    ours = {page.__name__ for page in PAGES if page.__module__.startswith("shizheng.")}
    assert len(ours) > 10
    assert ours - covered() == set()


def test_a_page_without_a_case_is_caught() -> None:
    case = ast.parse("class TestX(PageCase):\n    page = pages.RoadList\n").body[0]
    assert isinstance(case, ast.ClassDef)
    assert _declared(case) == ["RoadList"]
