"""Deciding what counts: cases left out after review, the rules of a group, points by hand, a ranking made final."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.touching import days_of
from shizheng.kit import clock
from shizheng.kit.chain import canonical
from shizheng.kit.digest import sm3
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.models import Touched
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.domain.evaluation import Rule
from shizheng.systems.hotline.domain.evaluation_report import Content
from shizheng.systems.hotline.models import Adjustment, Exclusion, Ranking, Report, UnitGroup
from shizheng.systems.hotline.models.evaluation import EVALUATE, REPORTS, REVIEW, Ground

MOST_POINTS = Decimal(20)
MAKE_REPORT = "hotline.report"


@action("hotline.propose_exclusion", "提出不计入考核", permission="hotline.review", on="case")
def propose_exclusion(actor: Actor, *, case: Case, ground: str, reason: str) -> Exclusion:
    """Until another person agrees nothing changes. InvalidInputError where one is open or stands already."""
    if ground not in Ground.values:
        raise InvalidInputError([Fault("没有这种情形", "ground", "请选择无理诉求或超出职责")])
    if not reason.strip():
        raise InvalidInputError([Fault("请写明理由", "reason", "写明事实和依据，供复核人判断")])
    if case.process != "hotline":
        raise ShizhengError("只有热线工单可以提出不计入考核", str(case))
    known = Exclusion.objects.select_for_update().filter(case=case).exclude(is_accepted=False).first()
    if known is not None:
        raise ShizhengError(f"该工单已有{known.state}的申请，没有再次提出", str(case))
    made = Exclusion.objects.create(
        case=case, ground=ground, reason=reason.strip()[:500], proposed_by_id=actor.account_id
    )
    trace(made, f"提出工单{case.number}不计入考核：{made.get_ground_display()}", reason=made.reason)
    return made


@action("hotline.decide_exclusion", "复核不计入考核", permission=REVIEW, on="exclusion")
def decide_exclusion(actor: Actor, *, exclusion: Exclusion, accepted: bool, opinion: str) -> Exclusion:
    """Once, by another person than proposed it; the days of the case are counted again."""
    exclusion = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
    if exclusion.is_accepted is not None:
        raise ShizhengError(f"已经复核过了：{exclusion.state}", str(exclusion.case))
    if exclusion.proposed_by_id is not None and exclusion.proposed_by_id == actor.account_id:
        raise DeniedError("不能复核自己提出的申请", remedy="请由另一人复核")
    if not opinion.strip():
        raise InvalidInputError([Fault("请写明复核意见", "opinion")])
    exclusion.is_accepted, exclusion.opinion = accepted, opinion.strip()[:500]
    exclusion.reviewed_by_id, exclusion.decided_at = actor.account_id, clock.now()
    exclusion.save()
    Touched.objects.mark("cases", days_of(exclusion.case_id))
    trace(exclusion, f"{exclusion.state}工单{exclusion.case.number}不计入考核", reason=exclusion.opinion)
    return exclusion


@action("hotline.set_group", "设置考核分组", permission=EVALUATE)
def set_group(actor: Actor, *, name: str, order: int, units: Sequence[str], rules: Sequence[Rule]) -> bool:
    """Make the group what is said; whether anything changed. Rankings that were published keep their own rules."""
    values = {"order": order, "units": list(units), "rules": [rule.plain for rule in rules]}
    group = UnitGroup.objects.select_for_update().filter(name=name).first()
    before = None if group is None else {field: getattr(group, field) for field in values}
    if before != values:
        group, _ = UnitGroup.objects.update_or_create(name=name, defaults=values)
    trace(group, f"设置考核分组“{name}”：{len(units)}个单位，{len(rules)}项指标")
    return before != values


@action("hotline.adjust", "登记加减分", permission=EVALUATE)
def adjust_points(actor: Actor, *, month: date, organisation: Organisation, points: Decimal, reason: str) -> Adjustment:
    """Points for a month that count from the next version of its ranking on. Taken back by the opposite points."""
    faults = []
    if not points or abs(points) > MOST_POINTS or points != points.quantize(Decimal("0.01")):
        faults.append(Fault(f"分值应在-{MOST_POINTS}到{MOST_POINTS}之间，不为0，最多两位小数", "points"))
    if not reason.strip():
        faults.append(Fault("请写明加减分的理由和依据", "reason"))
    if month > clock.today():
        faults.append(Fault("月份还没有到", "month"))
    if faults:
        raise InvalidInputError(faults, "没有登记加减分")
    made = Adjustment.objects.create(
        month=month.replace(day=1),
        organisation=organisation,
        points=points,
        reason=reason.strip()[:500],
        made_by_id=actor.account_id,
    )
    trace(made, f"{organisation}{month:%Y年%m月}{points:+}分", reason=made.reason)
    return made


@action("hotline.publish_ranking", "发布月度排名", permission=EVALUATE)
def publish_ranking(
    actor: Actor, *, month: date, as_of: datetime, lines: Sequence[Mapping[str, Any]], note: str = ""
) -> Ranking:
    """Freeze the month's ranking as its next version; from the second version on the note must say why."""
    first = month.replace(day=1)
    versions = Ranking.objects.filter(month=first)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    if not lines:
        raise ShizhengError("没有可以发布的排名", remedy="请先设置考核分组和计分规则")
    if last and not note.strip():
        raise InvalidInputError([Fault(f"该月已发布第{last}版，再次发布请说明更正了什么", "note")])
    plain = [dict(line) for line in lines]
    made = Ranking(
        month=first,
        version=last + 1,
        as_of=as_of,
        published_by_id=actor.account_id,
        note=note.strip()[:500],
        lines=plain,
        digest=sm3(canonical({"month": first, "version": last + 1, "as_of": as_of, "lines": plain})),
    )
    made.save()
    trace(made, f"发布{made}：{len(plain)}个单位，SM3 {made.digest[:16]}…", reason=made.note)
    return made


@action("hotline.keep_report", "生成热线报告", permission=REPORTS)
def keep_report(actor: Actor, *, kind: str, period: Period, content: Content, word: bytes, pdf: bytes) -> Report:
    """Keep both editions of a report that was written."""
    name = f"{content.title}（{period.label}）"
    made = Report.objects.create(
        kind=kind,
        first=period.first,
        last=period.last,
        title=name[:100],
        as_of=content.as_of,
        made_by_id=actor.account_id,
        word=store_file(actor, name=f"{name}.docx", chunks=[word], wanted=("docx",)),
        pdf=store_file(actor, name=f"{name}.pdf", chunks=[pdf], wanted=("pdf",)),
    )
    trace(made, f"生成{name}")
    return made
