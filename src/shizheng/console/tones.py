"""The five meanings a colour may have; a badge always carries its word as well."""

from collections.abc import Mapping
from typing import Literal

Tone = Literal["good", "soon", "bad", "busy", "off"]
Tones = Mapping[str, Tone]

MEANINGS: Mapping[Tone, str] = {
    "good": "正常",
    "soon": "临期",
    "bad": "超期或故障",
    "busy": "办理中",
    "off": "停用或未知",
}
