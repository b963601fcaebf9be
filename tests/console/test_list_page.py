"""A list: what it finds, how it sorts and pages, what a user may choose, and what a selection does."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from shizheng.console import paging
from tests.console.sandbox.models import Road
from tests.console.suite import whole

pytestmark = pytest.mark.usefixtures("roads")


def fill(count: int, **values: Any) -> None:
    Road.objects.bulk_create(
        Road(**{"name": f"人民路{n}段", "code": f"R-{n:04}", "budget": Decimal(n * 1000), **values})
        for n in range(count)
    )


def names(client: Client, query: str = "") -> list[str]:
    table = client.get(f"/roads/{query}").context["table"]
    return [row.record.name for row in table.paginated_rows]


def test_the_latest_comes_first_as_the_model_orders(clerk: Client) -> None:
    fill(3)
    assert names(clerk) == ["人民路2段", "人民路1段", "人民路0段"]


def test_search_wants_every_word_in_some_field(clerk: Client) -> None:
    fill(12)
    assert names(clerk, "?q=人民 0011") == ["人民路11段"]
    assert names(clerk, "?q=解放") == []


def test_a_search_with_a_zero_byte_is_harmless(clerk: Client) -> None:
    fill(1)
    assert names(clerk, "?q=%00人民") == ["人民路0段"]


def test_filters_narrow_and_show_as_chips(clerk: Client) -> None:
    fill(5)
    fill(2, state="done", name="解放路")
    response = clerk.get("/roads/?state=done&budget_min=500&q=解放&page=1")
    chips = [(chip.label, chip.value, chip.url) for chip in response.context["chips"]]
    assert chips == [
        ("搜索", "解放", "?state=done&budget_min=500"),
        ("状态", "已完工", "?budget_min=500&q=%E8%A7%A3%E6%94%BE"),
        ("预算（元）", "500 至 不限", "?state=done&q=%E8%A7%A3%E6%94%BE"),
    ]
    assert [row.record.budget for row in response.context["table"].paginated_rows] == [Decimal(1000)]


def test_a_date_range_and_several_choices_read_as_words(clerk: Client) -> None:
    response = clerk.get("/roads/?begun_after=2026-01-01&begun_before=2026-03-31&states=busy&states=done")
    assert [chip.value for chip in response.context["chips"]] == ["2026-01-01 至 2026-03-31", "施工中、已完工"]


def test_a_filter_that_is_not_understood_says_so_and_shows_nothing(clerk: Client) -> None:
    fill(2)
    response = clerk.get("/roads/?state=nonsense")
    text = response.content.decode()
    assert "共 <b>0</b> 条" in text
    assert "有筛选条件没有看懂" in text
    assert "选择一个有效的选项" in text


def test_sorting_by_a_heading_and_by_nonsense(clerk: Client) -> None:
    fill(3)
    assert names(clerk, "?sort=budget") == ["人民路0段", "人民路1段", "人民路2段"]
    assert names(clerk, "?sort=-budget") == ["人民路2段", "人民路1段", "人民路0段"]
    assert len(names(clerk, "?sort=password")) == 3


@pytest.mark.parametrize(
    ("page", "first"), [("2", "人民路34段"), ("99", "人民路9段"), ("0", "人民路59段"), ("x", "人民路59段")]
)
def test_page_numbers_lead_to_the_nearest_page(clerk: Client, page: str, first: str) -> None:
    fill(60)
    assert names(clerk, f"?page={page}")[0] == first


def test_equal_values_are_on_one_page_each(clerk: Client) -> None:
    fill(60, budget=Decimal(7))
    seen = [name for page in (1, 2, 3) for name in names(clerk, f"?sort=budget&page={page}")]
    assert sorted(seen) == sorted(f"人民路{n}段" for n in range(60))
    assert seen[0] == "人民路59段"


def test_a_page_size_is_one_of_those_offered(clerk: Client) -> None:
    fill(60)
    assert len(names(clerk, "?per_page=50")) == 50
    assert len(names(clerk, "?per_page=100000")) == 25


def test_counting_stops_at_the_cap() -> None:
    fill(7)
    assert paging.capped_count(Road.objects.all(), cap=5) == 6
    capped = paging.CappedPaginator(Road.objects.all(), 2, total=6, cap=5)
    assert (capped.capped, capped.total_in_words, capped.num_pages) == (True, "5+", 3)
    exact = paging.CappedPaginator(Road.objects.all(), 2, total=5, cap=5)
    assert (exact.capped, exact.total_in_words) == (False, "5")


def test_empty_states_tell_nothing_yet_from_nothing_found(clerk: Client) -> None:
    text = clerk.get("/roads/").content.decode()
    assert "还没有养护工程" in text
    assert text.count("新建工程</a>") == 2
    fill(1)
    assert "没有符合条件的记录" in clerk.get("/roads/?q=无").content.decode()


def test_the_results_alone_are_sent_when_they_alone_are_asked_for(clerk: Client) -> None:
    fill(1)
    response = clerk.get("/roads/", headers={"HX-Request": "true", "HX-Target": "results"})
    assert response.content.decode().strip().startswith('<div id="results"')
    assert "HX-Request" in response["Vary"]


def test_chosen_columns_are_kept_and_unknown_ones_ignored(clerk: Client) -> None:
    fill(1)
    response = clerk.post("/roads/", {"intent": "columns", "columns": ["name", "remark", "secret"], "query": "q=人民"})
    assert response["Location"] == "/roads/?q=%E4%BA%BA%E6%B0%91"
    table = clerk.get("/roads/").context["table"]
    assert [column.name for column in table.columns] == ["select", "name", "remark"]


def test_choosing_no_column_brings_the_usual_ones_back(clerk: Client) -> None:
    clerk.post("/roads/", {"intent": "columns"})
    shown = [column.name for column in clerk.get("/roads/").context["table"].columns]
    assert "name" in shown
    assert "remark" not in shown


def test_a_saved_view_is_offered_and_removed(clerk: Client) -> None:
    clerk.post("/roads/", {"intent": "save-view", "name": "本月停工", "query": "state=stopped"})
    assert [(view.name, view.query) for view in clerk.get("/roads/").context["saved_views"]] == [
        ("本月停工", "state=stopped")
    ]
    clerk.post("/roads/", {"intent": "remove-view", "name": "本月停工"})
    assert clerk.get("/roads/").context["saved_views"] == []


def test_a_view_without_a_name_is_not_saved(clerk: Client) -> None:
    clerk.post("/roads/", {"intent": "save-view", "name": " ", "query": "state=stopped"})
    assert clerk.get("/roads/").context["saved_views"] == []


def test_the_workbook_holds_exactly_what_is_filtered_and_shown(clerk: Client) -> None:
    fill(30)
    fill(2, state="busy", name="=解放路", paid=Decimal("0.4321"))
    response = clerk.get("/roads/?state=busy&sort=budget&export=xlsx")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    rows = list(load_workbook(io.BytesIO(b"".join(response))).active.values)  # type: ignore[union-attr, arg-type]
    assert rows[0] == ("编号", "路名", "状态", "预算（元）", "支付率", "开工日期", "时限")
    assert [row[:5] for row in rows[1:]] == [
        ("R-0000", "=解放路", "施工中", 0, "43.21%"),
        ("R-0001", "=解放路", "施工中", 1000, "43.21%"),
    ]


def test_the_workbook_of_a_list_costs_no_query_a_row(clerk: Client, django_assert_max_num_queries: Any) -> None:
    fill(300)
    with django_assert_max_num_queries(3):
        whole(clerk.get("/roads/?export=xlsx"))


def test_a_bulk_action_works_on_the_selected_rows_only(clerk: Client) -> None:
    fill(3)
    first, second, _ = Road.objects.order_by("pk").values_list("pk", flat=True)
    clerk.post("/roads/", {"intent": "finish", "selected": [first, second, "x", 0]})
    assert Road.objects.filter(state="done").count() == 2
    assert "已标为完工 2 条" in clerk.get("/roads/").content.decode()


def test_a_bulk_action_that_wants_a_reason_asks_for_it_first(clerk: Client) -> None:
    fill(1)
    key = Road.objects.get().pk
    asked = clerk.post("/roads/", {"intent": "stop", "selected": [key]})
    assert asked.status_code == 200
    assert Road.objects.get().state == "planned"
    clerk.post("/roads/", {"intent": "stop", "selected": [key], "reason": "雨季"})
    assert (Road.objects.get().state, Road.objects.get().remark) == ("stopped", "雨季")


def test_a_bulk_action_without_a_selection_says_so(clerk: Client) -> None:
    clerk.post("/roads/", {"intent": "finish"})
    assert "没有选中任何记录" in clerk.get("/roads/").content.decode()


@pytest.mark.parametrize("intent", ["finish", "unknown", ""])
def test_a_bulk_action_that_one_may_not_do_changes_nothing(reader: Client, intent: str) -> None:
    fill(1)
    response = reader.post("/roads/", {"intent": intent, "selected": [Road.objects.get().pk]})
    assert response.status_code == 403
    assert Road.objects.get().state == "planned"
