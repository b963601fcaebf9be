"""What the vault brings to the platform."""

from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

VAULT = Module(
    id="vault",
    name="个人信息保护",
    permissions=(
        Permission("vault.unseal", "查看未脱敏的个人信息", "每次查看须写明原因并记入日志"),
        Permission("vault.rotate", "更换加密密钥"),
    ),
)
