"""What all pages share: a declared permission, a title, a purpose, a place in the menu, and registration."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.generic import View

from shizheng.console.actor import Actor, actor_of, is_signed_in, permitted
from shizheng.console.breadcrumbs import Crumb, trail
from shizheng.console.buttons import Button, shown
from shizheng.console.context import MENU_ITEM
from shizheng.kit.registry import Registry


def page_id(page: "type[Page]") -> str:
    return f"{page.__module__}.{page.__qualname__}"


def _declared(page: "type[Page]") -> None:
    if not page.public and not page.permission:
        raise ValueError("页面要写明权限；面向公众的页面请继承 PublicPage")
    if not page.title:
        raise ValueError("页面要有标题")


PAGES: "Registry[type[Page]]" = Registry("页面", key=page_id, check=_declared)


class Page(View):
    """A page of the console. A subclass that does not set ``abstract = True`` in its own body is registered in PAGES
    and must declare `permission` (or be a PublicPage) and `title`.

    `menu` is the URL name of the menu item that the page belongs to; `buttons` are the verbs at the head of the page.
    """

    abstract: ClassVar[bool] = True
    public: ClassVar[bool] = False
    permission: ClassVar[str] = ""
    title: ClassVar[str] = ""
    purpose: ClassVar[str] = ""
    menu: ClassVar[str] = ""
    buttons: ClassVar[Sequence[Button]] = ()
    template_name: ClassVar[str] = "console/page.html"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.__dict__.get("abstract", False):
            PAGES.register(cls)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.public:
            if not is_signed_in(request):
                return to_login(request)
            if not permitted(request, self.permission):
                raise PermissionDenied
        setattr(request, MENU_ITEM, self.menu)
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def get_title(self) -> str:
        return self.title

    def get_purpose(self) -> str:
        return self.purpose

    def crumbs(self) -> list[Crumb]:
        """The trail above the title; a page below another page adds its parent."""
        return trail(self.menu)

    def context(self) -> dict[str, Any]:
        """What the template sees; subclasses add to it."""
        return {
            "page": self,
            "title": self.get_title(),
            "purpose": self.get_purpose(),
            "crumbs": self.crumbs(),
            "buttons": shown(self.buttons, self.request, self.subject()),
        }

    def subject(self) -> Any:
        """The object the page is about; None for a page about no single object."""
        return None

    def respond(self, extra: Mapping[str, Any] | None = None, *, template: str = "", status: int = 200) -> HttpResponse:
        return TemplateResponse(
            self.request, template or self.template_name, {**self.context(), **(extra or {})}, status=status
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.respond()


class PublicPage(Page):
    """A page for everybody, logged in or not; it must ask only for rows that are public."""

    abstract = True
    public = True
    template_name = "console/public/page.html"


def to_login(request: HttpRequest) -> HttpResponse:
    """Send the visitor to log in and back here; a fragment request is told to leave the page it stands in."""
    if getattr(request, "htmx", False):
        origin = urlsplit(request.headers.get("HX-Current-URL", ""))
        there = redirect_to_login(f"{origin.path}?{origin.query}" if origin.query else origin.path or "/")
        return HttpResponse(status=204, headers={"HX-Redirect": there.headers["Location"]})
    return redirect_to_login(request.get_full_path())
