"""A town in an empty database, for programs that are killed: run as ``python -m tests.faults.town``, prints tokens."""

import json
import os
import sys

VIEWS = ("hotline.view", "cases.view")


def plant() -> dict[str, str]:
    """Tokens of the office and of one unit; the permissions that their moves need."""
    from shizheng.platform.tokens.actions import create_token
    from tests.hotline.service import service

    found = service()
    office = [*VIEWS, "hotline.accept"]
    sender = [*VIEWS, "hotline.dispatch"]
    handler = [*VIEWS, "hotline.handle"]
    people = {"office": (found.agent, office), "sender": (found.dispatcher, sender), "unit": (found.city, handler)}
    return {
        name: create_token(who, name=name, permissions=permissions, days=1)[1]
        for name, (who, permissions) in people.items()
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.faults.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(plant()) + "\n")


if __name__ == "__main__":
    main()
