"""Personal data in free text: what is found, what is left alone, and that nothing is found twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.personal import Kind, is_card_number, is_identity_number, personal, redact

MOBILE = "138" + "0000" + "5678"
IDENTITY = "110101" + "19900101" + "1012"
CARD = "6222" + "0000" + "0000" + "0003"


def checked(stem: str) -> str:
    return next(stem + char for char in "0123456789X" if is_identity_number(stem + char))


def luhn(stem: str) -> str:
    return next(stem + char for char in "0123456789" if is_card_number(stem + char))


@pytest.mark.parametrize(
    ("text", "kinds", "shown"),
    [
        (f"请回电{MOBILE}。", [Kind.MOBILE], "请回电***********。"),
        ("电话：138 0000 5678", [Kind.MOBILE], "电话：*************"),
        ("家里电话0555-2345678，", [Kind.LANDLINE], "家里电话************，"),
        ("邮箱wang_3@example.cn请回", [Kind.EMAIL], "邮箱" + "*" * 17 + "请回"),
        ("晋E·A1234堵住了通道", [Kind.PLATE], "********堵住了通道"),
        ("皖ED12345堵住了", [Kind.PLATE], "********堵住了"),
        ("东湖路88号3单元402室漏水", [Kind.HOUSE], "东湖路**号**单元**室漏水"),
        ("锦绣小区5栋2单元停水", [Kind.HOUSE], "锦绣小区**栋**单元停水"),
        ("我叫张三丰，住在", [Kind.NAME], "我叫张某某，住在"),
        ("联系人：李四 反映", [Kind.NAME], "联系人：李某 反映"),
        ("王小明先生反映路灯不亮", [Kind.NAME], "王某某先生反映路灯不亮"),
    ],
)
def test_what_is_personal_is_covered(text, kinds, shown):
    assert [span.kind for span in personal(text)] == kinds
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "地铁1号线5月3号停运，请拨打12345",
        "国办发〔2020〕53号文件要求3个工作日内办结",
        "2026年11月21日受理，工单20261121000123",
        "水费单价3.5元，共1234567890元",
        "王先生反映，李女士补充",
        "联系人电话不详，业主反映噪音",
        "第12号公告、3号门、2号泵站",
        "金额6222000000000001元",
        "市民反映张家村路灯不亮",
        "一户一表，三层楼",
    ],
)
def test_what_is_public_is_left_alone(text):
    assert personal(text) == []
    assert redact(text) == text


def test_identity_and_card_numbers_need_their_check_digit():
    good, bad = checked(IDENTITY[:17]), IDENTITY[:17] + ("1" if checked(IDENTITY[:17])[17] != "1" else "2")
    assert [span.kind for span in personal(f"身份证{good}。")] == [Kind.IDENTITY]
    assert personal(f"编号{bad}。") == []
    card = luhn(CARD[:15])
    assert [span.kind for span in personal(f"卡号{card[:4]} {card[4:8]} {card[8:12]} {card[12:]}")] == [Kind.CARD]
    assert is_card_number("0" * 15) is False


ALPHABET = "张王李先生女士我叫住在东湖路号栋单元室电话反映 ，。0123456789-ABE晋皖@.cn138"


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_what_is_covered_is_not_found_again(text):
    once = redact(text)
    assert personal(once) == []
    assert len([span for span in personal(text) if span.start >= span.end]) == 0
