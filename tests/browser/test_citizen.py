"""A citizen's way on a telephone: report with a photograph, follow, evaluate by the link, find it published."""

from pathlib import Path
from typing import Any

import pytest

from shizheng.console import assets
from shizheng.engines.cases.models import Case
from shizheng.systems.hotline.actions.publication import propose_publication, publish
from tests.hotline.citizens import PHONE, city, picture, token_sent
from tests.hotline.service import MATTER, REPLY, moved

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("citizen.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
PHONE_SCREEN = {"width": 390, "height": 844}
LINE = 150_000
"""Bytes that the first page may weigh."""


def test_report_follow_evaluate_and_read(chromium: Any, address: str, tmp_path: Path) -> None:
    at, shots = city(), tmp_path
    page = chromium.new_page(viewport=PHONE_SCREEN)
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body())) if answer.ok else None)
    page.goto(f"{address}/12345/", wait_until="networkidle")
    assert 0 < sum(weights) < LINE
    print("first load, bytes:", sum(weights))
    page.fill("[name=text]", "路灯连续三天不亮，夜里看不见路")
    page.fill("[name=place]", "东湖路88号前")
    page.reload()
    assert page.input_value("[name=text]").startswith("路灯连续三天"), "what is typed survives"
    photo, large = shots / "灯.jpg", shots / "large.jpg"
    photo.write_bytes(picture(400, gps=True))
    large.write_bytes(b"\xff\xd8\xff" + b"0" * (50 << 20))
    page.set_input_files("[name=photos]", large)
    assert "超过10 MB" in page.inner_text("[data-photo-fault]")
    page.set_input_files("[name=photos]", photo)
    page.fill("[name=name]", "赵建国")
    page.fill("[name=phone]", PHONE)
    page.screenshot(path=shots / "1-report.png", full_page=True)
    page.click("[data-submit]")
    assert "请先勾选同意" in page.inner_text("body")
    page.set_input_files("[name=photos]", photo)
    page.check("[name=agreed]")
    page.click("[data-submit]")
    page.wait_for_url("**/receipt/**")
    page.screenshot(path=shots / "2-receipt.png", full_page=True)
    case = Case.objects.get()
    assert page.inner_text(".c-number") == case.number and case.attachments.count() == 1

    moved(at.agent, case, "accept", **MATTER)
    moved(at.dispatcher, case, "dispatch", main=at.units[0].pk)
    moved(at.city, case, "sign")
    moved(at.city, case, "reply", **REPLY)
    moved(at.dispatcher, case, "review")
    page.goto(f"{address}/12345/query/")
    page.fill("[name=number]", case.number)
    page.fill("[name=tail]", PHONE[-4:])
    page.click("main form button")
    assert "路灯已修复" in page.inner_text("body")
    page.screenshot(path=shots / "3-standing.png", full_page=True)

    page.goto(f"{address}/12345/c/{token_sent()}/")
    page.check("[name=contacted][value=true]")
    page.check("[name=solved][value=true]")
    page.check("[name=satisfaction][value='5']")
    page.screenshot(path=shots / "4-evaluate.png", full_page=True)
    page.click("main form button")
    assert "感谢您的评价" in page.inner_text("body")
    case.refresh_from_db()
    assert case.stage == "closed"

    publish(at.supervisor, publication=propose_publication(at.dispatcher, case=case))
    page.goto(f"{address}/12345/published/?q=路灯", wait_until="networkidle")
    page.screenshot(path=shots / "5-published.png", full_page=True)
    page.click(".c-list a")
    text = page.inner_text("body")
    assert "路灯已修复" in text and "赵建国" not in text and PHONE not in text
    page.screenshot(path=shots / "6-matter.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"]
