"""Keys, sealing and masks: exact where the standard or the format says so, by property elsewhere."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given
from hypothesis import strategies as st

from shizheng.platform.vault.domain.keys import VaultError, keyring, new_key
from shizheng.platform.vault.domain.masking import Personal, mask
from shizheng.platform.vault.domain.sealing import blind, blinds, key_of, normal, seal, unseal

OLD, NEW = f"k1:{'11' * 32}", f"k2:{'22' * 32}"
MOBILE = "138" + "0000" + "5678"


def test_the_cipher_is_sm4_of_the_standard():
    """GB/T 32907—2016, appendix A.1."""
    block = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(SM4(block), ECB()).encryptor()
    assert encryptor.update(block).hex() == "681edf34d206965e86b3e94f536e4246"


@given(st.text(), st.text(min_size=1, max_size=20))
def test_what_is_sealed_opens_again(text, context):
    keys = keyring(NEW)
    assert unseal(keys, seal(keys, text, context), context) == text


def test_two_sealings_of_one_text_differ_and_show_nothing():
    keys = keyring(NEW)
    one, other = seal(keys, MOBILE, "c"), seal(keys, MOBILE, "c")
    assert one != other
    assert MOBILE not in one
    assert key_of(one) == "k2"


@given(st.integers(min_value=0, max_value=200))
def test_an_altered_sealing_does_not_open(position):
    keys = keyring(NEW)
    sealed = seal(keys, MOBILE, "c")
    place = 3 + position % (len(sealed) - 3)
    changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
    with pytest.raises(VaultError, match="无法打开"):
        unseal(keys, changed, "c")


def test_a_sealing_does_not_open_in_another_column():
    keys = keyring(NEW)
    with pytest.raises(VaultError, match="不属于这一栏"):
        unseal(keys, seal(keys, "张三", "cases.contact.name"), "cases.contact.note")


def test_an_old_key_opens_and_a_missing_one_is_named():
    sealed = seal(keyring(OLD), "甲", "c")
    assert unseal(keyring(f"{NEW},{OLD}"), sealed, "c") == "甲"
    with pytest.raises(VaultError, match="“k1”"):
        unseal(keyring(NEW), sealed, "c")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "没有配置"),
        ("k1:12", "第1项格式不对"),
        (f"{OLD},k1:{'33' * 32}", "“k1”重复"),
        (f"{OLD};{NEW}", "第1项格式不对"),
    ],
)
def test_bad_keys_are_refused_without_being_repeated(text, told):
    with pytest.raises(VaultError, match=told) as caught:
        keyring(text)
    assert "1111" not in str(caught.value)


def test_new_keys_are_read_and_differ():
    one, other = new_key("k3"), new_key("k3")
    assert one != other
    assert keyring(one).current.id == "k3"
    with pytest.raises(VaultError, match="小写"):
        new_key("K-3")


def test_the_index_ignores_how_a_number_is_written_and_differs_by_column_and_key():
    key = keyring(NEW).current
    spaced = "１３８-0000 5678"
    assert blind(key, spaced, "c") == blind(key, MOBILE, "c")
    assert blind(key, MOBILE, "d") != blind(key, MOBILE, "c")
    assert blind(key, " ", "c") == ""
    both = keyring(f"{NEW},{OLD}")
    assert blinds(both, MOBILE, "c") == [blind(both.keys[0], MOBILE, "c"), blind(both.keys[1], MOBILE, "c")]
    assert len(set(blinds(both, MOBILE, "c"))) == 2


@given(st.lists(st.sampled_from("0123456789"), min_size=1), st.lists(st.sampled_from(["", " ", "-", "　"]), min_size=1))
def test_however_a_number_is_parted_it_is_the_same(digits, gaps):
    parted = "".join(digit + gaps[place % len(gaps)] for place, digit in enumerate(digits))
    assert normal(parted) == "".join(digits)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (Personal.NAME, "张三丰", "张**"),
        (Personal.NAME, "王", "*"),
        (Personal.PHONE, MOBILE, "138****5678"),
        (Personal.PHONE, "0555-1234567", "055****4567"),
        (Personal.PHONE, "12345", "***45"),
        (Personal.IDENTITY, "11010119900101001X", "110*************1X"),
        (Personal.ADDRESS, "明州区东湖路88号3单元", "明州区东湖路****"),
        (Personal.EMAIL, "wang@mingzhou.example", "w***@mingzhou.example"),
        (Personal.OTHER, "车牌甲A00000", "******"),
        (Personal.PHONE, "", ""),
    ],
)
def test_masks(kind, text, shown):
    assert mask(kind, text) == shown


@given(st.sampled_from(Personal), st.text(min_size=1, alphabet=st.characters(exclude_characters="*@ -")))
def test_a_mask_never_shows_the_whole_value(kind, text):
    assert text not in mask(kind, text)
