"""The tree: built, searched by path, moved, renamed and closed; and what it refuses."""

from datetime import date

import pytest

from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import verify
from shizheng.platform.orgs.actions import (
    TreeError,
    close_organisation,
    create_organisation,
    move_organisation,
    rename_organisation,
)
from shizheng.platform.orgs.models import FormerName, Kind, Organisation
from shizheng.platform.orgs.queries import by_name, name_at
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor, system
from shizheng.platform.policy.domain.scope import Scope, following, step
from shizheng.platform.policy.queries import DeniedError

pytestmark = pytest.mark.django_db
ROBOT = system("测试")


def unit(code: str, parent: Organisation | None = None, **values) -> Organisation:
    return create_organisation(ROBOT, code=code, name=f"单位{code}", kind=Kind.DEPARTMENT, parent=parent, **values)


@pytest.fixture
def tree() -> dict[str, Organisation]:
    """A city with two bureaus; the first has an institution with an office."""
    city = unit("A")
    bureau, other = unit("B", city), unit("C", city)
    centre = unit("D", bureau)
    return {"city": city, "bureau": bureau, "other": other, "centre": centre, "office": unit("E", centre)}


def codes(rows) -> list[str]:
    return [row.code for row in rows]


def manager(organisation: Organisation, scope: Scope) -> Actor:
    return Actor(
        account_id=1,
        display_name="管理员",
        organisation_id=organisation.pk,
        organisation_path=organisation.path or "",
        grants={"orgs.manage": scope, "orgs.view": scope},
    )


def test_paths_answer_subtree_and_ancestors(tree):
    assert codes(Organisation.objects.subtree(tree["bureau"])) == ["B", "D", "E"]
    assert codes(Organisation.objects.subtree(tree["city"])) == ["A", "B", "D", "E", "C"]
    assert codes(Organisation.objects.ancestors(tree["office"])) == ["A", "B", "D"]
    assert [tree[name].depth for name in ("city", "bureau", "centre", "office")] == [1, 2, 3, 4]


def test_the_range_of_a_subtree_ends_before_its_neighbour():
    assert following(step(1) + step(9)) == step(1) + step(10)
    assert following(step(199999)) == step(200000)
    with pytest.raises(ValueError, match="编号"):
        step(1_000_000)


def test_a_move_takes_everything_below_along(tree):
    move_organisation(ROBOT, organisation=tree["centre"], parent=tree["other"], reason="机构改革")
    assert codes(Organisation.objects.subtree(tree["other"])) == ["C", "D", "E"]
    assert codes(Organisation.objects.subtree(tree["bureau"])) == ["B"]
    assert codes(Organisation.objects.ancestors(Organisation.objects.get(code="E"))) == ["A", "C", "D"]
    assert Entry.objects.first().reason == "机构改革"
    move_organisation(ROBOT, organisation=tree["centre"], parent=None)
    assert codes(Organisation.objects.subtree(Organisation.objects.get(code="D"))) == ["D", "E"]


def test_a_move_below_itself_is_refused(tree):
    for parent in ("bureau", "office"):
        with pytest.raises(TreeError, match="自己或它的下级"):
            move_organisation(ROBOT, organisation=tree["bureau"], parent=tree[parent])
    assert codes(Organisation.objects.subtree(tree["bureau"])) == ["B", "D", "E"]


def test_a_tree_is_at_most_twenty_levels(tree):
    deepest = tree["office"]
    for level in range(5, 21):
        deepest = unit(f"L{level}", deepest)
    with pytest.raises(TreeError, match="20 级"):
        unit("L21", deepest)
    with pytest.raises(TreeError, match="20 级"):
        move_organisation(ROBOT, organisation=tree["other"], parent=deepest)
    assert not Organisation.objects.filter(code="L21").exists()


