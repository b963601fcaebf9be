"""What preferences bring to the platform."""

from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

PREFERENCES = Module(
    id="preferences",
    name="个人偏好",
    permissions=(Permission("preferences.view", "使用本人保存的筛选和列"),),
)
