"""The engine's tables. All rows belong to an organisation and are reached through ``visible_to``."""

from shizheng.engines.fiscal.models.books import Book, Fact
from shizheng.engines.fiscal.models.contracts import Contract, ContractChange, Instalment, Payment
from shizheng.engines.fiscal.models.projects import ProcurementItem, Project, ProjectFunding, ProjectMove
from shizheng.engines.fiscal.models.targets import EvaluationRow, Indicator, TargetSheet
from shizheng.engines.fiscal.models.versioned import Versioned, once, text_faults

__all__ = [
    "Book",
    "Contract",
    "ContractChange",
    "EvaluationRow",
    "Fact",
    "Indicator",
    "Instalment",
    "Payment",
    "ProcurementItem",
    "Project",
    "ProjectFunding",
    "ProjectMove",
    "TargetSheet",
    "Versioned",
    "once",
    "text_faults",
]
