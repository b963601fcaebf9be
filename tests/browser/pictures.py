"""The pictures of the guides: start the demonstration, follow its people in a real Chromium, write docs/pictures.

Run by ``make pictures``. Nothing that is there already is touched: the demonstration lives in a folder of its own.
"""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SHIZHENG = str(Path(sys.executable).with_name("shizheng"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESK, PHONE = (1440, 900), (390, 844)
COLOURS = 192
LARGEST = 200_000
"""Bytes of one picture."""
PATIENCE = 60.0
PROPOSED = 4
"""Matters of the hotline that are published for the picture of the public page."""
UNIT, YEAR = "明州市大数据中心", "2026"
"""A year's budget that the demonstration does not bring along."""
WORKBOOK = {
    "收入": [["一般公共预算", None, 3_260_000, None]],
    "基本支出": [
        ["2010301", "30101", "50101", "本年预算", 960_000],
        ["2010301", "30102", "50101", "本年预算", 640_000],
        ["2010301", "30201", "50201", "本年预算", 160_000],
    ],
    "项目支出": [
        ["热线运行", "2010302", "30227", "50205", "本年预算", 1_100_000],
        ["机房运维", "2010302", "30213", "50209", "本年预算", 400_000],
    ],
    "三公经费": [[None, 0], [None, 12_000], [None, 0], [None, 36_000]],
    "政府采购": [["热线坐席外包", "服务", 1_100_000], ["机房设备维保", "服务", 400_000]],
    "机关运行经费": [[None, 160_000]],
    "绩效目标": [
        ["热线运行", "年度", "数量指标", "受理来电数量", "≥200000件", 20],
        ["热线运行", "年度", "质量指标", "按时办结率", "≥98%", 15],
        ["热线运行", "年度", "时效指标", "平均接通时间", "≤15秒", 15],
        ["热线运行", "年度", "成本指标", "项目总成本", "≤110万元", 10],
        ["热线运行", "年度", "社会效益指标", "群众诉求响应率", "≥99%", 20],
        ["热线运行", "年度", "满意度指标", "来电人满意度", "≥95%", 10],
    ],
}  # fmt: skip
"""Rows below the head of each sheet of the template, None where a cell stays as it is; invented."""


def password() -> str:
    """Of the demonstration's people."""
    pack = yaml.safe_load((ROOT / "packs/demo/accounts.yaml").read_text(encoding="utf-8"))
    return str(pack["accounts"][0]["password"])


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration that is gone afterwards."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SHIZHENG_VAR": folder}
        subprocess.run([SHIZHENG, "demo"], env=environment, check=True)
        command = [SHIZHENG, "serve", "--port", str(port), "--workers", "1", "--no-worker"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the demonstration did not start")


class Photographer:
    """One person of the demonstration in one size of window."""

    def __init__(self, browser: Browser, address: str, size: tuple[int, int] = DESK) -> None:
        self.address = address
        viewport: Any = {"width": size[0], "height": size[1]}
        self.context: BrowserContext = browser.new_context(
            viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
        )
        self.page = self.context.new_page()

    def open(self, path: str) -> "Photographer":
        answer = self.page.goto(self.address + path, wait_until="networkidle")
        if answer is None or answer.status >= 400:
            raise SystemExit(f"{path}: {answer and answer.status}")
        return self

    def log_in(self, name: str) -> "Photographer":
        self.open("/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", password())
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_selector(".avatar")
        return self

    def press(self, words: str) -> "Photographer":
        """A button of the page's own form."""
        self.page.locator("main").get_by_role("button", name=words, exact=True).click()
        self.page.wait_for_load_state("networkidle")
        return self

    def first_row(self) -> "Photographer":
        """Open what stands first in the list."""
        self.page.locator("tr[data-href]").first.locator("td").nth(2).click()
        self.page.wait_for_load_state("networkidle")
        return self

    def follow(self, words: str) -> None:
        """One of the buttons above a page."""
        self.page.locator(".head .buttons").get_by_text(words, exact=True).click()
        self.page.wait_for_load_state("networkidle")

    def shoot(self, name: str) -> None:
        self.page.wait_for_timeout(900)  # charts draw themselves after their data has come
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        file = PICTURES / f"{name}.png"
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        size = file.stat().st_size
        print(f"{file.relative_to(ROOT)}  {size / 1000:.0f} kB{'  TOO LARGE' if size > LARGEST else ''}")


def call(browser: Browser, address: str) -> None:
    """An agent at the desk while a caller speaks."""
    agent = Photographer(browser, address).log_in("paidan").open("/hotline/desk/")
    agent.page.fill("[name=text]", "东湖路88号门前路灯已经三天不亮，晚上走路看不清，希望尽快修好。")
    agent.page.fill("[name=title]", "东湖路88号前路灯不亮")
    agent.page.select_option("[name=nature]", "complaint")
    agent.page.wait_for_selector("#desk-hints >> text=派遣建议")
    agent.shoot("hotline-desk")


def day(browser: Browser, address: str) -> None:
    """A unit signs and replies, supervisors watch, agents call back, and what is published reaches a telephone."""
    unit = Photographer(browser, address).log_in("chengguan").open("/hotline/templates/new/")
    unit.page.fill("[name=name]", "收悉")
    unit.page.fill("[name=text]", "您反映的“{标题}”收悉，我单位将于近日安排人员到现场查看，请您耐心等待。")
    unit.press("保存").open("/hotline/work/").shoot("hotline-work")
    unit.open("/hotline/work/?box=handle").first_row()
    unit.follow("办结回复")
    for name, value in (("is_true", "true"), ("is_beyond", "false"), ("solved", "true")):
        unit.page.select_option(f"[name={name}]", value)
    unit.page.fill("[name=result]", "已派维修班组到现场查看")
    unit.page.click(".reply-helper button")
    unit.page.wait_for_selector(".reply-helper >> text=答复质量提示")
    unit.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    unit.shoot("hotline-reply")
    Photographer(browser, address).log_in("duban").open("/hotline/board/").shoot("hotline-board")
    Photographer(browser, address).log_in("zuoxi").open("/hotline/callbacks/").first_row().shoot("hotline-callback")
    dispatcher = Photographer(browser, address).log_in("paidan").open("/hotline/publications/proposable/")
    for each in range(PROPOSED):
        dispatcher.page.locator("[data-select]").nth(each).check()
    dispatcher.press("提请公开")
    supervisor = Photographer(browser, address).log_in("duban")
    for each in range(PROPOSED):
        supervisor.open("/hotline/publications/?state=proposed").first_row()
        if not each:
            supervisor.shoot("hotline-publication")
        supervisor.follow("公开")
        supervisor.page.check("#dialog [name=confirmed]")
        supervisor.page.locator("#dialog .bar button").click()
        supervisor.page.wait_for_selector(".badge >> text=已公开")
    Photographer(browser, address, PHONE).open("/12345/published/").shoot("hotline-published-phone")


def documents(browser: Browser, address: str) -> None:
    """Reading and checking: the officer at the desk, then on the telephone."""
    Photographer(browser, address).open("/accounts/login/").shoot("login")
    officer = Photographer(browser, address).log_in("caiwu")
    officer.open("/disclosure/").shoot("documents")
    chosen = _worst(officer)
    officer.open(f"{chosen}?severity=error")
    officer.page.locator("a.finding-go").first.click()
    officer.shoot("findings")
    rows = [link.get_attribute("href") or "" for link in officer.open("/disclosure/").page.locator("tbody a").all()]
    keys = sorted({match[1] for row in rows if (match := re.search(r"/disclosure/(\d+)/", row))}, key=int)
    officer.open("/disclosure/compare/?" + "&".join(f"document={key}" for key in keys[:4])).shoot("compare")
    officer.open("/disclosure/overview/").shoot("overview")
    officer.open("/disclosure/upload/").shoot("upload")
    phone = Photographer(browser, address, PHONE).log_in("caiwu")
    phone.open(f"{chosen}?severity=error#found").shoot("findings-phone")


def _worst(officer: Photographer) -> str:
    """The address of the document with most errors in the list that is open."""
    links = officer.page.locator("a.count-link.severity-error").all()
    worst = max(links, key=lambda link: int(link.inner_text().replace(",", "")))
    return (worst.get_attribute("href") or "").split("?")[0]


def budget(browser: Browser, address: str) -> None:
    """A year's budget from the template to the portal: officer, reviewer, head of finance, citizen."""
    officer = Photographer(browser, address).log_in("caiwu").open("/disclosure/budgets/new/")
    officer.page.select_option("[name=organisation]", label=UNIT)
    officer.page.select_option("[name=year]", YEAR)
    officer.press("建立")
    officer.page.wait_for_url(re.compile(r"/disclosure/budgets/\d+/"))
    book = officer.page.url.removeprefix(address).split("#")[0]
    template = officer.context.request.get(f"{address}{book}template/")
    officer.open(f"{book}import/")
    upload: Any = {"name": "预算填报.xlsx", "mimeType": "application/octet-stream", "buffer": filled(template.body())}
    officer.page.set_input_files("[name=file]", upload)
    officer.press("检查并导入")
    officer.open(f"{book}check/").press("检查")
    officer.open(book).shoot("budget")
    officer.open(f"{book}basic/").shoot("entry")
    officer.open(f"{book}submit/").press("送审")
    reviewer = Photographer(browser, address).log_in("shenhe").open(book)
    reviewer.shoot("review")
    reviewer.open(f"{book}approve/").press("审核通过")
    Photographer(browser, address).log_in("fuzeren").open(f"{book}publish/").press("发布")
    citizen = Photographer(browser, address).open("/open/disclosure/")
    citizen.page.locator("main a[href^='/open/disclosure/']").first.click()
    citizen.page.wait_for_load_state("networkidle")
    citizen.shoot("portal")
    Photographer(browser, address, PHONE).open(citizen.page.url.removeprefix(address)).shoot("portal-phone")


def filled(template: bytes) -> bytes:
    """The template with the example's rows."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for name, rows in WORKBOOK.items():
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                if value is not None:
                    book[name].cell(number, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        documents(browser, address)
        budget(browser, address)
        call(browser, address)
        day(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
