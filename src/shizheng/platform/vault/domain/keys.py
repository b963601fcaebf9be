"""The keys of the vault: one current secret, older ones that still open what they sealed."""

import re
import secrets
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shizheng.kit.errors import ShizhengError

_ENTRY = re.compile(r"([a-z0-9]{1,8}):([0-9a-f]{64})")
_REMEDY = "用“shizheng vault newkey”生成一个密钥，放在 SHIZHENG_VAULT_KEYS 的最前面，旧密钥留在后面"


class VaultError(ShizhengError):
    """A key that is missing or malformed, or a sealed text that does not open."""


@dataclass(frozen=True, slots=True)
class Key:
    """Two independent keys derived from one secret by HKDF over SM3, so that an index leaks nothing of the cipher's."""

    id: str
    cipher: bytes
    index: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """The first key seals and indexes; every key opens and is searched by."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        return self.keys[0]

    def named(self, ident: str) -> Key:
        for key in self.keys:
            if key.id == ident:
                return key
        raise VaultError(f"没有标识为“{ident}”的密钥，无法打开它加密的内容", remedy="把该密钥放回 SHIZHENG_VAULT_KEYS")


def _derive(secret: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SM3(), length=length, salt=None, info=b"shizheng vault " + purpose).derive(secret)


@cache
def keyring(text: str) -> Keyring:
    """Read ``id:64 hexadecimal digits``, several parted by commas, the current one first.

    Raises VaultError where the text is empty or malformed, or names an id twice; the message never repeats a secret.
    """
    keys: dict[str, Key] = {}
    for position, entry in enumerate(filter(None, (part.strip() for part in text.split(","))), start=1):
        matched = _ENTRY.fullmatch(entry)
        if matched is None:
            raise VaultError(f"保险库密钥第{position}项格式不对，应为“标识:64位十六进制”", remedy=_REMEDY)
        ident, secret = matched[1], bytes.fromhex(matched[2])
        if ident in keys:
            raise VaultError(f"保险库密钥标识“{ident}”重复", remedy=_REMEDY)
        keys[ident] = Key(ident, _derive(secret, b"seal", 16), _derive(secret, b"index", 32))
    if not keys:
        raise VaultError("没有配置保险库密钥", remedy=_REMEDY)
    return Keyring(tuple(keys.values()))


def new_key(ident: str) -> str:
    """A fresh entry for SHIZHENG_VAULT_KEYS."""
    entry = f"{ident}:{secrets.token_hex(32)}"
    if _ENTRY.fullmatch(entry) is None:
        raise VaultError("密钥标识应为1至8位小写字母或数字")
    return entry
