"""A hotline that keeps what citizens send in, and matters at every stage after the reply."""

import re
from io import BytesIO
from typing import Any

from PIL import Image

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case
from shizheng.platform.notify.models import ShortMessage
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.actions.office import set_office
from tests.hotline.service import REPLY, Service, handled, moved, service
from tests.platform.people import ROBOT

PHONE = "138" + "0" * 4 + "1234"
CALLER = ContactDetails(name="赵建国", phone=PHONE)
SATISFIED = {"contacted": "reached", "solved": True, "satisfaction": "5"}


def city(**more: Any) -> Service:
    found = service()
    values = {"accepts_anonymous": True, "callback_days": 7, "callback_attempts": 3, **more}
    set_office(ROBOT, centre=found.centre, **values)
    return found


def replied(at: Service, contact: ContactDetails | None = CALLER, **more: Any) -> Case:
    """Waiting for its callback."""
    case = handled(at, contact=contact)
    moved(at.city, case, "sign")
    moved(at.city, case, "reply", **{**REPLY, **more})
    return moved(at.dispatcher, case, "review")


def finished(at: Service, contact: ContactDetails | None = CALLER, **more: Any) -> Case:
    return moved(at.agent, replied(at, contact, **more), "close", **SATISFIED)


def token_sent() -> str:
    """Of the newest message."""
    text = for_machine(ShortMessage.objects.latest("pk").text)
    found = re.search(r"/12345/c/([\w-]+)/", text)
    assert found, text
    return found[1]


def picture(side: int = 40, gps: bool = False) -> bytes:
    image, kept = Image.new("RGB", (side, side), "red"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 51.0, 36.0), 3: "E", 4: (113.0, 34.0, 48.0)})
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()
