"""The permissions that switched-on modules declare; a name nobody declared can be neither granted nor asked for."""

import re
from dataclasses import dataclass

from shizheng.kit.registry import Registry

_NAME = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")


@dataclass(frozen=True, slots=True)
class Permission:
    """`id` reads subject.verb, e.g. ``disclosure.publish``; `label` is what an administrator reads."""

    id: str
    label: str
    note: str = ""


def _fit(permission: Permission) -> None:
    if not _NAME.fullmatch(permission.id):
        raise ValueError("权限标识应写成“模块.动词”的小写英文")
    if not permission.label:
        raise ValueError("权限缺少中文名称")


PERMISSIONS: Registry[Permission] = Registry("权限", key=lambda permission: permission.id, check=_fit)
