"""Small made-up documents for tests of what is kept and shown."""

from shizheng.engines.fiscal.domain.claim import FEN, Claim, Place
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.kit.digest import sm3
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.disclosure.actions.upload import upload_document
from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.examination import Examined
from tests.platform.people import actor, organisation

ALL = {"disclosure__view", "disclosure__upload", "disclosure__handle", "disclosure__remove", "jobs__view"}
TEXT = """明州市数据局
2026年部门预算公开

第一部分 概况

一、主要职责

负责全市数据资源管理，预算数为１２３元。

第二部分 预算公开表

部门收支总表
单位：万元
项目\t预算数\t项目\t预算数
一般公共预算\t100.00\t一般公共服务支出\t60.00
政府性基金\t20.00\t城乡社区支出\t60.00
收入总计\t120.00\t支出总计\t121.00
"""
ERROR_LINE, WARNING_LINE = 16, 8
FINDINGS = (
    Finding("", "warning", WARNING_LINE, "１２３", "数字应使用半角。", "１２３", "123", "第一部分 概况 › 一、主要职责"),
    Finding(
        "",
        "error",
        ERROR_LINE,
        "121.00",
        "支出合计120.00万元，总计却为121.00万元。",
        "121.00",
        "120.00",
        "部门收支总表",
    ),
    Finding("", "rounding", ERROR_LINE, "120.00", "四舍五入造成的尾差。", "120.00", "", "部门收支总表"),
)


def examined(
    text: str = TEXT, *, unit: str = "明州市数据局", year: int = 2026, stage: str = "budget", **more
) -> Examined:
    """What reading and checking `text` might have given: the findings above under whatever rule is registered."""
    source = from_text(more.get("name", "明州.txt"), text)
    reading = Reading(source, unit=unit, year=year, stage=stage, blocks=segment(source))
    total = Coord(side="expense")
    reading.claims.append(
        Claim(total, 12_100_00_00, 1_00_00, FEN, "cell", Place(ERROR_LINE, 4, "部门收支总表"), "121.00")
    )
    rule = next(iter(RULES)).id
    findings = [finding._replace(rule=rule) for finding in more.get("findings", FINDINGS)]
    return Examined(reading, findings, sm3(text.encode()), len(text.encode()))


def officer(name: str = "officer", unit=None, permissions=ALL, scope: Scope = Scope.ORGANISATION) -> Actor:
    """Somebody in a post of the unit (a fresh one by default) with these permissions (two underscores for the dot)."""
    return actor(name, unit or organisation(f"u-{name}"), **dict.fromkeys(permissions, scope))


def uploaded(who: Actor, **more) -> Document:
    return upload_document(who, examined=examined(**more))
