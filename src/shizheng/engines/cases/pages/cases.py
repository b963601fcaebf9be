"""Cases as a list, and one by one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.buttons import Button, ShownButton, shown
from shizheng.console.columns import Column, DeadlineColumn, InstantColumn
from shizheng.console.filters import CharFilter, ChoiceFilter, FilterSet, PeriodFilter
from shizheng.console.formats import instant
from shizheng.console.pages import Badge, DetailPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, FilesPanel, HistoryPanel, Moment, TablePanel, TextPanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tone
from shizheng.engines.cases.domain.deciding import Offer
from shizheng.engines.cases.domain.effects import Split
from shizheng.engines.cases.domain.process import Ask, Move, Process
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import AskKind, Field
from shizheng.engines.cases.models import Case, EventRow
from shizheng.engines.cases.models.mapping import LOAD
from shizheng.engines.cases.pages.contacts import ContactPanel
from shizheng.engines.cases.pages.files import attached
from shizheng.engines.cases.queries.choices import clock_labels, process_names, stage_labels, stage_names
from shizheng.engines.cases.queries.contacts import may_write
from shizheng.engines.cases.queries.desk import CaseFile, case_file
from shizheng.engines.cases.queries.history import told
from shizheng.engines.cases.queries.limit_words import limit_words
from shizheng.engines.cases.queries.named import units_called
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.engines.cases.queries.processes import processes
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

MENU = "cases:list"
DUE = (("over", "已超时限"), ("day", "24小时内到期"), ("three", "3日内到期"))


class CaseFilter(FilterSet):
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")
    stage = ChoiceFilter(label="环节", choices=stage_names, empty_label="不限")
    due = ChoiceFilter(label="时限", choices=DUE, empty_label="不限", method="by_due")
    unit = CharFilter(label="主办单位（名称或编码）", method="by_unit")
    category = CharFilter(label="类别（名称或编码）", method="by_branch")
    area = CharFilter(label="区域（名称或编码）", method="by_branch")
    channel = ChoiceFilter(label="来源渠道", choices=lambda: limit_words("channel"), empty_label="不限")
    opened_at = PeriodFilter(label="受理日期")

    class Meta:
        model = Case
        fields: list[str] = []

    def by_due(self, rows: Any, name: str, value: str) -> Any:
        now = clock.now()
        if value == "over":
            return rows.overdue(now)
        return rows.filter(due_at__gte=now, due_at__lt=now + timedelta(days=1 if value == "day" else 3))

    def by_unit(self, rows: Any, name: str, value: str) -> Any:
        """Whatever people call it: its code, its name or the short one."""
        return rows.filter(main__in=units_called(value))

    def by_branch(self, rows: Any, name: str, value: str) -> Any:
        """The branch of the tree, by code or name, and everything below it."""
        return rows.within(name, value)


class CaseTable(Table):
    hidden = ("process", "channel", "area")
    number = Column(verbose_name="编号", orderable=False)
    title = Column(verbose_name="标题", orderable=False)
    process = Column(verbose_name="流程", orderable=False)
    stage = Column(verbose_name="环节", orderable=False)
    category = Column(verbose_name="类别", orderable=False)
    area = Column(verbose_name="区域", orderable=False)
    channel = Column(verbose_name="来源", orderable=False)
    main = Column(verbose_name="主办单位", orderable=False)
    opened_at = InstantColumn(verbose_name="受理时间")
    due_at = DeadlineColumn(verbose_name="时限")

    def render_stage(self, value: str, record: Case) -> str:
        return stage_labels(process_of(record.process)).get(value, value)

    def render_process(self, value: str) -> str:
        return process_of(value).name

    def render_channel(self, record: Case) -> str:
        return _word(record, Field.CHANNEL)

    def render_main(self, value: Organisation) -> str:
        return value.display_name


class CaseList(ListPage):
    title = "工单"
    purpose = "各流程的工单与案卷，按受理时间排列。"
    permission = "cases.view"
    menu = MENU
    queryset = Case.objects.select_related("main", "category", "area").defer("text").order_by("-opened_at", "-pk")
    table_class = CaseTable
    filterset_class = CaseFilter
    page_size = 50
    keyset = True
    search_fields = ("title",)  # shows the box; `matching` below is what is asked
    search_hint = "编号、标题、内容、地点或电话"
    empty_text = "还没有工单"

    def matching(self, rows: Any, words: str) -> Any:
        return rows.called(words) if words.strip() else rows

    def context(self) -> dict[str, Any]:
        return {**super().context(), "buttons": shown(_openings(), self.request)}


def _openings() -> Iterator[Button]:
    """A button for every way in which a person may open a case; what only a splitting or an import opens is none."""
    for each in processes():
        splits = {effect.opening for move in each.moves for effect in move.effects if isinstance(effect, Split)}
        for move in each.openings():
            if move.id not in splits and move.permission != LOAD:
                yield _opening(each, move)


def _opening(process: Process, move: Move) -> Button:
    address = {"process": process.id, "move": move.id}
    return Button(f"{process.name}：{move.label}", "cases:open", move.permission, arguments=lambda _subject: address)


def _word(case: Case, field: Field) -> str:
    """The answer that became this field, by the words of whichever ask offers it."""
    value = str(getattr(case, field))
    asks = (ask for move in process_of(case.process).moves for ask in move.asks if ask.field is field)
    return next((dict(ask.choices)[value] for ask in asks if value in dict(ask.choices)), value)


def _file(request: HttpRequest, case: Case) -> CaseFile:
    """What a page shows of a case, read once a request."""
    found: CaseFile | None = getattr(request, "case_file", None)
    if found is None:
        found = case_file(acting(request), case)
        setattr(request, "case_file", found)  # noqa: B010 - requests carry what pages leave on them
    return found


class PartyTable(Table):
    organisation = Column(verbose_name="单位")
    role = Column(verbose_name="角色")
    state = Column(verbose_name="状态")
    since = InstantColumn(verbose_name="派遣")
    signed_at = InstantColumn(verbose_name="签收")
    replied_at = InstantColumn(verbose_name="回复")
    due_at = DeadlineColumn(verbose_name="时限")


class ClockTable(Table):
    rule = Column(verbose_name="时限")
    unit = Column(verbose_name="单位", empty_values=())
    limit = Column(verbose_name="规定")
    state = Column(verbose_name="状态")
    due_at = InstantColumn(verbose_name="到期")
    breached_at = InstantColumn(verbose_name="超时")


def _parties(request: HttpRequest, case: Case) -> Iterable[Any]:
    return _file(request, case).parties


def _clocks(request: HttpRequest, case: Case) -> Iterator[dict[str, Any]]:
    found = _file(request, case)
    words = clock_labels(found.process)
    names = {party.organisation_id: str(party.organisation) for party in found.parties}
    for row in found.clocks:
        yield {
            "rule": words.get(row.rule, row.rule),
            "unit": names.get(row.organisation_id, "全件"),
            "limit": f"{row.amount}{row.unit_label}",
            "state": row.get_state_display(),
            "due_at": row.due_at,
            "breached_at": row.breached_at,
        }


def _moments(request: HttpRequest, case: Case) -> Iterator[Moment]:
    found = _file(request, case)
    for row, line in zip(found.events, told(found.process, found.events), strict=True):
        yield Moment(row.at, f"{line.who}：{line.what}", _said(found, row))


def _said(found: CaseFile, row: EventRow) -> str:
    """What was answered, by the words of the asks; what became a field of the case stands above."""
    move = found.process.move(row.move)
    answers = row.event.body.answers
    asks = [ask for ask in (move.asks if move else ()) if ask.field is None and ask.id in answers]
    names = {party.organisation_id: str(party.organisation) for party in found.parties}
    return "；".join(f"{ask.label}：{_answer(ask, answers[ask.id], names)}" for ask in asks)


def _answer(ask: Ask, value: Value, names: Mapping[int, str]) -> str:
    """An answer in words; organisations by the names of the case's parties, other lists by their number."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if ask.kind is AskKind.ORGANISATION and isinstance(value, int):
        return names.get(value, str(value))
    if isinstance(value, list):
        return f"{len(value)}个"
    if ask.kind is AskKind.CHOICE:
        return dict(ask.choices).get(str(value), str(value))
    return str(value)


