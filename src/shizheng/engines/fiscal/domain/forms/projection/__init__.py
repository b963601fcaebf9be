"""Facts × form → the printed table, cell by cell: the writing half of a form."""

from shizheng.engines.fiscal.domain.forms.projection.facts import Facts
from shizheng.engines.fiscal.domain.forms.projection.filling import FilledCell, FilledRow, FilledTable, fill
from shizheng.engines.fiscal.domain.forms.projection.register import Project, Register, Unit
from shizheng.engines.fiscal.domain.forms.projection.views import View

__all__ = ["Facts", "FilledCell", "FilledRow", "FilledTable", "Project", "Register", "Unit", "View", "fill"]
