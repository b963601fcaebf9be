"""What kind of project it is, for how long, and where it stands in the ledger."""

from shizheng.engines.fiscal.domain.words import Worded


class Kind(Worded):
    """All spending is managed as projects of these kinds (财政部《预算管理一体化规范（试行）》财办〔2020〕13号)."""

    PERSONNEL = "personnel", "人员类"
    RUNNING_PUBLIC = "running_public", "运转类（公用经费）"
    RUNNING_OTHER = "running_other", "运转类（其他运转类）"
    SPECIFIC = "specific", "特定目标类"

    @property
    def nature(self) -> str:
        """The ledger's nature: staff and public expense are basic spending, all else is project spending."""
        return {Kind.PERSONNEL: "basic.staff", Kind.RUNNING_PUBLIC: "basic.public"}.get(self, "project")

    @property
    def has_targets(self) -> bool:
        """Whether a target sheet belongs to it: staff and public expense are promised for the unit as a whole only."""
        return self in (Kind.RUNNING_OTHER, Kind.SPECIFIC)


class Continuity(Worded):
    """项目属性 as target sheets print it."""

    RECURRING = "recurring", "经常性项目"
    CONTINUING = "continuing", "延续性项目"
    ONCE = "once", "一次性项目"


def period_faults(continuity: Continuity, first_year: int, last_year: int) -> list[str]:
    """What is wrong with a project's years."""
    if last_year < first_year:
        return ["结束年度早于开始年度"]
    if continuity is Continuity.CONTINUING and last_year == first_year:
        return ["延续性项目的实施期应跨年度，只有一年的应为一次性项目"]
    return []
