"""What the forms of the hotline ask, in the words of its clerks, and the documents the moves rest on."""

from typing import Any

from shizheng.engines.cases.domain.process import Ask, Clause, Move
from shizheng.engines.cases.domain.words import AskKind, Field

OPINION = Clause("国办发〔2020〕53号《关于进一步优化地方政务服务便民热线的指导意见》")
SERVICE = Clause("GB/T 33358—2016《政府热线服务规范》")
EVALUATION = Clause("GB/T 33357—2016《政府热线服务评价》")

NATURES = (
    ("complaint", "投诉"),
    ("report", "举报"),
    ("consultation", "咨询"),
    ("help", "求助"),
    ("suggestion", "建议"),
    ("thanks", "感谢"),
)
URGENCIES = (("ordinary", "一般"), ("urgent", "紧急"), ("critical", "特急"))
CHANNELS = (
    ("phone", "12345电话"),
    ("phone_12315", "12315电话"),
    ("phone_12319", "12319电话"),
    ("mailbox", "市长信箱"),
    ("web", "网站"),
    ("app", "手机应用"),
    ("wechat", "微信"),
    ("board", "领导留言板"),
    ("passed_down", "上级平台转办"),
    ("on_the_line", "领导接听日"),
    ("visit", "来访"),
    ("open311", "开放接口"),
)
DECLINED = (
    ("emergency", "紧急求助，应拨打110、119、120、122"),
    ("in_procedure", "已进入诉讼、仲裁、行政复议程序"),
    ("petition", "信访事项，已有专门渠道"),
    ("secret", "涉及国家秘密"),
    ("repeated", "没有新事实的重复反映"),
    ("malicious", "恶意滋扰"),
    ("elsewhere", "不属于政府职责范围"),
)
RETURNED = (("not_ours", "非本单位职责"), ("unclear", "信息不全"), ("other", "其他"))
LEVELS = (("remind", "提醒"), ("yellow", "黄牌"), ("red", "红牌"))
SATISFACTION = (
    ("5", "非常满意"),
    ("4", "满意"),
    ("3", "基本满意"),
    ("2", "不满意"),
    ("1", "非常不满意"),
)
CONTACTED = (("reached", "已联系上"), ("no_answer", "无人接听"), ("refused", "拒绝回访"), ("wrong", "号码有误"))

MATTER = (
    Ask("channel", "诉求来源", AskKind.CHOICE, choices=CHANNELS, field=Field.CHANNEL),
    Ask("nature", "诉求性质", AskKind.CHOICE, choices=NATURES, field=Field.NATURE),
    Ask("urgency", "紧急程度", AskKind.CHOICE, choices=URGENCIES, field=Field.URGENCY),
    Ask("title", "标题", field=Field.TITLE, hint="一句话写明何地何事，例如“东湖路88号前路灯不亮”"),
    Ask(
        "text", "诉求内容", AskKind.LONG_TEXT, field=Field.TEXT, hint="时间、地点、经过、诉求；不要写来电人的姓名和电话"
    ),
    Ask("category", "诉求分类", AskKind.CATEGORY, required=False, field=Field.CATEGORY),
    Ask("area", "诉求区域", AskKind.AREA, required=False, field=Field.AREA),
    Ask("place", "事发地址", required=False, field=Field.PLACE),
    Ask("point", "位置坐标", AskKind.POINT, required=False, field=Field.POINT),
    Ask("call_back", "是否回访", AskKind.YES_NO),
)
REASON = Ask("reason", "理由", AskKind.LONG_TEXT, longest=500)
PUBLIC_REPLY = Ask(
    "public_reply", "公开答复内容", AskKind.LONG_TEXT, is_public=True, hint="给诉求人看的；不写内部办理过程和他人信息"
)
DAYS = Ask("days", "工作日数", AskKind.NUMBER, longest=30)


def move(ident: str, label: str, verb: str, clause: Clause = OPINION, **values: Any) -> Move:
    """A move of the hotline; `verb` is the permission after ``hotline.``."""
    return Move(ident, label, f"hotline.{verb}", clause, **values)
