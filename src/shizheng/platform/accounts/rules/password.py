"""Passwords long enough and of several kinds of characters, refused in Chinese.

Source: GB/T 22239—2019, 8.1.4.1 a: identification information must meet complexity requirements.
"""

import string

from django.core.exceptions import ValidationError

CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
LENGTH = "密码至少 {count} 个字符。"
MESSAGE = "密码须包含大写字母、小写字母、数字、其他符号中的至少 {count} 类。"


class LengthValidator:
    """Django's own says it in English where its Chinese has not caught up."""

    def __init__(self, count: int = 10) -> None:
        self.count = count

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < self.count:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return LENGTH.format(count=self.count)


class ThreeClassesValidator:
    """At least `count` of lower case, upper case, digits and everything else."""

    def __init__(self, count: int = 3) -> None:
        self.count = count

    def validate(self, password: str, user: object = None) -> None:
        known = [any(char in chars for char in password) for chars in CLASSES]
        other = any(not any(char in chars for chars in CLASSES) for char in password)
        if sum([*known, other]) < self.count:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return MESSAGE.format(count=self.count)
