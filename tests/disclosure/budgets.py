"""A bureau that prepares, reviews and publishes its budget, for tests."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import openpyxl
from django.test import Client

from shizheng.engines.fiscal.actions.projects import propose_project
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.promises import Level1, Level2, Promise
from shizheng.engines.fiscal.models import TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.disclosure.actions.preparing import enter_part, enter_sheet, open_budget
from shizheng.systems.disclosure.actions.publishing import publish_budget
from shizheng.systems.disclosure.actions.reviewing import approve_budget, submit_budget
from shizheng.systems.disclosure.domain.budgeting.grid import stamp
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID
from shizheng.systems.disclosure.domain.budgeting.sealing import Edition
from shizheng.systems.disclosure.domain.budgeting.workbook import write_template
from shizheng.systems.disclosure.models import Preparation, Publication
from shizheng.systems.disclosure.queries.preparing import Checked, content_of
from tests.platform.people import actor, organisation

SUBTREE = Scope.SUBTREE
OFFICER = dict.fromkeys(
    (
        "disclosure__view", "disclosure__prepare", "fiscal__view", "fiscal__budget", "fiscal__propose",
        "fiscal__promise", "fiscal__evaluate", "files__view",
    ),
    SUBTREE,
)  # fmt: skip
REVIEWER = dict.fromkeys(("disclosure__view", "disclosure__review", "fiscal__view"), SUBTREE)
LEAD = dict.fromkeys(("disclosure__view", "disclosure__publish", "fiscal__view", "fiscal__lock"), SUBTREE)

INCOME = [{"fund": "general", "func": "", "a0": "1,500,000.00"}]
BASIC = [
    {"func": "2010301", "dept": "30101", "gov": "50101", "item": "", "a0": "800000"},
    {"func": "2010301", "dept": "30201", "gov": "50201", "item": "", "a0": "200000"},
]
PROJECTS = [{"project": "热线运行", "func": "2010302", "dept": "30227", "gov": "50205", "item": "", "a0": "500000"}]


@dataclass(frozen=True)
class Bureau:
    unit: Organisation
    officer: Actor
    colleague: Actor
    reviewer: Actor
    lead: Actor
    reader: Actor
    stranger: Actor


def bureau() -> Bureau:
    unit = organisation("D2")
    return Bureau(
        unit,
        officer=actor("d2-officer", unit, **OFFICER),
        colleague=actor("d2-colleague", unit, **OFFICER),
        reviewer=actor("d2-reviewer", unit, **REVIEWER),
        lead=actor("d2-lead", unit, **LEAD),
        reader=actor("d2-reader", unit, disclosure__view=SUBTREE),
        stranger=actor("d2-stranger", organisation("D2-other"), **(OFFICER | REVIEWER | LEAD)),
    )


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    return client


def opened(team: Bureau, year: int = 2026, form: str = "plain", stage: BookStage = BookStage.BUDGET) -> Preparation:
    return open_budget(team.officer, organisation=team.unit, year=year, stage=stage, form=form)


def enter(who: Actor, preparation: Preparation, part: str, rows: list[dict[str, str]]) -> None:
    grid = BY_ID[part]
    now = stamp(grid, ledger_of(preparation.book))
    enter_part(who, preparation=preparation, part=grid, rows=rows, opened=now)


def filled(team: Bureau, year: int = 2026, form: str = "plain", stage: BookStage = BookStage.BUDGET) -> Preparation:
    """A budget, or an account, whose income and spending meet."""
    preparation = opened(team, year, form, stage)
    for part, rows in (("income", INCOME), ("basic", BASIC), ("projects", PROJECTS)):
        enter(team.officer, preparation, part, rows)
    preparation.refresh_from_db()
    return preparation


PROMISES = (
    Promise(Level1.OUTPUT, Level2.QUALITY, "热线接通率", "≥98%", weight=Decimal(50)),
    Promise(Level1.BENEFIT, Level2.SOCIAL, "群众知晓度", "提升", weight=Decimal(30)),
    Promise(Level1.SATISFACTION, Level2.SATISFACTION, "群众满意度", "≥95%", weight=Decimal(10)),
)


def account(team: Bureau, year: int = 2025, form: str = "plain") -> tuple[Preparation, TargetSheet]:
    """A final account with a project whose targets are set and not yet evaluated."""
    preparation = filled(team, year, form, BookStage.FINAL)
    project = propose_project(
        team.officer,
        organisation=team.unit,
        code=f"{year}-1",
        name="热线运行",
        kind=Kind.SPECIFIC,
        continuity=Continuity.ONCE,
        first_year=year,
        last_year=year,
    )
    sheet = enter_sheet(
        team.officer,
        preparation=preparation,
        project=project,
        promises=PROMISES,
        period_goal="",
        annual_goal="热线畅通。",
        expected_version=0,
    )
    preparation.refresh_from_db()
    return preparation, sheet


def found(preparation: Preparation, *findings) -> Checked:
    """A check of the present content that found just these."""
    return Checked(content_of(preparation).digest, findings)


def submitted(team: Bureau, preparation: Preparation) -> Preparation:
    return submit_budget(team.officer, preparation=preparation, checked=found(preparation))


def approved(team: Bureau, preparation: Preparation) -> Preparation:
    return approve_budget(team.reviewer, preparation=submitted(team, preparation))


def edition(preparation: Preparation) -> Edition:
    """Small files in place of real ones: what is tested is how they are kept."""
    content = content_of(preparation)
    blocks = [
        {"id": "b0", "kind": "heading", "level": 2, "text": "第一部分 预算公开表"},
        {
            "id": "b1", "kind": "table", "title": f"{content.year}年预算收支总表", "mark": "", "unit": "单位：万元",
            "organisation": "", "head": [], "notes": [],
            "rows": [{"total": False, "cells": [
                {"text": "合计", "num": False, "cols": 1, "rows": 1, "indent": 0, "label": False},
                {"text": "150.00", "num": True, "cols": 1, "rows": 1, "indent": 0, "label": False},
            ]}],
        },
    ]  # fmt: skip
    page = f"<!DOCTYPE html><html><body>{content.digest}</body></html>"
    return Edition(content, f"{content.unit}{content.year}年预算公开", blocks, {"html": page.encode()})


def published(team: Bureau, preparation: Preparation, reason: str = "") -> Publication:
    ready = approved(team, preparation)
    return publish_budget(team.lead, preparation=ready, edition=edition(ready), reason=reason)


def workbook(preparation: Preparation, **cells: object) -> bytes:
    """The template, with some cells typed over: ``workbook(p, 收入__B2=5)``."""
    book = openpyxl.load_workbook(BytesIO(write_template(content_of(preparation))))
    for place, value in cells.items():
        sheet, _, cell = place.partition("__")
        book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()
