"""What an entry states, and the seal that chains it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from shizheng.kit.chain import link


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that an entry states besides its place in the chain."""

    at: datetime
    action: str
    account_id: int | None
    account_name: str
    post_id: int | None
    post_name: str
    organisation_id: int | None
    organisation_name: str
    organisation_path: str
    object_type: str
    object_id: str
    object_label: str
    summary: str
    changes: str
    reason: str
    client: str


def seal(previous: str, sequence: int, content: Content) -> str:
    """The chain's digest of the content at its place; 64 hexadecimal digits."""
    return link(previous, sequence, asdict(content))
