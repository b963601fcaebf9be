"""What the case engine brings to the platform: who may see, open and move cases of any process."""

from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

CASES = Module(
    id="cases",
    name="工单与案卷",
    permissions=(Permission("cases.view", "查看工单"),),
)
