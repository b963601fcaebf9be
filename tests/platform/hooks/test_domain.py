"""Signatures, waits and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.hooks.domain.addresses import check_address, check_number
from shizheng.platform.hooks.domain.pacing import WAITS, wait
from shizheng.platform.hooks.domain.signing import TOLERANCE, holds, new_secret, sign

NONE: frozenset[str] = frozenset()


@given(st.binary(), st.integers(0, 2**33))
def test_a_signature_holds_for_its_body_and_time_only(body, instant):
    secret = "s" * 32
    header = sign(secret, instant, body)
    assert holds(secret, header, body, instant + TOLERANCE)
    assert not holds(secret, header, body, instant + TOLERANCE + 1)
    assert not holds(secret, header, body + b"x", instant)
    assert not holds("other", header, body, instant)


@pytest.mark.parametrize("header", ["", "t=,v1=", "v1=aa", "t=1", "t=1,v1=zz", "t=١,v1=aa"])
def test_a_malformed_header_never_holds(header):
    assert not holds(new_secret(), header, b"", 1)


def test_waits_grow_and_end():
    assert list(WAITS) == sorted(WAITS)
    assert wait(1) == WAITS[0]
    assert wait(len(WAITS)) == WAITS[-1]
    assert wait(len(WAITS) + 1) is None


@pytest.mark.parametrize(
    "url", ["https://gd.example.gov.cn/hooks", "http://10.1.2.3:8080/in?x=1", "http://[fd00::1]/in", " https://a.cn "]
)
def test_named_and_inner_addresses_are_taken(url):
    assert check_address(url, NONE) == url.strip()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://a.cn/", "http://"),
        ("https:///x", "写明主机"),
        ("http://user:pass@a.cn/", "不能写用户名"),
        ("http://localhost/", "不能向“localhost”推送"),
        ("http://127.0.0.1:6379/", "不能向“127.0.0.1”推送"),
        ("http://169.254.169.254/latest", "不能向“169.254.169.254”推送"),
        ("http://[::1]/", "不能向“::1”推送"),
        ("http://[::ffff:127.0.0.1]/", "不能向"),
        ("http://0.0.0.0/", "不能向“0.0.0.0”推送"),
        ("http://a.cn:99999/", "地址写得不对"),
        ("http://[x/", "地址写得不对"),
    ],
)
def test_other_addresses_are_refused(url, told):
    with pytest.raises(InvalidInputError, match=told):
        check_address(url, NONE)


def test_a_name_that_turns_to_this_machine_is_refused_unless_vouched_for():
    with pytest.raises(InvalidInputError, match="解析到本机"):
        check_number("127.0.0.1", "rebind.example", NONE)
    check_number("127.0.0.1", "rebind.example", frozenset({"rebind.example"}))
    check_number("10.0.0.1", "inner.example", NONE)
