"""Who raised a matter, as it is handed in; kept only sealed."""

import re
from dataclasses import dataclass

from shizheng.kit.errors import Fault

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PHONE = re.compile(r"\+?[\d\- ()（）]{5,24}")
_IDENTITY = re.compile(r"[0-9A-Za-z()（）]{6,20}")
_LONGEST = {"name": 50, "phone": 25, "identity": 20, "address": 200}
_LABELS = {"name": "诉求人", "phone": "联系电话", "identity": "证件号码", "address": "联系地址"}


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Plain texts; empty where not known. `confidential`: the caller asked that the units do not learn who it was."""

    name: str = ""
    phone: str = ""
    identity: str = ""
    address: str = ""
    confidential: bool = False


def contact_faults(details: ContactDetails) -> list[Fault]:
    """What is wrong with the details, each with the label of its field."""
    faults = [
        Fault(f"超过{longest}个字", _LABELS[name])
        for name, longest in _LONGEST.items()
        if len(getattr(details, name)) > longest
    ]
    faults += [
        Fault("含有不可见的控制字符，请删去后再填", label)
        for name, label in _LABELS.items()
        if _CONTROL.search(getattr(details, name))
    ]
    if details.phone and not _PHONE.fullmatch(details.phone):
        faults.append(Fault("应为电话号码", _LABELS["phone"], "只写数字，可带区号和短横线"))
    if details.identity and not _IDENTITY.fullmatch(details.identity):
        faults.append(Fault("应为证件号码", _LABELS["identity"], "只写字母和数字"))
    return faults
