"""The closed lists that all processes share, each value with the word that officials read."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored value and its Chinese label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        found = str.__new__(cls, value)
        found._value_ = value
        found.label = label or value
        return found

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(str(word.value), word.label) for word in cls]


class Unit(Word):
    """What a limit is counted in. The last two are what remains after a pause; no table of limits offers them."""

    WORKING_DAYS = "working_days", "个工作日"
    WORKING_HOURS = "working_hours", "个工作小时"
    HOURS = "hours", "小时"
    DAYS = "days", "日"
    MONTHS = "months", "个月"
    WORKING_SECONDS = "working_seconds", "秒工作时间"
    SECONDS = "seconds", "秒"

    @property
    def is_working(self) -> bool:
        return self.value.startswith("working")


LIMIT_UNITS = (Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.HOURS, Unit.DAYS, Unit.MONTHS)


class AskKind(Word):
    TEXT = "text", "文字"
    LONG_TEXT = "long_text", "长文字"
    NUMBER = "number", "整数"
    CHOICE = "choice", "选择"
    YES_NO = "yes_no", "是否"
    DATE = "date", "日期"
    ORGANISATION = "organisation", "单位"
    ORGANISATIONS = "organisations", "多个单位"
    FILES = "files", "附件"
    CASE = "case", "工单"
    CATEGORY = "category", "类别"
    AREA = "area", "区域"
    POINT = "point", "坐标"


class Field(Word):
    """What lists, limits and dispatch know of every case, whatever its process."""

    TITLE = "title", "标题"
    TEXT = "text", "内容"
    CATEGORY = "category", "类别"
    AREA = "area", "区域"
    PLACE = "place", "地点"
    POINT = "point", "坐标"
    NATURE = "nature", "性质"
    URGENCY = "urgency", "紧急程度"
    CHANNEL = "channel", "来源渠道"
    CONTACT = "contact", "联系人"


class Role(Word):
    """What a handling organisation is to a case; `KEEPER` is only the row by which the keeper finds it."""

    MAIN = "main", "主办"
    CO = "co", "协办"
    KEEPER = "keeper", "受理"


class PartyState(Word):
    KEEPING = "keeping", "受理"
    ASSIGNED = "assigned", "待签收"
    SIGNED = "signed", "办理中"
    REPLIED = "replied", "已回复"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    TRANSFERRED = "transferred", "已转出"


LEFT = frozenset({PartyState.RETURNED, PartyState.WITHDRAWN, PartyState.TRANSFERRED})


class ClockState(Word):
    RUNNING = "running", "计时中"
    PAUSED = "paused", "暂停"
    STOPPED = "stopped", "已停止"


class Per(Word):
    """Whether a clock runs once for the case or once for each handling party."""

    CASE = "case", "每件"
    PARTY = "party", "每个承办单位"


class By(Word):
    """On whose behalf a move is made, besides the permission it needs."""

    OFFICE = "office", "有权限的岗位"
    MAIN = "main", "主办单位"
    CO = "co", "协办单位"
    PARTY = "party", "承办单位"
    PARENT = "parent", "随主件"


class Of(Word):
    """Which parties an effect on a party's clock or state concerns."""

    NEW = "new", "本次派遣的单位"
    ACTING = "acting", "办理动作的单位"
    REQUESTER = "requester", "申请单位"
    ALL = "all", "全部在办单位"


class Apart(Word):
    """How far two duties must be kept apart."""

    PERSON = "person", "同一人"
    ORGANISATION = "organisation", "同一单位"
