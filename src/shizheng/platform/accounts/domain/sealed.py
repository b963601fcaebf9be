"""Short secrets kept in the database under a key derived from the installation's own."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"shizheng second factor"


def _cipher(installation_key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(installation_key.encode())
    return Fernet(urlsafe_b64encode(derived))


def seal(secret: str, installation_key: str) -> str:
    return _cipher(installation_key).encrypt(secret.encode()).decode()


def unseal(sealed: str, installation_key: str) -> str:
    """cryptography's InvalidToken where the key is another or the text was altered."""
    return _cipher(installation_key).decrypt(sealed.encode()).decode()
