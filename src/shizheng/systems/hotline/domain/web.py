"""What citizens are told and asked, in their words; photographs as they may be kept."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from shizheng.kit.errors import ShizhengError

MOST_PHOTOS = 6
PHOTO_LIMIT = 10 * (1 << 20)
LARGEST_SIDE = 2560
LARGEST_PIXELS = 80_000_000
_GPS, _NORTH, _LATITUDE, _EAST, _LONGITUDE = 0x8825, 1, 2, 3, 4

STEPS = ("已提交", "已受理", "办理中", "已答复", "已办结")
_STEP = {
    "accepting": 0,
    "dispatching": 1,
    "merged": 2,
    "handling": 2,
    "shelved": 2,
    "callback": 3,
    "closed": 4,
    "declined": 4,
    "archived": 4,
}
_PLAIN = {
    "accepting": "已经收到，等待热线中心受理。",
    "dispatching": "已经受理，正在确定由哪个单位办理。",
    "handling": "已交承办单位，正在办理。",
    "shelved": "暂时不具备办理条件，已经登记，条件具备后继续办理。",
    "merged": "与他人反映的同一件事一并办理，办结后一起答复。",
    "callback": "承办单位已经答复，请您评价。",
    "closed": "已经办结。",
    "declined": "不属于热线受理范围，理由见下。",
    "archived": "已经办结并归档。",
}
FINISHED = frozenset({"callback", "closed", "declined", "archived"})


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    reached: bool


def plain_stage(stage: str) -> str:
    return _PLAIN.get(stage, "正在办理。")


def step_of(stage: str) -> int:
    return _STEP.get(stage, 1)


class PhotoError(ShizhengError):
    """A photograph that is not taken, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Photo:
    """JPEG without anything beside the picture; `point` is where it says it was taken, as “纬度,经度”, or empty."""

    content: bytes
    point: str


def photo(content: bytes, name: str) -> Photo:
    """The picture turned upright, at most LARGEST_SIDE pixels, without its metadata; PhotoError where it is none."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise PhotoError("照片的尺寸过大", name, "请用手机截图或压缩后再上传")
            point = _point(image.getexif().get_ifd(_GPS))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            kept = BytesIO()
            upright.save(kept, "JPEG", quality=85)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoError("不是可以打开的照片", name, "请上传 .jpg、.jpeg、.png 或 .webp 照片") from error
    return Photo(kept.getvalue(), point)


def _point(gps: dict[int, object]) -> str:
    try:
        north, east = _degrees(gps[_LATITUDE]), _degrees(gps[_LONGITUDE])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    latitude = -north if gps.get(_NORTH) == "S" else north
    longitude = -east if gps.get(_EAST) == "W" else east
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return f"{latitude:.6f},{longitude:.6f}" if inside and (latitude or longitude) else ""


def _degrees(parts: object) -> float:
    degrees, minutes, seconds = (float(each) for each in parts)  # type: ignore[attr-defined]  # three rationals
    return degrees + minutes / 60 + seconds / 3600
