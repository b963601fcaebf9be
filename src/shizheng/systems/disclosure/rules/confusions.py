"""Wrong words that recur in official documents: what is written, what is meant, and where the writing is right."""

import re
from typing import NamedTuple


class Confusion(NamedTuple):
    """``before`` and ``after`` match the text either side of the trigger; an empty ``wanted`` accepts every place."""

    trigger: str
    right: str
    wanted: re.Pattern[str] | None = None  # what must follow
    barred: re.Pattern[str] | None = None  # what must not come before

    def allows(self, text: str, at: int) -> bool:
        """Whether the words are in order at this place."""
        end = at + len(self.trigger)
        if self.wanted is not None and not self.wanted.match(text, end):
            return True
        return self.barred is not None and bool(self.barred.search(text[max(0, at - 6) : at]))


def _when(trigger: str, right: str, wanted: str = "", barred: str = "") -> Confusion:
    return Confusion(
        trigger, right, re.compile(wanted) if wanted else None, re.compile(f"(?:{barred})$") if barred else None
    )


CONFUSIONS = (
    _when("截止", "截至", r"到?\s*(?:\d{4}|上年|去年|本年|今年|年底|年末|目前|当前)"),
    _when("预计与", "预计于", r"第[一二三四\d]|[上下]半年|[一二三四]季度|年[底末]|\d{1,4}[年月]"),
    _when("提高高", "提供高", r"质量|水平|标准|效"),
    _when("即便", "即可", r"(?:支付|拨付)(?:尾款|余款|款项|剩余)"),
    _when("心里", "心理", r"辅导|健康|咨询|疏导|援助"),
    _when("统筹涉及", "统筹设计", r"[，。、；,;]"),
    _when("机务", "政务", r"外网|内网|网络|服务|数据|公开|大厅|信息"),
    _when("信息管理化", "信息化管理"),
    _when("唯一一", "唯一一个", r"[国省市县区]"),
    _when("布署", "部署"),
    _when("按排", "安排", r"(?![序名列行水])"),
    _when("以经", "已经", r"完成|建成|实现|达到|支付|到位|开展"),
    _when("己经", "已经"),
    _when("己完成", "已完成", "", "自"),
    _when("做为", "作为", r"[一本重主]", "[叫当看]"),
    _when("帐户", "账户"),
    _when("帐务", "账务"),
    _when("报消", "报销"),
    _when("竟争", "竞争"),
    _when("购制", "购置", "", "采"),
    _when("公物接待", "公务接待"),
    _when("公务按待", "公务接待"),
    _when("工积金", "公积金"),
    _when("政府彩购", "政府采购"),
    _when("反应", "反映", r"(?:单位|部门|本年|年度|上年|政府|财政|安排|用于|公务)"),
    _when("贯切", "贯彻"),
    _when("厉行节省", "厉行节约"),
    _when("历行节约", "厉行节约"),
    _when("励行节约", "厉行节约"),
    _when("标淮", "标准"),
    _when("项日", "项目"),
    _when("绩效目表", "绩效目标"),
    _when("国有资金经营", "国有资本经营"),
    _when("拔款", "拨款"),
    _when("拔付", "拨付"),
    _when("划拔", "划拨"),
    _when("调拔", "调拨"),
    _when("捡查", "检查"),
    _when("绩郊", "绩效"),
    _when("采够", "采购"),
    _when("验受", "验收"),
    _when("按装", "安装"),
    _when("帐号", "账号"),
    _when("帐目", "账目"),
    _when("追朔", "追溯"),
    _when("复盖", "覆盖"),
    _when("延申", "延伸"),
    _when("通迅", "通信"),
    _when("既使", "即使"),
    _when("既将", "即将"),
    _when("竟价", "竞价"),
    _when("竟聘", "竞聘"),
    _when("侯选", "候选"),
    _when("工做", "工作", r"[人任经情计报方]"),
    _when("须求", "需求"),
    _when("家俱", "家具"),
    _when("座标", "坐标"),
    _when("在次", "再次", r"[组开召]", "[存现]"),
    _when("必需要", "必须要"),
    _when("扣压物", "扣押物"),
    _when("看展", "开展", r"(?:工作|服务|活动|培训|宣传|青年|专项|巡)", "[观参]"),
    _when("项目建设书", "项目建议书"),
    _when("辨别字", "错别字"),
    _when("参训培训", "参加培训"),
    _when("年底绩效目标", "年度绩效目标"),
    _when("零经费", "需经费", r"\d"),
    _when("相款项", "相关款项"),
    _when("市市区", "市县区", "", "[一-鿿]"),
    _when("截制", "截至", r"\d{4}年"),
    _when("供献", "贡献"),
    _when("渡假", "度假"),
    _when("幅射", "辐射"),
    _when("陪训", "培训"),
    _when("补肋", "补助"),
    _when("协肋", "协助"),
)
