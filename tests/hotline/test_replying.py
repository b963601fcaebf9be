"""What a unit has at hand while it replies, and a reviewer while reading: templates and hints."""

import pytest
from django.urls import reverse

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.quality import add_phrases, drop_template, keep_template
from shizheng.systems.hotline.domain.templates import filled, template_faults
from shizheng.systems.hotline.models import ReplyPrint, ReplyTemplate
from shizheng.systems.hotline.pages import replying
from tests.console.suite import whole
from tests.hotline.service import REPLY, Service, handled, login, moved, service
from tests.hotline.test_workbench import HotlinePageCase
from tests.platform.people import ROBOT

SAID = "您反映的{标题}（{地点}）已由{单位}处理完毕，照明已经恢复。"


@pytest.fixture
def at(db) -> Service:
    return service()


@pytest.mark.parametrize(("text", "faults"), [(SAID, 0), ("没有占位", 0), ("{姓名}您好{姓名}", 1), ("{}", 1)])
def test_placeholders_are_known(text: str, faults: int):
    assert len(template_faults(text)) == faults


def test_words_are_put_in():
    assert filled("{标题}在{地点}{别的}", {"标题": "路灯", "地点": "东湖路"}) == "路灯在东湖路{别的}"


def test_a_template_is_kept_offered_and_dropped(at: Service, client):
    kept = keep_template(at.city, name="路灯修复", text=SAID)
    case = moved(at.city, handled(at), "sign")
    login(client, at.city)
    text = whole(client.get(f"/cases/{case.pk}/reply/{at.units[0].pk}/"))
    assert "您反映的东湖路路灯不亮（）已由单位CG处理完毕" in text
    with pytest.raises(InvalidInputError, match="同名"):
        keep_template(at.city, name="路灯修复", text="另一个")
    with pytest.raises(InvalidInputError, match="占位"):
        keep_template(at.city, name="坏的", text="{姓名}")
    drop_template(at.city, template=kept)
    assert ReplyTemplate.objects.count() == 0


def test_another_units_template_is_neither_seen_nor_changed(at: Service, client):
    kept = keep_template(at.city, name="路灯修复", text=SAID)
    for act in (
        lambda: keep_template(at.housing, name="改", text="改", template=kept),
        lambda: drop_template(at.housing, template=kept),
    ):
        with pytest.raises(DeniedError):
            act()
    assert ReplyTemplate.objects.get().text == SAID
    login(client, at.housing)
    assert "路灯修复" not in whole(client.get(reverse("hotline:templates")))
    assert client.get(reverse("hotline:template_edit", kwargs={"pk": kept.pk})).status_code == 404


def test_hints_come_while_one_types_and_keep_nothing(at: Service, client):
    add_phrases(ROBOT, phrases=["高度重视"])
    case = moved(at.city, handled(at), "sign")
    login(client, at.city)
    where = reverse("hotline:hints", kwargs={"pk": case.pk, "unit": at.units[0].pk})
    assert "没有发现问题" in whole(
        client.post(where, {"public_reply": "东湖路路灯线路老化，已更换线缆并恢复照明，请放心使用。"})
    )
    said = whole(client.post(where, {"public_reply": "高度重视", "solved": "true"}))
    assert "只有4个字" in said
    assert "含有套话" in said
    assert ReplyPrint.objects.count() == 0
    login(client, at.housing)
    assert client.post(where, {"public_reply": "高度重视"}).status_code == 404


def test_a_reviewer_is_told_of_a_text_used_before(at: Service, client):
    said = "东湖路路灯已经修复，照明已经恢复正常，感谢您的监督和支持。"
    cases = []
    for _ in range(2):
        case = moved(at.city, handled(at), "sign")
        cases.append(moved(at.city, case, "reply", **{**REPLY, "public_reply": said}))
    assert ReplyPrint.objects.values("fingerprint").distinct().count() == 1
    login(client, at.dispatcher)
    text = whole(client.get(f"/cases/{cases[1].pk}/review/0/"))
    assert "与另外1件工单的答复一字不差" in text


class TestTemplateList(HotlinePageCase):
    page = replying.TemplateList

    def address(self):
        return "/hotline/templates/"

    def populate(self, count):
        for number in range(count):
            keep_template(self.at.city, name=f"模板{ReplyTemplate.objects.count()}-{number}", text=SAID)

    def sign_in(self, client):
        login(client, self.at.city)


class TestTemplateNew(TestTemplateList):
    page = replying.TemplateNew

    def address(self):
        return "/hotline/templates/new/"


class TestTemplateEdit(TestTemplateList):
    page = replying.TemplateEdit

    def address(self):
        kept = ReplyTemplate.objects.first() or keep_template(self.at.city, name="模板", text=SAID)
        return f"/hotline/templates/{kept.pk}/"


class TestTemplateDrop(TestTemplateEdit):
    page = replying.TemplateDrop

    def address(self):
        return f"{super().address()}drop/"


class TestReplyHints(TestTemplateList):
    page = replying.ReplyHints

    def address(self):
        case = getattr(self, "case", None) or handled(self.at)
        self.case = case
        return f"/hotline/replying/{case.pk}/0/"

    def test_allowed_sees_the_page(self, client):
        self.sign_in(client)
        assert client.get(self.address()).status_code == 200
