"""Every chart of the disclosure system: drawn, read as a table, kept as a picture and as a workbook."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from shizheng.console import assets
from shizheng.systems.disclosure.models import Document
from tests.browser.office import signed_in
from tests.browser.test_bad_input import grant_upload
from tests.browser.test_documents import PLANTED
from tests.chromium import visiting
from tests.disclosure.budgets import Bureau, filled, published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
STAFFED = PLANTED.replace("负责全市数据资源管理。", "负责全市数据资源管理。实有在职人员20人。")


def handled(page: Any, address: str) -> list[str]:
    """The titles of the charts there, each turned, pictured and downloaded."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    charts = page.locator("figure[data-chart]")
    assert charts.count()
    titles = []
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        title = chart.locator("h2").inner_text()
        assert "is-ready" in (chart.get_attribute("class") or ""), title
        assert "数据截至" in chart.locator("[data-chart-at]").inner_text()
        with page.expect_download() as picture:
            chart.locator("[data-chart-picture]").click()
        assert picture.value.suggested_filename == f"{title}.png"
        assert Image.open(picture.value.path()).width > 300
        chart.locator("[data-chart-turn]").click()
        rows = chart.locator("tbody tr")
        assert rows.count(), title
        with page.expect_download() as kept:
            chart.locator("a[download]").click()
        book = openpyxl.load_workbook(BytesIO(Path(kept.value.path()).read_bytes()))
        assert book.active is not None
        assert book.active.max_row == rows.count() + 1, title
        titles.append(title)
    assert page.faults == []
    return titles


def test_charts_of_documents(chromium: Any, address: str, team: Bureau, tmp_path: Path) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    file = tmp_path / "明州市数据局2026年预算.txt"
    file.write_text(STAFFED, encoding="utf-8")
    page.goto("/disclosure/upload/")
    page.set_input_files("[name=files]", file)
    page.click("text=上传并检查")
    page.wait_for_selector("[data-panes]")
    assert handled(page, "/disclosure/overview/") == ["各文件待处理的发现", "错误和提示最多的类别"]
    assert "支出的功能分类构成" in handled(page, f"/disclosure/compare/?document={Document.objects.get().pk}")


def test_charts_for_citizens(chromium: Any, address: str, team: Bureau) -> None:
    publication = published(team, filled(team))
    page = visiting(chromium, address)
    assert handled(page, publication.get_absolute_url()) == ["支出结构（按功能分类）", "“三公”经费"]


def test_a_chart_without_an_answer_says_so_and_keeps_its_place(chromium: Any, address: str, team: Bureau) -> None:
    publication = published(team, filled(team))
    page = visiting(chromium, address)
    page.route("**/structure/", lambda route: route.abort())
    page.goto(publication.get_absolute_url())
    page.wait_for_selector(".chart.is-silent >> text=图表数据没有取到，请稍后刷新页面重试。")
    page.wait_for_selector(".chart.is-ready")
