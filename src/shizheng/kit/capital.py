"""大写金额: amounts as bills and contracts write them.

Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》: 整 follows 元 or 角 and never 分; 零 stands for
missing places, and before 分 where there is no 角.
"""

from __future__ import annotations

import re

from shizheng.kit.numerals import number, numeral

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FORM = re.compile(
    r"(?:人民币)?\s*(负?)(?:([^元圆角分]+)[元圆])?(?:零?([^元圆角分零])角)?(?:零?([^元圆角分零])分)?[整正]?"
)


def capital(fen: int) -> str:
    """Integer 分 in capitals: 人民币壹万零伍拾元零叁分, 人民币贰佰元整."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    tenths = f"{_DIGITS[jiao]}角" if jiao else "零" if cents and yuan else ""
    return f"人民币{'负' if fen < 0 else ''}{whole}{tenths}{_DIGITS[cents] + '分' if cents else '整'}"


def _whole(yuan: int) -> str:
    written = numeral(yuan)
    return ("壹" if written.startswith("十") else "") + written.translate(_CAPITALS)


def read_capital(text: str) -> int:
    """Integer 分 of a 大写金额; ValueError where it is not one."""
    match = _FORM.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        raise ValueError(f"“{text}”不是大写金额")
    sign, yuan, jiao, cents = match.groups()
    fen = 100 * number(yuan or "零") + 10 * number(jiao or "零") + number(cents or "零")
    return -fen if sign else fen
