"""DetailPage: one object, panels at two thirds and one third, and the verbs that apply to it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from shizheng.console.pages.subject import SubjectPage
from shizheng.console.panels import Panel, drawn
from shizheng.console.tones import Tone


@dataclass(frozen=True, slots=True)
class Badge:
    """The state of the object beside its name."""

    word: str
    tone: Tone


class DetailPage(SubjectPage):
    """`panels` are the page's own; what the platform contributes joins them. `title` names the kind of thing."""

    abstract = True
    template_name = "console/detail.html"
    panels: ClassVar[Sequence[Panel]] = ()

    def get_title(self) -> str:
        return str(self.object)

    def badge(self) -> Badge | None:
        """Override to show the object's state beside its name."""
        return None

    def context(self) -> dict[str, Any]:
        panels = drawn(self.panels, self.request, self.object)
        return {
            **super().context(),
            "object": self.object,
            "badge": self.badge(),
            "main_panels": [panel for panel in panels if panel.side == "main"],
            "side_panels": [panel for panel in panels if panel.side == "side"],
        }
