"""What is kept of every document handed in: itself, its findings, and every number it states."""

from shizheng.systems.disclosure.models.claim import DocumentClaim
from shizheng.systems.disclosure.models.document import Document, Stage
from shizheng.systems.disclosure.models.finding import DocumentFinding, Handling, Severity

__all__ = ["Document", "DocumentClaim", "DocumentFinding", "Handling", "Severity", "Stage"]
