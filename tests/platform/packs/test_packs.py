"""Packs on a database: the demonstration pack, applied twice; bad packs, which change nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.accounts.models import Account, Post, Role
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import verify
from shizheng.platform.modules.module import Outcome
from shizheng.platform.orgs.models import FormerName, Organisation
from shizheng.platform.packs.actions import apply_pack
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.platform.people import ROBOT

pytestmark = pytest.mark.django_db
DEMO = Path(settings.PACKS) / "demo"
GOOD = """
organisations:
  - {code: A, name: 甲市, kind: government}
  - {code: B, name: 乙局, parent: A}
"""


def pack(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def rows() -> tuple[list[dict], ...]:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Organisation, Account, Post, Role))


def test_the_demonstration_pack_applies_once_and_then_changes_nothing():
    first = apply_pack(ROBOT, folder=DEMO)
    assert first.sections["组织机构"].created == 55
    assert first.total.updated == first.total.unchanged == 0
    before, entries = rows(), Entry.objects.count()
    again = apply_pack(ROBOT, folder=DEMO)
    # What lives on is planted once, whatever became of it since.
    assert again.sections["热线工单"] == Outcome(unchanged=1)
    planted = first.sections["热线工单"].created
    assert again.total == Outcome(unchanged=first.total.created - planted + 1)
    assert rows() == before
    assert Entry.objects.count() == entries + 1
    assert verify().sound
    admin = actor_for(Account.objects.get(username="admin"))
    assert admin.scope("accounts.manage") is Scope.ALL
    assert not actor_for(Account.objects.get(username="putong")).may("accounts.view")


def test_a_changed_pack_updates_what_changed(tmp_path):
    apply_pack(ROBOT, folder=pack(tmp_path, a=GOOD))
    changed = GOOD.replace("乙局", "丙局").replace("parent: A", "parent: A, short_name: 丙")
    report = apply_pack(ROBOT, folder=pack(tmp_path, a=changed))
    assert report.total == Outcome(updated=1, unchanged=1)
    assert Organisation.objects.get(code="B").short_name == "丙"
    assert FormerName.objects.get().name == "乙局"
    moved = changed + "  - {code: C, name: 丁局, parent: A}\n"
    apply_pack(
        ROBOT, folder=pack(tmp_path, a=moved.replace("{code: B, name: 丙局, parent: A,", "{code: B, name: 丙局,"))
    )
    assert Organisation.objects.get(code="B").parent is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (GOOD + "  - {code: C, parent: A}\n", ["b.yaml 第 5 行 organisations[2]：缺少“name”"]),
        (
            GOOD + "  - {code: B, name: 丙局, parent: X, kind: 部门}\n  - code: D\n    name: 丁局\n    parent: [A]\n",
            [
                "b.yaml 第 5 行 organisations[2].kind：“部门”不在可选值之内",
                "b.yaml 第 8 行 organisations[3].parent：应为文字，现为列表",
            ],
        ),
        (
            GOOD + "  - {code: B, name: 丙局, parent: X}\n",
            [
                "b.yaml 第 5 行 organisations[2].code：单位编码“B”重复（每个单位只写一次）",
                "b.yaml 第 5 行 organisations[2].parent：上级单位“X”不存在（上级单位应写在下级单位之前）",
            ],
        ),
        (
            GOOD + "\nroles:\n  - code: r\n    name: 角色\n    grants:\n      orgs.destroy: all\n",
            ["b.yaml 第 10 行 roles[0].grants.orgs.destroy：没有名为“orgs.destroy”的权限（请核对权限标识）"],
        ),
        (
            GOOD
            + "accounts:\n  - username: wang\n    name: 王\n    password: Mingzhou@2026\n"
            + "    posts:\n      - {organisation: Z, title: 经办, roles: [q]}\n",
            [
                "b.yaml 第 10 行 accounts[0].posts[0].organisation：单位“Z”不存在",
                "b.yaml 第 10 行 accounts[0].posts[0].roles：角色“q”不存在",
            ],
        ),
        (
            GOOD + "accounts:\n  - {username: wang, name: 王, password: short}\n",
            [
                "b.yaml 第 6 行 accounts[0]：密码：密码至少 10 个字符。",
                "b.yaml 第 6 行 accounts[0]：密码：密码须包含大写字母、小写字母、数字、其他符号中的至少 3 类。",
            ],
        ),
        (GOOD + "offices: []\n", ["b.yaml 第 5 行 offices：没有名为“offices”的栏目"]),
        (GOOD + "roles: 管理员\n", ["b.yaml 第 5 行 roles：栏目的内容应为列表"]),
        ("- a\n", ["b.yaml 第 1 行：文件应由“栏目: 列表”组成"]),
        (GOOD + "roles: [\n", ["b.yaml 第 6 行：不是正确的 YAML"]),
    ],
)
def test_a_bad_pack_says_where_and_changes_nothing(tmp_path, text, faults):
    folder = pack(tmp_path, a="organisations:\n  - {code: Q, name: 先行单位}\n", b=text)
    with pytest.raises(InvalidInputError) as caught:
        apply_pack(ROBOT, folder=folder)
    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == len(faults)
    assert all(shown.startswith(wanted) for shown, wanted in zip(said, faults, strict=True)), said
    assert rows() == ([], [], [], [])
    assert not Entry.objects.exists()


def test_an_empty_folder_is_named(tmp_path):
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InvalidInputError, match="没有找到配置文件"):
            apply_pack(ROBOT, folder=folder)


def test_only_who_may_applies(tmp_path):
    with pytest.raises(DeniedError):
        apply_pack(ANONYMOUS, folder=pack(tmp_path, a=GOOD))
    assert rows() == ([], [], [], [])


def test_the_command_reports_and_fails_with_words(tmp_path):
    out = StringIO()
    call_command("packs_apply", str(pack(tmp_path, a=GOOD)), stdout=out)
    assert out.getvalue() == "组织机构：新增 2，更新 0，未变 0\n"
    with pytest.raises(CommandError, match="第 1 行 organisation：没有名为"):
        call_command("packs_apply", str(pack(tmp_path, a="organisation: []\n")))
