"""EditPage: a form that keeps what was typed, says what is wrong where, and overwrites no change unseen."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from shizheng.console.breadcrumbs import Crumb
from shizheng.console.forms import VERSION, Fieldset, accept_faults, all_errors, differences, grouped
from shizheng.console.pages.subject import SubjectPage
from shizheng.kit.errors import ShizhengError

INVALID, STALE = 422, 409


class EditPage(SubjectPage):
    """A form about an object (`queryset`), or about a new one (no queryset).

    Override `perform` to call the action; what it returns tells where to go next. An object with a `version` is
    protected: a form opened before another's change is sent back with both versions in sight.
    """

    abstract = True
    template_name = "console/edit.html"
    form_class: ClassVar[type[BaseForm]]
    fieldsets: ClassVar[Sequence[Fieldset]] = ()
    submit_label: ClassVar[str] = "保存"
    success_message: ClassVar[str] = "已保存。"

    def perform(self, form: Any) -> Any:
        """Call the action with ``form.cleaned_data``; return the object to go to. May raise ShizhengError."""
        raise NotImplementedError

    def subject(self) -> Any:
        return None if self.queryset is None else self.object

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), *(self.above() if self.queryset is not None else ())]

    def initial(self) -> dict[str, Any]:
        """What the form shows first: the object's own values under the fields' names."""
        subject = self.subject()
        names = self.form_class.base_fields  # type: ignore[attr-defined]  # set by the metaclass of forms
        return {name: getattr(subject, name) for name in names if subject is not None and hasattr(subject, name)}

    def form(self) -> Any:
        data = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        kwargs: dict[str, Any] = {"initial": self.initial(), **self.form_kwargs()}
        if issubclass(self.form_class, ModelForm) and self.subject() is not None:
            kwargs["instance"] = self.subject()
        return self.form_class(*data, **kwargs)

    def form_kwargs(self) -> dict[str, Any]:
        """What else the form's constructor takes."""
        return {}

    def version(self) -> str:
        """The version of what is stored; "" for an object that has none."""
        return str(getattr(self.subject(), "version", ""))

    @property
    def expected_version(self) -> str:
        """The version the form was opened on, for the action to check again under its lock."""
        return self.request.POST.get(VERSION, "")

    def success_url(self, result: Any) -> str:
        target = result if hasattr(result, "get_absolute_url") else self.subject()
        return str(target.get_absolute_url())

    def cancel_url(self) -> str:
        """Where 取消 leads: to the object, or to the page's menu item."""
        crumbs = [crumb.url for crumb in self.crumbs() if crumb.url]
        return crumbs[-1] if crumbs else self.request.path

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stored, form = self.initial(), self.form()
        if self.version() != self.expected_version:
            return self.show_stale(form, stored)
        if not form.is_valid():
            return self.show(form, status=INVALID)
        try:
            result = self.perform(form)
        except ShizhengError as error:
            accept_faults(form, error)
            return self.show(form, status=INVALID)
        messages.success(request, self.success_message or f"已{self.title}。")
        return HttpResponseRedirect(self.success_url(result))

    def show_stale(self, form: Any, stored: dict[str, Any]) -> HttpResponse:
        form.is_valid()
        form.add_error(None, "您填写期间，别人已经修改并保存了这一页。请对照下面标出的现有内容，确认后再次提交。")
        return self.show(form, differences(form, stored), status=STALE)

    def show(self, form: Any, stored: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
        return self.respond(
            {
                "form": form,
                "fieldsets": grouped(form, self.fieldsets),
                "errors": list(all_errors(form)) if form.is_bound else [],
                "stored": stored or {},
                "version_field": VERSION,
                "version": self.version(),
                "cancel_url": self.cancel_url(),
            },
            template=self.chosen_template(),
            status=status,
        )

    def chosen_template(self) -> str:
        return self.template_name
