"""What kind of project a sheet describes: for how many years, recurring or done once."""

import re

from shizheng.engines.fiscal.domain.sheet import TargetSheet

_YEARS = re.compile(r"(?<!\d)(\d{1,2})\s*年(?!度)")
_ONCE_NAME = re.compile(
    r"建设|改造|试点|课题|购置|采购|升级|编制|合同款|尾款|工程|装修|修缮|质保金|设备更新|迁移|搬迁|普查"
)
_BUILD_NAME = re.compile(r"升级改造|适配改造|建设(?!运营|管理)")
_STANDING = re.compile(r"运维|维护|运行|运营|管理|保洁|租赁|服务|保障|补贴|补助")
_ONCE_TEXT = re.compile(r"尾款|质保金|终验款|剩余合同款|竣工(?:验收|决算)|项目决算")
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
    if _BUILD_NAME.search(name) or (_ONCE_NAME.search(name) and not _STANDING.search(_ONCE_NAME.sub("", name))):
        return True
    if is_settlement(sheet):
        return True
    if _STANDING.search(name):
        return False
    return bool(_ONCE_TEXT.search(sheet.text("overview")) or _ONCE_TEXT.search(sheet.text("plan")))


def is_settlement(sheet: TargetSheet) -> bool:
    """Whether the money only pays for work that the text says was finished in an earlier year."""
    text = sheet.text("overview") + sheet.text("plan")
    if not _SETTLED.search(text):
        return False
    years = [int(match[1]) for match in _DONE.finditer(text)]
    return bool(years) and min(years) < sheet.year
