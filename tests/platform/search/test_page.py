"""The search page: only what one may see, grouped, with the way to all of it."""

import pytest
from django.urls import reverse

from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.pages.search import SearchPage
from shizheng.platform.search.queries import SHOWN, search
from tests.console.suite import PageCase
from tests.platform.people import account, actor, organisation, post, role

pytestmark = pytest.mark.django_db


def test_only_what_the_actor_may_see_is_found():
    unit, other = organisation("A"), organisation("B")
    insider = actor("wang", unit, orgs__view=Scope.ORGANISATION)
    (group,) = search(insider, "单位")
    assert (group.label, [hit.title for hit in group.hits], group.more_url) == ("单位", ["单位A"], "")
    assert search(insider, other.name) == []
    assert search(actor("li", unit), "单位") == []


def test_more_than_a_handful_lead_to_the_list():
    unit = organisation("X")
    for number in range(SHOWN + 1):
        organisation(f"Y{number}")
    (group,) = search(actor("wang", unit, orgs__view=Scope.ALL), "单位Y")
    assert len(group.hits) == SHOWN
    assert group.more_url == f"{reverse('orgs:list')}?q=%E5%8D%95%E4%BD%8DY"


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_find_nothing(words):
    assert search(actor("wang", organisation("A"), orgs__view=Scope.ALL), words) == []


class TestSearchPage(PageCase):
    page = SearchPage

    def address(self):
        return f"{reverse('search:search')}?q=单位"

    def populate(self, count):
        from shizheng.platform.orgs.models import Organisation

        start = Organisation.objects.count()
        for number in range(start, start + count):
            organisation(f"P{number}")

    def sign_in(self, client):
        holder = account("seer")
        post(holder, organisation("S"), role("seers", orgs__view=Scope.ALL))
        client.force_login(holder)

    def sign_in_forbidden(self, client):
        client.force_login(account("nobody"))

    def test_what_was_asked_is_shown_escaped(self, client):
        self.sign_in(client)
        page = client.get(reverse("search:search"), {"q": "<script>x</script>"}).content.decode()
        assert "<script>x" not in page
        assert "没有找到含有“&lt;script&gt;x&lt;/script&gt;”的内容" in page
