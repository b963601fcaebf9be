"""What has happened to a budget, its publications included."""

from django.db.models import Q

from shizheng.platform.journal.models import Entry
from shizheng.systems.disclosure.models import Preparation, Publication

MOST = 60


def history_of(preparation: Preparation) -> list[Entry]:
    """The latest entries, newest first; for who may see the budget itself."""
    numbers = Publication.objects.filter(book=preparation.book_id).values_list("pk", flat=True)
    own = Q(object_type=Preparation._meta.label_lower, object_id=str(preparation.pk))
    published = Q(object_type=Publication._meta.label_lower, object_id__in=[str(number) for number in numbers])
    return list(Entry.objects.filter(own | published).order_by("-sequence")[:MOST])
