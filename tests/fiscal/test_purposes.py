"""What a project is for, told from its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.projects.purposes import choices, named, purpose_of


@pytest.mark.parametrize(
    ("name", "purpose", "word"),
    [
        ("大数据应用平台运维服务费", "operation", "运维服务"),
        ("热线受理中心运营管理及人员外包服务费用", "purchase", "外包服务"),
        ("应用系统适配改造及资源租用", "rent", "租用"),
        ("信息系统等保测评和商用密码测评服务", "security", "测评服务"),
        ("新型智慧城市建设二期项目费用", "construction", "二期"),
        ("重点课题研究经费用", "research", "研究经费"),
        ("业务骨干培训班", "training", "培训"),
        ("专项经费", "other", ""),
        ("", "other", ""),
    ],
)
def test_the_word_that_ends_last_decides(name: str, purpose: str, word: str) -> None:
    told = purpose_of(name)
    assert (told.id, told.word) == (purpose, word)
    assert told.rule == (f"名称中有“{word}”" if word else "名称中没有可辨认的词")


@given(st.text())
def test_every_name_has_one_declared_purpose(name: str) -> None:
    told = purpose_of(name)
    assert (told.id, told.name) in choices()
    assert told.word in name


def test_an_unknown_purpose_is_called_other() -> None:
    assert named("没有") == "其他"
