"""Where allauth's second factor meets the house: its secrets do not lie open in the database."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from shizheng.platform.accounts.domain.sealed import seal, unseal


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return seal(text, settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, settings.SECRET_KEY)
