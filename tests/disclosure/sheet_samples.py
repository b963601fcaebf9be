"""A sound target sheet and a sound self-evaluation sheet, of which a test changes one thing."""

from dataclasses import dataclass, field

from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.sheets import read_sheets
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.rules import check

assert check  # the package registers every rule

LEVELS = {
    "数量": "产出指标\t数量指标",
    "质量": "\t质量指标",
    "时效": "\t时效指标",
    "成本": "\t成本指标",
    "社会": "效益指标\t社会效益指标",
    "生态": "\t生态效益指标",
    "持续": "\t可持续影响指标",
    "满意": "满意度指标\t服务对象满意度",
}
ROWS = (
    ("数量", "保洁人数", "≥12人", "≥12人"),
    ("质量", "水质达标率", "≥95%", "≥95%"),
    ("时效", "清淤完成时间", "11月底前", "11月底前"),
    ("成本", "保洁总成本", "≤90万元", "≤30万元"),
    ("社会", "改善沿岸居住环境", "改善", "改善"),
    ("满意", "沿岸居民满意度", "≥90%", "≥90%"),
)


@dataclass
class Sheet:
    """What is printed on a dual target sheet; empty ``plan`` and the like leave the cell empty."""

    name: str = "河道保洁服务"
    department: str = "301-某市水利局"
    prop: str = "经常性项目（长期开展）"
    term: str = "3年"
    period: str = "900,000"
    annual: str = "300,000"
    overview: str = "聘请第三方提供不少于12人的河道清理队伍，全年巡护。"
    basis: str = "《某市河道管理办法》"
    need: str = "河道需要有人看护。"
    measures: str = "由河道科按照合同考核。"
    plan: str = "11月底前完成清淤。"
    goal: tuple[str, ...] = ("三年水清岸绿", "今年水清岸绿")
    filled: str = "20301115"
    year: int = 2031
    rows: tuple[tuple[str, str, str, str], ...] = ROWS
    parts: tuple[str, str] | None = None

    def text(self) -> str:
        """The sheet as exported text."""
        county = self.parts or (self.period, self.annual)
        lines = [
            "项目支出绩效目标申报表",
            "",
            f"({self.year}年度)",
            "",
            f"项目名称\t\t{self.name}",
            f"主管部门及代码\t\t{self.department}\t\t实施单位\t\t某市河道所",
            f"项目属性\t\t{self.prop}\t\t项目期\t\t{self.term}",
            f"项目资金 (元)\t实施期资金总额:\t{self.period}\t\t年度资金总额:\t{self.annual}",
            "\t其中:中央财政资金\t0\t\t其中:中央财政资金\t0",
            f"\t市县(区)财政资金\t{county[0]}\t\t市县(区)财政资金\t{county[1]}",
            f"项目概况\t\t{self.overview}",
            f"立项依据\t\t{self.basis}",
            f"项目设立必要性\t\t{self.need}",
            f"保证项目实施的制度、措施\t\t{self.measures}",
            f"项目实施计划\t\t{self.plan}",
            "实施期目标\t\t\t\t年度目标",
            "总体目标\t\t" + "\t\t\t\t".join(self.goal),
            "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
        ]
        for level, name, whole, year in self.rows:
            label = LEVELS[level]
            lines.append(f"\t{label}\t{name}\t{whole}\t{label.split(chr(9))[-1]}\t{name}\t{year}")
        lines.append(f"负责人:\t\t经办人:\t\t联系电话:\t\t填报日期:\t{self.filled}")
        return "\n".join(lines) + "\n\n"


@dataclass
class Evaluation:
    """What is printed on a self-evaluation sheet."""

    name: str = "河道保洁服务"
    money: str = "50\t48\t40\t10\t83.33%\t8.33"
    rows: tuple[str, ...] = (
        "产出指标\t数量指标\t清理河段\t≥20段\t22段\t50\t50\t",
        "效益指标\t社会效益指标\t居民获得感\t提升\t提升\t30\t30\t",
        "满意度指标\t服务对象满意度指标\t居民满意度\t≥92%\t93%\t10\t10\t",
    )
    total: str = "98.33"
    conclusion: str = "自评等级为优。各项任务按期做完。"
    extra: tuple[str, ...] = field(default=())

    def text(self) -> str:
        """The sheet as exported text."""
        lines = [
            "项目支出绩效自评表",
            "（2031年度）",
            f"项目名称\t{self.name}",
            "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
            f"\t年度资金总额\t{self.money}",
            *self.extra,
            "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
            *self.rows,
            f"总分\t\t\t\t\t100\t{self.total}\t",
            f"自评结论\t{self.conclusion}",
        ]
        return "\n".join(lines) + "\n\n"


def replaced(*changes: tuple[str, str, str, str]) -> tuple[tuple[str, str, str, str], ...]:
    """The usual rows, those of a changed level replaced; a level with an empty name is left out."""
    rows = []
    for row in ROWS:
        mine = [change for change in changes if change[0] == row[0]]
        rows += [change for change in mine if change[1]] if mine else [row]
    rows += [change for change in changes if change[1] and change[0] not in {row[0] for row in ROWS}]
    order = list(LEVELS)
    return tuple(sorted(rows, key=lambda row: order.index(row[0])))


def reading_of(*parts: Sheet | Evaluation | str, year: int = 2031) -> Reading:
    """Sheets and other text as one document, read."""
    text = "\n".join(part if isinstance(part, str) else part.text() for part in parts)
    source = from_text("sample", text)
    reading = Reading(source, blocks=segment(source), year=year)
    reading.sheets = read_sheets(reading.blocks, year)
    return reading


def found(rule: str, *parts: Sheet | Evaluation | str) -> list[Finding]:
    """The findings of one rule, without the text they are held against; each quote stands in its line."""
    reading = reading_of(*parts)
    findings = list(next(item for item in RULES if item.id == rule).check(reading))
    for finding in findings:
        assert finding.quote
        assert finding.quote in reading.source.lines[finding.line - 1].text
    return [finding for finding in findings if not finding.message.startswith("此处写“")]
