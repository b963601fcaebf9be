"""The words of tables."""

import pytest

from shizheng.engines.fiscal.domain.lexicon import function_named, fund_in, label_of, ordinal_of, path_of, subject_of


@pytest.mark.parametrize(
    ("path", "role", "at"),
    [
        (("本年收入", "合计"), "amount", {"side": "income"}),
        (("2024年财政拨款", "一般公共预算"), "amount", {"fund": "general"}),
        (("基本支出", "小计"), "amount", {"nature": "basic"}),
        (("基本支出", "日常公用经费"), "amount", {"nature": "basic.public"}),
        (("上年结转",), "amount", {"item": "carried"}),
        (("收入", "上年结转"), "amount", {"side": "opening"}),
        (("人员经费", "金额"), "amount", {}),
        (("公务用车购置及运行维护费", "公务用车运行维护费"), "amount", {"item": "three_public.vehicles.running"}),
        (("项目", "功能分类 科目编码"), "code", {}),
        (("部门预算支出经济分类科目（按大类）",), "dept_name", {}),
        (("项 目",), "label", {}),
        (("行次",), "serial", {}),
        (("合计", "ци"), "amount", {}),
        (("怪异的表头",), "", {}),
    ],
)
def test_heads(path: tuple[str, ...], role: str, at: dict[str, str]) -> None:
    head = path_of(path)
    assert (head.role, dict(head.at)) == (role, at)


@pytest.mark.parametrize(
    ("text", "space", "at", "total"),
    [
        ("一、一般公共预算拨款收入", "income", {"fund": "general"}, ""),
        ("（二）政府性基金预算拨款", "income", {"fund": "government"}, ""),
        ("二十二、国有资本经营预算支出", "func", {"func": "223"}, ""),
        ("8、社会保障和就业支", "func", {"func": "208"}, ""),
        ("廿一、灾害防治及应急管理支出", "func", {"func": "224"}, ""),
        ("本年收入合计", "income", {"side": "income"}, "本年收入合计"),
        ("支 出 总 计", "func", {"side": "outflow"}, "支出总计"),
        ("年末结转和结余", "func", {"side": "closing"}, ""),
        ("(1)工资福利支出", "dept", {"dept": "301"}, ""),
        ("5、对事业单位经常性补", "gov", {"gov": "505"}, ""),
        ("②公务用车运行维护费", "three_public", {"item": "three_public.vehicles.running"}, ""),
        ("货物", "procurement", {"item": "procurement.goods"}, ""),
        ("某个没有听说过的项目", "func", {}, ""),
    ],
)
def test_labels(text: str, space: str, at: dict[str, str], total: str) -> None:
    label = label_of(text, space)
    assert (dict(label.at), label.total) == (at, total)


def test_of_which_is_a_part() -> None:
    label = label_of("其中：纳入财政专户管理的收费", "income")
    assert label.part and label.at == {"fund": "special"}


@pytest.mark.parametrize(
    ("title", "kind", "at"),
    [
        ("2024年预算收支总表", "overview", {"stage": "budget"}),
        ("### 财政拨款收入支出决算总表", "overview", {"fund": "fiscal", "stage": "final"}),
        (
            "2024年一般公共预算支出预算表（不含上年结转）",
            "expense",
            {"side": "expense", "fund": "general", "stage": "budget", "item": "current"},
        ),
        (
            "项目支出预算表（上年结转）",
            "projects",
            {"side": "expense", "nature": "project", "stage": "budget", "item": "carried"},
        ),
        ("收入决算表", "income", {"side": "income", "stage": "final"}),
        ("项目支出绩效目标表", "sheet", {"stage": "budget"}),
        ("随便一个标题", "", {"stage": "budget"}),
    ],
)  # fmt: skip
def test_titles(title: str, kind: str, at: dict[str, str]) -> None:
    subject = subject_of(title)
    assert (subject.kind, dict(subject.at)) == (kind, at)


def test_ordinals_are_taken_off() -> None:
    assert ordinal_of("（十二） 农林水支出") == (12, "（一）", "农林水支出")
    assert ordinal_of("12345平台") == (0, "", "12345平台")


def test_funds_and_functions_in_phrases() -> None:
    assert fund_in("一般公共预算财政拨款收入") == "general"
    assert fund_in("工会经费") == ""
    assert function_named("文化旅游体育与传") == "207"
