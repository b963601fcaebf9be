"""The test every page inherits: declare the page and its data; anonymous, forbidden and allowed come along.

class TestRoadList(PageCase):
    page = RoadList
    def address(self): return "/roads/"
    def populate(self, count): ...
    def sign_in(self, client): ...            # as somebody who may
    def sign_in_forbidden(self, client): ...  # as somebody who is known but may not
"""

from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shizheng.console.actor import SIGNED_IN
from shizheng.console.pages import Page

COVERED: set[type[Page]] = set()


@pytest.mark.django_db
class PageCase:
    page: ClassVar[type[Page]]
    # A page whose queries may depend on how many rows there are says so, and why, where it sets this.
    constant_queries: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "page" in cls.__dict__:
            COVERED.add(cls.page)

    def address(self) -> str:
        """Where the page is, once `populate` has made what it is about."""
        raise NotImplementedError

    def populate(self, count: int) -> None:
        """Make `count` more rows."""
        raise NotImplementedError

    def sign_in(self, client: Client) -> None:
        raise NotImplementedError

    def sign_in_forbidden(self, client: Client) -> None:
        raise NotImplementedError

    def test_anonymous_is_sent_to_log_in(self, client: Client) -> None:
        self.populate(1)
        response = client.get(self.address())
        if self.page.public:
            assert response.status_code == 200
        else:
            assert response.status_code == 302
            assert f"next={self.address().split('?')[0]}" in response["Location"]

    def test_forbidden_is_refused(self, client: Client) -> None:
        self.populate(1)
        self.sign_in_forbidden(client)
        for_anybody = self.page.public or self.page.permission == SIGNED_IN
        assert client.get(self.address()).status_code == (200 if for_anybody else 403)

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        response = client.get(self.address())
        assert response.status_code == 200
        assert self.page.title in whole(response)

    def test_queries_do_not_grow_with_rows(self, client: Client) -> None:
        if not self.constant_queries:
            pytest.skip("这一页声明了查询数随数据变化")
        self.sign_in(client)
        self.populate(1)
        client.get(self.address())  # what is cached once is cached now
        few = self.queries(client)
        self.populate(19)
        many = self.queries(client)
        assert many == few, f"{few} queries with one row, {many} with twenty"

    def queries(self, client: Client) -> int:
        with CaptureQueriesContext(connection) as captured:
            whole(client.get(self.address()))
        return len(captured)


def whole(response: Any) -> str:
    """The body, streamed or not."""
    content: bytes = response.getvalue() if response.streaming else response.content
    return content.decode(errors="replace")
