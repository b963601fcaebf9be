"""The engine's tables. What `party` and `projected` hold follows from the events and is written from nowhere else."""

from shizheng.engines.cases.models.advice import AdviceRow, LearnedModel
from shizheng.engines.cases.models.attached import Attachment, Contact, Submission
from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.clusters import Alert, Cluster, ClusterCase, WatchWord
from shizheng.engines.cases.models.event import EventRow
from shizheng.engines.cases.models.external import External
from shizheng.engines.cases.models.limit import LimitEdition, LimitRowModel
from shizheng.engines.cases.models.mapping import CaseImport, CaseMapping
from shizheng.engines.cases.models.party import PartyRow
from shizheng.engines.cases.models.projected import ClockRow, MarkRow, RequestRow
from shizheng.engines.cases.models.rules import DispatchRule, RuleSet
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.engines.cases.models.trees import Area, Category
from shizheng.engines.cases.models.words import CaseWords

__all__ = [
    "AdviceRow",
    "Alert",
    "Area",
    "Attachment",
    "Case",
    "CaseImport",
    "CaseMapping",
    "CaseWords",
    "Category",
    "ClockRow",
    "Cluster",
    "ClusterCase",
    "Contact",
    "DispatchRule",
    "EventRow",
    "External",
    "LearnedModel",
    "LimitEdition",
    "LimitRowModel",
    "MarkRow",
    "PartyRow",
    "PartyScope",
    "RequestRow",
    "RuleSet",
    "Submission",
    "WatchWord",
]
