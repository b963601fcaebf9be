"""Bringing a city's pack into the platform."""

from dataclasses import dataclass
from pathlib import Path

from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.modules.module import Outcome
from shizheng.platform.packs.queries import Entry, Part, prepare
from shizheng.platform.policy.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Report:
    """What applying did, by the name of the section."""

    sections: dict[str, Outcome]

    @property
    def total(self) -> Outcome:
        return sum(self.sections.values(), Outcome())


def _apply(actor: Actor, part: Part, entry: Entry) -> Outcome:
    try:
        return part.section.apply(actor, entry.item)
    except InvalidInputError as error:
        faults = [entry.fault(Fault(str(fault))) for fault in error.faults]
        raise InvalidInputError(faults, f"配置包有 {len(faults)} 处问题，未作任何改动") from error
    except ShizhengError as error:
        raise InvalidInputError([entry.fault(Fault(error.fault.message, "", error.fault.remedy))]) from error


@action("packs.apply", "应用配置包", permission="packs.apply")
def apply_pack(actor: Actor, *, folder: Path) -> Report:
    """All of it or nothing; applying the same pack again leaves everything as it is."""
    parts = prepare(folder)
    outcomes = {
        part.section.name: sum((_apply(actor, part, entry) for entry in part.entries), Outcome()) for part in parts
    }
    report = Report(outcomes)
    done = report.total
    trace(None, f"应用配置包“{folder.name}”：新增 {done.created}、更新 {done.updated}、未变 {done.unchanged}")
    return report
