"""States of what is published, and why something is not."""

from enum import StrEnum


class PublicationState(StrEnum):
    PROPOSED = "proposed"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, _WORDS[each]) for each in cls]


_WORDS = {
    PublicationState.PROPOSED: "待审定",
    PublicationState.PUBLISHED: "已公开",
    PublicationState.WITHHELD: "不予公开",
    PublicationState.WITHDRAWN: "已撤下",
}
REASONS = [
    ("secret", "涉及国家秘密"),
    ("privacy", "涉及个人隐私"),
    ("business", "涉及商业秘密"),
    ("stability", "涉及稳定和安全"),
    ("enforcement", "执法调查中"),
    ("unsound", "内容不完整或有误"),
    ("other", "其他"),
]
