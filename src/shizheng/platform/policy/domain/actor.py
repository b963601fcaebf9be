"""Who is acting: an account in one of its posts, with what that post's roles grant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from shizheng.platform.policy.domain.scope import Scope

_NOTHING: Mapping[str, Scope] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post that the account may switch to."""

    id: int
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Plain values only, so that pages, jobs and the journal need no model of accounts to know who acts."""

    account_id: int | None = None
    display_name: str = "访客"
    post_id: int | None = None
    post_name: str = ""
    organisation_id: int | None = None
    organisation_name: str = ""
    organisation_path: str = ""
    grants: Mapping[str, Scope] = field(default_factory=lambda: _NOTHING)
    posts: tuple[PostChoice, ...] = ()
    client: str = ""
    everything: bool = False

    def scope(self, permission: str) -> Scope | None:
        """How far the permission reaches for this actor; None where it is not held at all."""
        return Scope.ALL if self.everything else self.grants.get(permission)

    def may(self, permission: str) -> bool:
        return self.scope(permission) is not None

    @property
    def is_anonymous(self) -> bool:
        return self.account_id is None and not self.everything

    def at(self, client: str) -> "Actor":
        """The same actor seen from a network address, for the journal."""
        return replace(self, client=client)


ANONYMOUS = Actor()


def system(name: str) -> Actor:
    """The platform itself acting by command or timer; `name` is what the journal shows, e.g. 配置包."""
    return Actor(display_name=name, everything=True)
