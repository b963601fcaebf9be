"""The declared checks, one file a family; importing this package registers them all."""

import pkgutil
from importlib import import_module

from shizheng.systems.disclosure.domain.finding import RULES, SEVERITIES, Finding
from shizheng.systems.disclosure.domain.outline import Outline
from shizheng.systems.disclosure.domain.reading import Reading

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")


def check(reading: Reading) -> list[Finding]:
    """Every rule's findings in document order, each with its section; the same words at one place are said once."""
    outline = Outline(reading.blocks)
    findings: dict[tuple[str, int, str, str], Finding] = {}
    for rule in RULES:
        for finding in rule.check(reading):
            key = (finding.rule, finding.line, finding.quote, finding.message)
            findings.setdefault(key, finding._replace(section=outline.label(finding.line)))
    return sorted(findings.values(), key=lambda found: (found.line, SEVERITIES.index(found.severity), found.rule))
