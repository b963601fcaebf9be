"""What kind of project a sheet describes: for how many years, recurring or done once."""

import re

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.systems.disclosure.domain.sheets.phrases import sums_in

_YEARS = re.compile(r"(?<!\d)(\d{1,2})\s*年(?!度)")
_ONCE_NAME = re.compile(
    r"建设|改造|试点|课题|购置|采购|升级|编制|合同款|尾款|工程|装修|修缮|质保金|设备更新|迁移|搬迁|普查"
)
_BUILD_NAME = re.compile(r"升级改造|适配改造|建设(?!运营|管理)")
_STANDING = re.compile(r"运维|维护|运行|运营|管理|保洁|租赁|服务|保障|补贴|补助")
_ONCE_TEXT = re.compile(r"尾款|质保金|终验款|剩余合同款|竣工(?:验收|决算)|项目决算")
_RENT = re.compile(r"(?:租用|租赁|运维|运行维护)(?:(?!尾款|质保金|合同)[^\d，。；;,]){0,12}$")
_RUN = re.compile(r"租用|租赁|运维|运行维护")
_SETTLED = re.compile(r"尾款|质保金|终验款|合同款|决算款|剩余款")
_DONE = re.compile(
    r"(20\d{2})年(?:\d{1,2}月(?:\d{1,2}日)?)?[^。；;]{0,16}?(?:完成|通过|已)[^。；;]{0,24}?(?:验收|决算|建设|终验|改造)"
)


def years_of(sheet: TargetSheet) -> int:
    """The project's years as printed; 0 where none are."""
    term = sheet.text("term")
    match = _YEARS.search(term)
    return int(match[1]) if match and "月" not in term else 0


def is_recurring(sheet: TargetSheet) -> bool:
    """Whether the form calls the project recurring."""
    return sheet.text("property").startswith("经常性")


def is_one_off(sheet: TargetSheet) -> bool:
    """Whether name or text speak of something done once: building, a pilot, a study, a last payment."""
    name = sheet.name
    if _mostly_standing(sheet):
        return False
    if _BUILD_NAME.search(name) or (_ONCE_NAME.search(name) and not _STANDING.search(_ONCE_NAME.sub("", name))):
        return True
    if is_settlement(sheet):
        return True
    if _STANDING.search(name):
        return False
    return bool(_ONCE_TEXT.search(sheet.text("overview")) or _ONCE_TEXT.search(sheet.text("plan")))


def _mostly_standing(sheet: TargetSheet) -> bool:
    """Whether the text gives half of the year's money or more to renting or running something."""
    annual, text = sheet.money("annual"), sheet.text("overview")
    if annual is None or annual.fen <= 0 or not _RUN.search(text):
        return False
    standing = sum(money.fen for money in sums_in(text) if _RENT.search(text[max(0, money.start - 16) : money.start]))
    return annual.fen <= 2 * standing <= 2 * annual.fen


def is_settlement(sheet: TargetSheet) -> bool:
    """Whether the money only pays for work that the text says was finished in an earlier year."""
    text = sheet.text("overview") + sheet.text("plan")
    if not _SETTLED.search(text):
        return False
    years = [int(match[1]) for match in _DONE.finditer(text)]
    return bool(years) and min(years) < sheet.year