def test_old_names_stay_known(tree):
    rename_organisation(ROBOT, organisation=tree["bureau"], name="数据局", since=date(2024, 3, 1))
    rename_organisation(ROBOT, organisation=tree["bureau"], name="数据管理局", since=date(2026, 1, 1))
    assert name_at(tree["bureau"], date(2024, 2, 29)) == "单位B"
    assert name_at(tree["bureau"], date(2024, 3, 1)) == "数据局"
    assert name_at(tree["bureau"], date(2026, 1, 1)) == "数据管理局"
    assert codes(by_name("单位B")) == codes(by_name("数据局")) == codes(by_name("数据管理局")) == ["B"]
    with pytest.raises(TreeError, match="相同"):
        rename_organisation(ROBOT, organisation=tree["bureau"], name="数据管理局")
    assert FormerName.objects.count() == 2


def test_a_closed_organisation_ends_on_its_last_day(tree):
    with pytest.raises(TreeError, match="还有下级"):
        close_organisation(ROBOT, organisation=tree["centre"], last_day=date(2026, 6, 30), reason="合并")
    close_organisation(ROBOT, organisation=tree["office"], last_day=date(2026, 6, 30), reason="合并")
    close_organisation(ROBOT, organisation=tree["centre"], last_day=date(2026, 6, 30), reason="合并")
    assert codes(Organisation.objects.at(date(2026, 6, 30)).subtree(tree["bureau"])) == ["B", "D", "E"]
    assert codes(Organisation.objects.at(date(2026, 7, 1)).subtree(tree["bureau"])) == ["B"]
    with pytest.raises(TreeError, match="已经撤销"):
        close_organisation(ROBOT, organisation=tree["office"], last_day=date(2026, 7, 1), reason="合并")
    newer = unit("F", tree["city"], valid_from=date(2026, 7, 1))
    with pytest.raises(TreeError, match="早于"):
        close_organisation(ROBOT, organisation=newer, last_day=date(2026, 6, 30), reason="误设")


def test_a_code_is_given_once(tree):
    with pytest.raises(TreeError, match="已被使用"):
        unit("B", tree["city"])
    assert Organisation.objects.count() == 5


def test_a_manager_acts_within_the_reach_only(tree):
    actor = manager(tree["bureau"], Scope.SUBTREE)
    entries = Entry.objects.count()
    attempts = (
        lambda: rename_organisation(actor, organisation=tree["other"], name="别名"),
        lambda: rename_organisation(ANONYMOUS, organisation=tree["bureau"], name="别名"),
        lambda: rename_organisation(Actor(account_id=1), organisation=tree["bureau"], name="别名"),
        lambda: create_organisation(actor, code="X", name="新", kind=Kind.OFFICE, parent=tree["other"]),
        lambda: create_organisation(actor, code="X", name="新", kind=Kind.OFFICE),
        lambda: move_organisation(actor, organisation=tree["centre"], parent=tree["other"]),
        lambda: close_organisation(actor, organisation=tree["other"], last_day=date(2026, 1, 1), reason="无"),
    )
    before = list(Organisation.objects.order_by("pk").values())
    for attempt in attempts:
        with pytest.raises(DeniedError):
            attempt()
    assert list(Organisation.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == entries
    rename_organisation(actor, organisation=tree["centre"], name="数据中心")
    create_organisation(actor, code="X", name="新", kind=Kind.OFFICE, parent=tree["centre"])
    assert codes(Organisation.objects.visible_to(actor).order_by("code")) == ["B", "D", "E", "X"]
    assert verify().sound


def test_scope_reaches_own_unit_subtree_or_all(tree):
    def seen(scope: Scope) -> list[str]:
        return codes(Organisation.objects.visible_to(manager(tree["bureau"], scope)).order_by("code"))

    assert seen(Scope.OWN) == []
    assert seen(Scope.ORGANISATION) == ["B"]
    assert seen(Scope.SUBTREE) == ["B", "D", "E"]
    assert seen(Scope.ALL) == ["A", "B", "C", "D", "E"]
    assert codes(Organisation.objects.visible_to(ANONYMOUS)) == []


def test_an_undeclared_permission_cannot_even_be_asked_for(tree):
    from shizheng.platform.policy.queries import require

    with pytest.raises(ShizhengError, match="没有登记"):
        require(ROBOT, "orgs.destroy")
