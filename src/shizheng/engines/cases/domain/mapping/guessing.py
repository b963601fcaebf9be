"""A first mapping for a file nobody has mapped: columns whose names say what they hold."""

from collections.abc import Iterable, Sequence

from shizheng.engines.cases.domain.mapping.mapping import Level, Mapping, Reading, Tree, UnitColumn

_NAMES = {
    "number": ("工单编号", "工单号", "原编号", "流水号", "受理编号", "编号", "id"),
    "title": ("诉求标题", "工单标题", "标题", "主题", "事项"),
    "text": ("诉求内容", "工单内容", "反映内容", "内容", "问题描述", "描述"),
    "opened_at": ("受理时间", "来电时间", "登记时间", "创建时间", "接收时间", "上报时间", "createdate", "create_time"),
    "due_at": ("办理时限", "到期时间", "截止时间", "时限", "duedate"),
    "closed_at": ("办结时间", "结案时间", "完成时间", "归档时间", "closedate"),
    "closed": ("是否办结", "办结状态"),
    "place": ("事发地址", "诉求地址", "发生地址", "地址", "地点"),
    "nature": ("诉求性质", "诉求类型", "性质"),
    "urgency": ("紧急程度",),
    "channel": ("诉求来源", "受理渠道", "来源渠道", "渠道", "来源"),
    "result": ("办理情况", "办理结果", "处理结果"),
    "public_reply": ("公开答复内容", "答复内容", "公开答复"),
    "solved": ("是否解决",),
    "satisfaction": ("满意度", "满意情况"),
    "contact_name": ("诉求人", "来电人", "联系人", "姓名"),
    "contact_phone": ("联系电话", "来电号码", "手机号码", "电话"),
    "confidential": ("是否保密",),
}
_CATEGORY = (("一级分类", "一级类别", "大类"), ("二级分类", "二级类别", "小类"), ("三级分类", "三级类别", "细类"))
_SINGLE_CATEGORY = ("诉求分类", "分类", "类别")
_AREA = (("区县", "区域", "诉求区域", "所属区"), ("街道", "街道乡镇", "乡镇街道", "镇街"), ("社区", "村社区"))
_UNIT = ("承办单位", "主办单位", "责任单位", "处置单位", "办理单位")


def guess(columns: Sequence[str], *, name: str, process: str, source: str) -> Mapping:
    """What is not evident is left for the person to say."""
    found = {column.strip().lower(): column for column in columns if column}
    fields = {target: Reading(found[each]) for target, words in _NAMES.items() for each in _first(words, found)}
    levels = _levels(_CATEGORY, found) or _levels((_SINGLE_CATEGORY,), found)
    areas = _levels(_AREA, found)
    unit = next(iter(_first(_UNIT, found)), "")
    return Mapping(
        name,
        process,
        source,
        fields,
        category=Tree(levels) if levels else None,
        area=Tree(areas) if areas else None,
        unit=UnitColumn(found[unit]) if unit else None,
    )


def _first(words: Iterable[str], found: dict[str, str]) -> list[str]:
    return [word for word in words if word in found][:1]


def _levels(names: Iterable[Sequence[str]], found: dict[str, str]) -> list[Level]:
    return [Level(found[each]) for words in names for each in _first(words, found)]
