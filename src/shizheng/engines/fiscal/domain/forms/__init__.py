"""Table forms as declarations: one reads a published table and writes ours."""

from shizheng.engines.fiscal.domain.forms.form import Column, Form, Panel, Row, SheetForm, TableForm
from shizheng.engines.fiscal.domain.forms.matching import best_form, table_named
from shizheng.engines.fiscal.domain.forms.packs import forms, read_form

__all__ = [
    "Column",
    "Form",
    "Panel",
    "Row",
    "SheetForm",
    "TableForm",
    "best_form",
    "forms",
    "read_form",
    "table_named",
]
