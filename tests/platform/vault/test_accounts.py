"""The telephone number of an account is sealed: what stands in the table, what is shown, who opens it, rotation."""

import pytest
from django.db import connection
from typer.testing import CliRunner

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.accounts import actions
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.vault.actions import reseal_batch, unseal_value
from shizheng.platform.vault.domain.keys import VaultError
from shizheng.platform.vault.management.cli import app
from shizheng.platform.vault.models import Sealed
from shizheng.platform.vault.queries import keys_in_use
from tests.platform.people import ROBOT, account

NUMBER = "139" + "0000" + "1234"
NEXT = f"next:{'77' * 32}"
OPENER = Actor(account_id=1, display_name="坐席", grants={"vault.unseal": Scope.OWN, "accounts.view": Scope.ALL})
pytestmark = pytest.mark.django_db


@pytest.fixture
def wang() -> Account:
    row = account("wang")
    actions.describe_account(ROBOT, account=row, name="王", phone=NUMBER)
    return Account.objects.get(pk=row.pk)


def stored(row: Account) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM acct_account WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])


def test_the_table_holds_no_number_and_the_row_prints_masked(wang):
    assert stored(wang).startswith("test.")
    assert NUMBER not in stored(wang)
    assert isinstance(wang.phone, Sealed)
    assert str(wang.phone) == "139****1234"


def test_handing_back_the_mask_changes_nothing(wang):
    before = stored(wang)
    actions.describe_account(ROBOT, account=wang, name="王", phone="139****1234")
    assert stored(wang) == before
    assert "phone" not in Entry.objects.latest("sequence").changes


def test_opening_asks_a_reason_and_is_journalled_without_the_value(wang):
    assert unseal_value(OPENER, row=wang, field="phone", reason="核实值班电话", permission="accounts.view") == NUMBER
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.reason, entry.summary) == ("vault.unseal", "核实值班电话", "查看“王”的联系电话")
    assert NUMBER not in f"{entry.summary}{entry.changes}{entry.reason}"


def test_a_poor_reason_is_refused_and_nothing_is_journalled(wang):
    count = Entry.objects.count()
    with pytest.raises(InvalidInputError, match="写明查看的原因"):
        unseal_value(OPENER, row=wang, field="phone", reason=" 看 ", permission="accounts.view")
    assert Entry.objects.count() == count


@pytest.mark.parametrize("grants", [{"accounts.view": Scope.ALL}, {"vault.unseal": Scope.ALL}])
def test_both_permissions_are_needed(wang, grants):
    count = Entry.objects.count()
    with pytest.raises(DeniedError):
        unseal_value(
            Actor(account_id=1, grants=grants), row=wang, field="phone", reason="核实电话", permission="accounts.view"
        )
    assert Entry.objects.count() == count


def test_rotation_reseals_under_the_new_key_and_can_be_repeated(wang, settings):
    account("li")
    old = settings.VAULT_KEYS
    settings.VAULT_KEYS = f"{NEXT},{old}"
    assert keys_in_use() == {"test": 1}
    assert reseal_batch(ROBOT, model=Account, after=0)[0] == 1
    assert reseal_batch(ROBOT, model=Account, after=0)[0] == 0
    assert keys_in_use() == {"next": 1}
    settings.VAULT_KEYS = NEXT
    assert str(Account.objects.get(pk=wang.pk).phone) == "139****1234"
    settings.VAULT_KEYS = old
    with pytest.raises(VaultError, match="“next”"):
        str(Account.objects.get(pk=wang.pk).phone)


def test_commands_say_which_keys_are_in_use(wang, settings):
    shell, old = CliRunner(), settings.VAULT_KEYS
    assert shell.invoke(app, ["status"]).output == "test\t在用\t1项\n"
    settings.VAULT_KEYS = f"{NEXT},{old}"
    assert "账号\t1行" in shell.invoke(app, ["rotate"]).output
    assert shell.invoke(app, ["status"]).output == "next\t在用\t1项\ntest\t旧密钥\t0项\n"
    settings.VAULT_KEYS = old
    lost = shell.invoke(app, ["status"])
    assert (lost.exit_code, lost.output) == (1, "next\t缺失\t1项\ntest\t在用\t0项\n")
    assert shell.invoke(app, ["newkey", "k9"]).output.startswith("k9:")
    assert shell.invoke(app, ["newkey", "长"]).exit_code == 2
