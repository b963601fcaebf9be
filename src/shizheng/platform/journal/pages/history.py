"""The timeline that the journal adds to detail pages."""

from collections.abc import Iterator

from django.db import models
from django.http import HttpRequest

from shizheng.console.panels import Contribution, HistoryPanel, Moment
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import history_of


def _words(entry: Entry) -> str:
    who = f"{entry.account_name}（{entry.organisation_name}）" if entry.organisation_name else entry.account_name
    return f"{who} {entry.summary}"


def moments(request: HttpRequest, subject: models.Model) -> Iterator[Moment]:
    for entry in history_of(subject):
        yield Moment(entry.at, _words(entry), entry.reason)


HISTORY = Contribution(
    id="journal.history",
    panel=HistoryPanel(title="操作经过", moments=moments, order=900),
    # A model asks for it, because some systems tell their history in their own events.
    applies=lambda subject: bool(getattr(subject, "shows_journal", False)),
)
