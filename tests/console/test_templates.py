"""All templates: no inline script or style, no English for a user to meet."""

import gettext
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.utils.translation import gettext as translated

from shizheng import console

FOLDER = Path(console.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
CATALOGUE = FOLDER / "locale" / "zh_Hans" / "LC_MESSAGES"
INLINE = re.compile(r"<style|\sstyle=|<script|\son\w+=|javascript:|hx-on", re.IGNORECASE)
SYNTAX = re.compile(r"{% block \w+_class %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
SHOWN = re.compile(r'(?:title|aria-label|placeholder|alt)="([^"]*)"')
KNOWN_LATIN = {"Excel"}


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(FOLDER / "templates")))
def test_a_template_is_chinese_without_inline_script_or_style(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert INLINE.findall(text) == []
    attributes = " ".join(SYNTAX.sub("", value) for value in SHOWN.findall(text))
    assert set(re.findall(r"[A-Za-z]{3,}", SYNTAX.sub(" ", text) + attributes)) - KNOWN_LATIN == set()
    get_template(str(file.relative_to(FOLDER / "templates")))


def messages(library: str) -> set[str]:
    """What a library passes to be translated for pages of ours."""
    module = __import__(library)
    found: set[str] = set()
    for file in Path(str(module.__file__)).parent.rglob("*.py"):
        if "rest_framework" not in str(file):
            found |= set(re.findall(r'\b_\(\s*"([^"]+)"', file.read_text(encoding="utf-8")))
    return found


# Said to programmers only.
FOR_PROGRAMMERS = {"%s See: %s", "Unsupported lookup '%s' for field '%s'."}


@pytest.mark.parametrize("library", ["django_filters", "django_tables2"])
def test_the_list_libraries_speak_chinese(library: str) -> None:
    english = {text for text in messages(library) - FOR_PROGRAMMERS if translated(text) == text}
    assert english == set()


def test_the_compiled_catalogue_is_the_written_one() -> None:
    written = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (CATALOGUE / "django.po").read_text(), re.MULTILINE))
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {key: compiled.gettext(key) for key in written} == written
    assert len(written) > 40
