"""How often one may do a thing: a count a window, kept in the cache.

Source: GB/T 22239—2019, 8.1.4.4 (limits on what one user may consume).
"""

from django.core.cache import cache

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError


class TooManyError(ShizhengError):
    """Done too often; answered with 429."""


def spend(key: str, *, limit: int, seconds: int) -> None:
    """Count one use in the current window of `seconds`; TooManyError beyond `limit`."""
    window = int(clock.now().timestamp()) // seconds
    name = f"rate:{key}:{window}"
    cache.add(name, 0, timeout=seconds)
    if cache.incr(name) > limit:
        minutes = max(1, seconds // 60)
        raise TooManyError("操作过于频繁，已暂停受理", remedy=f"{minutes} 分钟内最多 {limit} 次，请稍后再试")
