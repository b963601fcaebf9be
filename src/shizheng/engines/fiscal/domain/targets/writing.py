"""Write a target in its canonical form, such that reading it again gives the same target."""

from shizheng.engines.fiscal.domain.targets.target import Moment, Rhythm, Target, When

_PER = {"hour": "小时", "day": "天", "week": "周", "month": "月", "quarter": "季度", "half": "半年", "year": "年"}
_FEN = {"元": 100, "千元": 10**5, "万元": 10**6, "百万元": 10**8, "亿元": 10**10, "万亿元": 10**14}
_EDGES = {"within": "", "before": "前", "by": "底前"}


def write(target: Target) -> str:
    """The canonical text: ≥95%, 1-2人, 26年6月底前 as 2026年6月底前, 每月1次; judgements stay as they were printed."""
    if target.kind == "date" and target.when:
        return target.comparator + _write_when(target.when)
    if target.kind == "rhythm" and target.rhythm:
        return target.comparator + _write_rhythm(target.rhythm)
    if target.kind == "compound":
        return "、".join(map(write, target.parts))
    if target.kind not in ("rate", "money", "number", "duration"):
        return target.text
    scale = _FEN[target.unit] if target.kind == "money" else 10_000
    if target.unit == "‰":
        scale = 1_000
    low = _decimal(target.value, scale, target.ulp)
    if target.comparator == "~" and target.upper:
        return f"{low}-{_decimal(target.upper, scale, target.ulp)}{target.unit}"
    return f"{'约' if target.comparator == '~' else target.comparator}{low}{target.unit}"


def _decimal(value: int, scale: int, ulp: int) -> str:
    digits = len(str(scale // ulp)) - 1 if ulp < scale else 0
    whole, rest = divmod(value, scale)
    return str(whole) if not digits else f"{whole}.{rest * 10**digits // scale:0{digits}}"


def _write_when(when: When) -> str:
    first, last = when.first, when.last
    if first == last:
        return f"{_year(first)}{first.month}月{_EDGES[when.edge]}"
    tail = _year(last) if last.year != first.year else ""
    return f"{_year(first)}{first.month}月至{tail}{last.month}月{_EDGES[when.edge]}"


def _year(moment: Moment) -> str:
    return f"{moment.year}年" if moment.year else ""


def _write_rhythm(rhythm: Rhythm) -> str:
    return f"每{_PER[rhythm.per]}" + (f"{rhythm.times}次" if rhythm.times else "")
