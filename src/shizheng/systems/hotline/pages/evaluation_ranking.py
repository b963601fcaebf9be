"""月度排名: as it stands, the points given by hand, and the versions that were published."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, WideColumn
from shizheng.console.formats import instant
from shizheng.console.pages import Badge, DetailPage, EditPage, ListPage
from shizheng.console.pages.base import Page
from shizheng.console.panels import Fact, FactsPanel, TemplatePanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.measures.domain.periods import Period, month_of, parse
from shizheng.platform.measures.pages.choosing import rows_url
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.evaluation import MOST_POINTS, adjust_points, publish_ranking
from shizheng.systems.hotline.domain.evaluation import Placed
from shizheng.systems.hotline.models import Adjustment, Ranking
from shizheng.systems.hotline.models.evaluation import EVALUATE, VIEW
from shizheng.systems.hotline.queries.evaluation import MonthRanking, Ranked, frozen_lines, ranking

MENU = "hotline:ranking"


def asked_month(page: Page) -> Period:
    """``?month=2026-09``; last month where none is asked: this one is not over."""
    usual = month_of(clock.today()).previous()
    try:
        found = parse(page.request.GET.get("month", "") or usual.code)
    except InvalidInputError:
        return usual
    return found if found.months == 1 else usual


class RankingPage(Page):
    title = "月度排名"
    purpose = (
        "各组单位按指标加权计分：达到目标值得满分，到零分线不得分，中间按比例；没有数据的项目不计，权重由其余项目分担。"
    )
    permission = VIEW
    menu = MENU
    template_name = "hotline/evaluation_ranking.html"
    buttons: ClassVar[Sequence[Button]] = (
        Button("加减分", "hotline:adjust", EVALUATE, icon="adjustments"),
        Button("发布排名", "hotline:publish_ranking", EVALUATE, tone="primary", icon="send"),
    )

    @cached_property
    def period(self) -> Period:
        return asked_month(self)

    def context(self) -> dict[str, Any]:
        found = ranking(self.period.first)
        versions = Ranking.objects.visible_to(acting(self.request)).filter(month=self.period.first).defer("lines")
        here = reverse("hotline:ranking")
        return {
            **super().context(),
            "period": self.period,
            "before": f"{here}?month={self.period.previous().code}",
            "after": f"{here}?month={self.period.following().code}",
            "groups": [self.group(found, each) for each in found.groups],
            "versions": versions,
            "as_of": found.as_of,
            "is_over": self.period.last < clock.today(),
        }

    def group(self, found: MonthRanking, each: Ranked) -> dict[str, Any]:
        heads = [
            {
                "name": found.shown[rule.measure].name if rule.measure in found.shown else rule.measure,
                "rule": rule,
                "unit": found.shown[rule.measure].shape.unit if rule.measure in found.shown else "",
            }
            for rule in each.rules
        ]
        return {"name": each.name, "heads": heads, "lines": [self.line(found, one) for one in each.placed]}

    def line(self, found: MonthRanking, one: Placed) -> dict[str, Any]:
        score = one.score
        cells = [
            {
                "words": point.words,
                "earned": point.earned,
                "url": rows_url(found.shown[point.measure], found.period, under=score.unit)
                if point.value is not None
                else "",
            }
            for point in score.points
        ]
        return {"place": one.place, "name": found.names[score.unit], "score": score, "cells": cells}


def by_group(row: Ranking) -> list[tuple[str, list[Any]]]:
    """The frozen lines of a version, group by group as they were."""
    found: dict[str, list[Any]] = {}
    for line in row.lines:
        found.setdefault(line["group"], []).append(line)
    return list(found.items())


class PublishForm(forms.Form):
    month = forms.RegexField(
        r"\d{4}-\d{2}", label="月份", help_text="例如 2026-09", error_messages={"invalid": "月份请写成 2026-09"}
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="该月已发布过的，说明这一版更正了什么",
    )

    def clean_month(self) -> date:
        try:
            return parse(self.cleaned_data["month"]).first
        except InvalidInputError as error:
            raise forms.ValidationError("没有这个月份，请写成 2026-09") from error


class PublishRankingPage(EditPage):
    title = "发布月度排名"
    purpose = "发布后这一版的指标、计分和名次不再变动；以后有更正，发布新的一版。"
    permission = EVALUATE
    menu = MENU
    form_class = PublishForm
    submit_label = "发布"
    success_message = "已发布。"

    def initial(self) -> dict[str, Any]:
        return {"month": month_of(clock.today()).previous().code}

    def perform(self, form: Any) -> Ranking:
        found = ranking(form.cleaned_data["month"])
        if found.period.last >= clock.today():
            raise ShizhengError(f"{found.period.label}还没有结束，不能发布", remedy="请在次月发布")
        if found.as_of is None or clock.aware(found.as_of).date() <= found.period.last:
            raise ShizhengError("指标还没有统计到月末", remedy="请等候统计完成后再发布，或联系系统管理员")
        return publish_ranking(
            acting(self.request),
            month=found.period.first,
            as_of=found.as_of,
            lines=frozen_lines(found),
            note=form.cleaned_data["note"],
        )


class PublishedRankingPage(DetailPage):
    title = "已发布的排名"
    permission = VIEW
    menu = MENU
    queryset = Ranking.objects.select_related("published_by")
    panels = (
        TemplatePanel(
            title="排名",
            template_name="hotline/evaluation_published.html",
            look=lambda _, row: {"groups": by_group(row)},
        ),
        FactsPanel(
            title="发布情况",
            side="side",
            facts=(
                Fact("数据截至", "as_of", instant),
                Fact("发布时间", "published_at", instant),
                Fact("发布人", lambda row: row.published_by.name if row.published_by else "系统"),
                Fact("说明", "note", wide=True),
                Fact("摘要值", lambda row: f"{row.digest[:16]}…", wide=True),
            ),
        ),
    )

    def badge(self) -> Badge:
        return Badge(f"第{self.object.version}版", "good")


class AdjustmentTable(Table):
    month = Column(verbose_name="月份")
    organisation = Column(verbose_name="单位")
    points = NumberColumn(verbose_name="加减分")
    reason = WideColumn(verbose_name="理由", orderable=False)
    made_by = Column(verbose_name="登记人", accessor="made_by__name", orderable=False)
    made_at = InstantColumn(verbose_name="登记时间")

    def render_month(self, value: date) -> str:
        return f"{value:%Y-%m}"


class AdjustmentsPage(ListPage):
    title = "加减分"
    purpose = "考核中按规定加、扣的分，每一笔都有理由；登记错了，用相反的分值冲回。"
    permission = VIEW
    menu = MENU
    queryset = Adjustment.objects.select_related("organisation", "made_by")
    table_class = AdjustmentTable
    search_fields: ClassVar[Sequence[str]] = ("organisation__name", "reason")
    search_hint = "单位或理由"
    empty_text = "还没有加减分"
    empty_hint = "考核办法规定的加分、扣分，在这里登记并写明理由"
    buttons: ClassVar[Sequence[Button]] = (
        Button("登记加减分", "hotline:adjust", EVALUATE, tone="primary", icon="plus"),
    )

    def row_address(self, record: Adjustment) -> str | None:
        return None


class AdjustForm(forms.Form):
    month = forms.RegexField(r"\d{4}-\d{2}", label="月份", help_text="例如 2026-09")
    organisation = forms.ModelChoiceField(
        label="单位", queryset=Organisation.objects.none(), widget=forms.Select({"data-choose": ""})
    )
    points = forms.DecimalField(
        label="加减分",
        min_value=-MOST_POINTS,
        max_value=MOST_POINTS,
        decimal_places=2,
        help_text="加分写正数，扣分写负数",
    )
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]  # a choice of rows

    clean_month = PublishForm.clean_month


class AdjustPage(EditPage):
    title = "登记加减分"
    permission = EVALUATE
    menu = MENU
    form_class = AdjustForm
    submit_label = "登记"
    success_message = "已登记。"

    def initial(self) -> dict[str, Any]:
        return {"month": month_of(clock.today()).previous().code, "points": Decimal(-1)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"units": Organisation.objects.visible_to(acting(self.request), EVALUATE).order_by("path")}

    def perform(self, form: Any) -> Adjustment:
        return adjust_points(acting(self.request), **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("hotline:adjustments")
