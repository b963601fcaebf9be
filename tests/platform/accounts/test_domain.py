"""Made-up passwords and sealed secrets, without a database."""

import pytest
from cryptography.fernet import InvalidToken

from shizheng.platform.accounts.domain.passwords import temporary_password
from shizheng.platform.accounts.domain.sealed import seal, unseal
from shizheng.platform.accounts.rules.password import LengthValidator, ThreeClassesValidator


def test_made_up_passwords_keep_the_rules_and_differ():
    made = {temporary_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        LengthValidator().validate(password)
        ThreeClassesValidator().validate(password)
        assert len(password) == 14
        assert not set(password) & set("iloIO01")


def test_a_sealed_secret_opens_with_its_own_key_only():
    sealed = seal("JBSWY3DPEHPK3PXP", "key")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert seal("JBSWY3DPEHPK3PXP", "key") != sealed
    assert unseal(sealed, "key") == "JBSWY3DPEHPK3PXP"
    with pytest.raises(InvalidToken):
        unseal(sealed, "other")
    with pytest.raises(InvalidToken):
        unseal(sealed[:-4] + "AAA=", "key")
