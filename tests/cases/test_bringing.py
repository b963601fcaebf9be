"""``shizheng cases import``: what it says, and the code that it leaves with."""

import pytest
import typer

from shizheng.engines.cases.management.bringing import bring
from shizheng.engines.cases.models import Case
from tests.cases.test_importing import HEADER, ROWS
from tests.platform.people import organisation

pytestmark = pytest.mark.django_db
MAPPING = """
name: 区平台
process: hotline
source: other
fields:
  number: {column: 编号}
  title: {column: 事项}
  opened_at: {column: 接收}
  closed_at: {column: 办结}
"""


@pytest.fixture
def files(tmp_path):
    organisation("C")
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "a.csv").write_text("\n".join((HEADER, *ROWS)), encoding="gb18030")
    return tmp_path


def test_a_file_is_checked_then_brought_in_once(files, capsys):
    mapping = str(files / "m.yaml")
    bring(files / "a.csv", mapping=mapping, keeper="C", check=True)
    assert capsys.readouterr().out == "共3行，可以导入3件，已有0件\n"
    assert Case.objects.count() == 0
    bring(files / "a.csv", mapping=mapping, keeper="C")
    bring(files / "a.csv", mapping=mapping, keeper="C")
    assert capsys.readouterr().out == "导入3件\n导入0件，已有3件未重复导入\n"


@pytest.mark.parametrize(
    ("file", "mapping", "keeper", "words"),
    [
        ("none.csv", "m.yaml", "C", "文件不存在或无法打开"),
        ("a.csv", "none.yaml", "C", "没有这个文件"),
        ("a.csv", "没有的", "C", "没有对应关系“没有的”（可用：311服务请求、坪山区民生诉求）"),
        ("a.csv", "m.yaml", "", "没有写明受理单位"),
        ("a.csv", "坪山区民生诉求", "C", "没有“REC_ID”这一列（用于原编号）"),
    ],
)
def test_what_cannot_be_brought_in_is_told(files, capsys, file, mapping, keeper, words):
    chosen = str(files / mapping) if mapping.endswith(".yaml") else mapping
    with pytest.raises(typer.Exit) as left:
        bring(files / file, mapping=chosen, keeper=keeper)
    assert (left.value.exit_code, words in capsys.readouterr().err) == (2, True)
    assert Case.objects.count() == 0
