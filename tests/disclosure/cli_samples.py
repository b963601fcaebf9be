"""A made-up budget in two years, and one that does not add up, as the command line would find them in a folder."""

import os
from pathlib import Path

TEMPLATE = """明州市档案中心

{year}年部门预算公开

第一部分 概况

一、人员情况

截至上年底，在职人员{staff}人。

第二部分 部门预算表

部门收支总表

部门名称：明州市档案中心

单位：万元

收入\t\t支出\t
项目\t{year}年\t项目\t{year}年
一、一般公共预算\t{total}\t一、一般公共服务支出\t{services}
\t\t二、社会保障和就业支出\t20.00
本年收入合计\t{total}\t本年支出合计\t{total}
收入总计\t{total}\t支出总计\t{total}

部门支出总表

部门名称：明州市档案中心

单位：万元

科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t60.00\t{projects}
201\t一般公共服务支出\t{services}\t40.00\t{projects}
20126\t档案事务\t{services}\t40.00\t{projects}
2012604\t档案馆\t{services}\t40.00\t{projects}
208\t社会保障和就业支出\t20.00\t20.00\t
20805\t行政事业单位养老支出\t20.00\t20.00\t
2080505\t机关事业单位基本养老保险缴费支出\t20.00\t20.00\t

第三部分 预算情况说明

{year}年部门预算收入{told}万元，其中一般公共预算收入{total}万元。。
"""


def budget(*, year: int = 2026, services: float = 80, staff: int = 20, told: str = "") -> str:
    """Adds up, unless the sentence tells another total; its one fault then is the doubled stop of the last line."""
    total = f"{services + 20:.2f}"
    return TEMPLATE.format(
        year=year,
        staff=staff,
        total=total,
        services=f"{services:.2f}",
        projects=f"{services - 40:.2f}",
        told=told or total,
    )


def folder_of(place: Path, **texts: str | bytes) -> Path:
    """Files of these names (without .txt) and texts in a folder of their own."""
    folder = place / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def dying(file: str, data: bytes) -> str:
    """Work that no process survives for certain files; here, so that its processes import nothing else."""
    if data == b"die":
        os._exit(9)
    return data.decode()
