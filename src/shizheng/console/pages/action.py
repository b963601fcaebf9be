"""ActionPage: one verb on one object, with its reason; opens over the detail page or stands alone."""

from typing import Any, ClassVar

from shizheng.console.forms import ReasonForm
from shizheng.console.pages.edit import EditPage


class ActionPage(EditPage):
    """`title` is the verb (停工, 退回, 发布); `warning` says what will follow from it."""

    abstract = True
    template_name = "console/action.html"
    fragment_template: ClassVar[str] = "console/action/form.html"
    form_class = ReasonForm
    warning: ClassVar[str] = ""
    danger: ClassVar[bool] = False
    success_message = ""

    def initial(self) -> dict[str, Any]:
        return {}

    def chosen_template(self) -> str:
        over_page = bool(getattr(self.request, "htmx", False)) and self.request.method == "GET"
        return self.fragment_template if over_page else self.template_name

    def context(self) -> dict[str, Any]:
        return {**super().context(), "object": self.object, "warning": self.warning, "danger": self.danger}
