"""Read the forms from packs/forms/*.yaml, one file a form; a bad file says which key of it cannot stand."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.form import Form
from shizheng.kit.errors import ShizhengError
from shizheng.kit.packfiles import pack_files

_DIMENSIONS = frozenset(Coord._fields)


def read_form(path: Path) -> Form:
    """One form; ShizhengError names the file and the place in it."""
    try:
        form = msgspec.convert(_document(path), Form, strict=False)
    except msgspec.ValidationError as error:
        raise ShizhengError(f"表样声明有误：{error}", path.name, "请按 docs 中“新增表样”一节改正") from None
    _check(form, path)
    return form


def _document(path: Path) -> object:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader either way
    except yaml.YAMLError as error:
        raise ShizhengError(f"不是合法的 YAML：{error}", path.name) from None


def _check(form: Form, path: Path) -> None:
    """Fragments name dimensions, and panels name row sets that exist."""
    known = {"functional", "revenue", "economic", "departmental", "units", "projects", "procurement", "free", "none"}
    for table in form.tables:
        for number, panel in enumerate(table.panels, 1):
            place = f"{path.name} 表{table.id} 第{number}栏组"
            if panel.rows not in known and panel.rows not in form.row_sets:
                raise ShizhengError(f"没有名为“{panel.rows}”的行组", place, "请在 row_sets 中列出，或改用已有的行组")
            rows = form.rows_of(panel)
            for at in (table.at, panel.at, *(column.at for column in panel.columns), *(row.at for row in rows)):
                if unknown := set(at) - _DIMENSIONS:
                    raise ShizhengError(f"没有名为“{'、'.join(sorted(unknown))}”的维度", place)


@cache
def forms() -> tuple[Form, ...]:
    """Every shipped form, in order of file name."""
    return tuple(read_form(path) for path in pack_files("forms", "*.yaml"))
