"""How the city runs its hotline."""

from shizheng.kit.errors import ShizhengError
from shizheng.systems.hotline.models import HotlineOffice


class NoOfficeError(ShizhengError):
    """Nobody has said yet which organisation keeps what is sent in."""


def office() -> HotlineOffice:
    found = HotlineOffice.objects.select_related("centre").first()
    if found is None:
        raise NoOfficeError("还没有设置热线中心", remedy="请在配置包的“hotline_office”栏目中写明")
    return found
