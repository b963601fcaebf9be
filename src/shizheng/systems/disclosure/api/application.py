"""The interface as a whole."""

from typing import Any

from shizheng.platform.tokens.api.interface import interface
from shizheng.systems.disclosure.api.routes import CONFLICTS, router


def _existing(error: Any) -> dict[str, Any]:
    """The document that is in the way, where one is."""
    document = getattr(error, "document", None)
    return {"existing": document.pk if document is not None else None}


api = interface("市政·实证 预决算公开", "读取、检查公开文件。", "disclosure_api", conflicts=CONFLICTS, more=_existing)
api.add_router("", router)
