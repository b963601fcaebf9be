"""The declared checks, one file a family; importing this package registers them all."""

import pkgutil
from importlib import import_module

from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.gathering import gathered, order
from shizheng.systems.disclosure.domain.outline import Outline
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.rounding import unexplained
from shizheng.systems.disclosure.rules.incomplete import deferred

AT = Finding._fields.index("section")

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def check(reading: Reading) -> list[Finding]:
    """Every rule's findings in document order, each with its section; the same words at one place are said once."""
    outline, lines = Outline(reading.blocks), reading.source.lines
    findings: dict[tuple[str, int, str, str], Finding] = {}
    for rule in RULES:
        for finding in rule.check(reading):
            text = lines[finding.line - 1].text
            if finding.quote not in text:
                finding = finding._replace(quote=_literal(finding.quote, text))
            key = (finding.rule, finding.line, finding.quote, finding.message)
            if key not in findings:
                findings[key] = Finding._make((*finding[:AT], outline.label(finding.line), *finding[AT + 1 :]))
    said = sorted(deferred(reading, findings.values()), key=order)
    return gathered(unexplained(said, reading.blocks), reading.blocks)


def _literal(quote: str, text: str) -> str:
    """What of a quote made of several cells stands in its line: the longest cell within it, else the first."""
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    return max((cell for cell in cells if cell in quote), key=len, default=cells[0] if cells else "")