class CaseDetail(DetailPage):
    title = "工单"
    permission = "cases.view"
    menu = MENU
    queryset = Case.objects.select_related("main", "category", "area", "keeper", "parent", "contact")
    panels = (
        FactsPanel(
            title="基本情况",
            order=10,
            facts=(
                Fact("标题", "title", wide=True),
                Fact("性质", lambda case: _word(case, Field.NATURE)),
                Fact("紧急程度", lambda case: _word(case, Field.URGENCY)),
                Fact("来源渠道", lambda case: _word(case, Field.CHANNEL)),
                Fact("类别", "category"),
                Fact("区域", "area"),
                Fact("地点", "place", wide=True),
                Fact("受理单位", "keeper"),
                Fact("主办单位", "main"),
                Fact("受理时间", "opened_at", instant),
                Fact("办结时间", "ended_at", instant),
                Fact("并入", "parent", url=lambda case: case.parent.get_absolute_url() if case.parent else None),
            ),
        ),
        ContactPanel(title="诉求人", side="side", order=10, facts=()),
        TextPanel(title="内容", order=20, value="text"),
        TablePanel(title="承办单位", order=30, table_class=PartyTable, rows=_parties, limit=60),
        TablePanel(title="时限", order=40, table_class=ClockTable, rows=_clocks, limit=200),
        FilesPanel(files=attached),
        HistoryPanel(moments=_moments),
    )

    def badge(self) -> Badge:
        declared = process_of(self.object.process)
        stage = declared.stage(self.object.stage)
        late = self.object.due_at is not None and self.object.due_at < clock.now()
        tone: Tone = "bad" if late else "good" if self.object.ended_at else "busy"
        return Badge(stage.label if stage else self.object.stage, tone)

    def context(self) -> dict[str, Any]:
        base = super().context()
        return {**base, "buttons": [*base["buttons"], *self.moves(), *self.contact_buttons()]}

    def contact_buttons(self) -> Iterator[ShownButton]:
        actor, where = acting(self.request), {"pk": self.object.pk}
        if self.object.contact_id is None:
            return
        if actor.may("vault.unseal"):
            yield ShownButton("查看诉求人", reverse("cases:contact", kwargs=where), "plain", "", dialog=False)
        if may_write(actor, self.object):
            yield ShownButton("登记诉求人", reverse("cases:contact_edit", kwargs=where), "plain", "", dialog=False)

    def moves(self) -> Iterator[ShownButton]:
        """The moves that the actor may make now, each leading to its form."""
        actor = acting(self.request)
        for offer in _file(self.request, self.object).offers:
            if not offer.objection and actor.may(offer.move.permission):
                yield ShownButton(self.words(offer), self.move_address(offer), "plain", "", dialog=False)

    def move_address(self, offer: Offer) -> str:
        where = {"pk": self.object.pk, "move": offer.move.id, "unit": offer.organisation}
        return reverse("cases:move", kwargs=where, query={"request": offer.request} if offer.request else None)

    def words(self, offer: Offer) -> str:
        """The move, with the unit that asked for what it decides, or in what role one makes it."""
        found = _file(self.request, self.object)
        asked = next((each for each in found.state.requests if each.number == offer.request), None)
        asker = next((row for row in found.parties if asked and row.organisation_id == asked.organisation), None)
        if asker is not None:
            return f"{offer.move.label}（{asker.organisation}）"
        if len({each.organisation for each in found.offers if each.organisation}) < 2:
            return offer.move.label
        acting_for = next((row for row in found.parties if row.organisation_id == offer.organisation), None)
        return f"{offer.move.label}（{acting_for.organisation}）" if acting_for else offer.move.label
