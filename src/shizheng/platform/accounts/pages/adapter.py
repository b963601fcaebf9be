"""Where allauth's way in meets the house: no self-registration, and every coming and going is journalled."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from shizheng.platform.accounts.actions import change_password
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for, client_of, named
from shizheng.platform.journal.actions import record
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.queries import acting

SECURITY_EVENTS = {
    "mfa/email/totp_activated": ("accounts.mfa_on", "启用两步验证"),
    "mfa/email/totp_deactivated": ("accounts.mfa_off", "停用两步验证"),
    "mfa/email/recovery_codes_generated": ("accounts.mfa_codes", "重新生成恢复码"),
}
"""The library tells its changes of the second factor by the names of the letters it would send."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        if isinstance(user, Account):
            actor = actor_for(user, client=client_of(request))
            record(actor, action="accounts.login", summary="登录", row=user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Account):
            record(acting(request), action="accounts.logout", summary="退出", row=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note_refusal(request, "accounts.login_failed", "登录失败", credentials)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_refusal(request, "accounts.login_locked", "登录失败次数过多，暂被锁定", credentials)
            raise

    def _note_refusal(self, request: HttpRequest, action: str, words: str, credentials: dict[str, Any]) -> None:
        """Name only accounts that exist: what else is typed into the field may be somebody's password."""
        account = named(credentials.get("username", ""))
        whose = account.username if account else "没有该用户名"
        record(ANONYMOUS.at(client_of(request)), action=action, summary=f"{words}：{whose}", row=account)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By user name alone: the library's key holds the Host header, whose port a guesser may vary at will."""
        return str(credentials.get("username", "")).lower()

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        event = SECURITY_EVENTS.get(template_prefix)
        if event is not None and isinstance(user, Account):
            record(acting(self.request), action=event[0], summary=event[1], row=user)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """One's own, from the page that changes it; every other way in is closed."""
        if isinstance(user, Account):
            change_password(acting(self.request), account=user, password=password)
