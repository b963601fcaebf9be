"""How far each measure was counted, and what its definitions were."""

from shizheng.platform.measures.models import Edition, Standing


def standings() -> dict[str, Standing]:
    """By code; a measure that was never counted is missing."""
    return {row.code: row for row in Standing.objects.all()}


def editions_of(code: str) -> list[Edition]:
    """Newest first."""
    return list(Edition.objects.filter(standing__code=code).order_by("-number"))
