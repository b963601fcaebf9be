"""Sealing short texts with SM4-GCM (GB/T 32907—2016) and indexing them blindly with HMAC-SM3."""

import base64
import binascii
import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from shizheng.platform.vault.domain.keys import Key, Keyring, VaultError

_NONCE, _TAG = 12, 16
INDEX_DIGITS = 32


def seal(keys: Keyring, text: str, context: str) -> str:
    """`text` under the current key as ``id.base64``; it opens only with the same `context` (the column it stands in).

    Two sealings of one text differ. An empty text stays empty: that nothing is known is no secret.
    """
    if not text:
        return ""
    key, nonce = keys.current, secrets.token_bytes(_NONCE)
    cipher = Cipher(SM4(key.cipher), GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(context.encode())
    body = cipher.update(text.encode()) + cipher.finalize()
    return f"{key.id}.{base64.b64encode(nonce + body + cipher.tag).decode()}"


def unseal(keys: Keyring, sealed: str, context: str) -> str:
    """The text; VaultError where the key is gone, the content was altered or it was sealed for another column."""
    if not sealed:
        return ""
    ident, _, packed = sealed.partition(".")
    key = keys.named(ident)
    try:
        data = base64.b64decode(packed, validate=True)
        nonce, body, tag = data[:_NONCE], data[_NONCE:-_TAG], data[-_TAG:]
        cipher = Cipher(SM4(key.cipher), GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(context.encode())
        return (cipher.update(body) + cipher.finalize()).decode()
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise VaultError("加密内容已被改动或不属于这一栏，无法打开", place=context) from error


def key_of(sealed: str) -> str:
    """The id of the key it was sealed with; "" for nothing."""
    return sealed.partition(".")[0]


def normal(text: str) -> str:
    """What counts as the same value for the index: width, case, spaces and hyphens do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("-", "")


def blind(key: Key, text: str, context: str) -> str:
    """INDEX_DIGITS hexadecimal digits, equal for equal values of one column, that tell nothing else; "" for ""."""
    plain = normal(text)
    if not plain:
        return ""
    mac = HMAC(key.index, SM3())
    mac.update(f"{context}\0{plain}".encode())
    return mac.finalize().hex()[:INDEX_DIGITS]


def blinds(keys: Keyring, text: str, context: str) -> list[str]:
    """The index under every key, for searching while a rotation is under way."""
    return [blind(key, text, context) for key in keys.keys]
