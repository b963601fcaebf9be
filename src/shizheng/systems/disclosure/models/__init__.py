"""What is kept: documents handed in with their findings and numbers, budgets being prepared, and what was published."""

from shizheng.systems.disclosure.models.claim import DocumentClaim
from shizheng.systems.disclosure.models.document import Document, Stage
from shizheng.systems.disclosure.models.finding import DocumentFinding, Handling, Severity
from shizheng.systems.disclosure.models.preparation import BudgetImport, CheckFinding, Editor, Preparation, Typed
from shizheng.systems.disclosure.models.publication import Publication, PublishedFile
from shizheng.systems.disclosure.models.purpose import ProjectPurpose

__all__ = [
    "BudgetImport",
    "CheckFinding",
    "Document",
    "DocumentClaim",
    "DocumentFinding",
    "Editor",
    "Handling",
    "Preparation",
    "ProjectPurpose",
    "Publication",
    "PublishedFile",
    "Severity",
    "Stage",
    "Typed",
]
