"""What the hotline does by the clock."""

from datetime import time

from shizheng.kit import clock
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.models import Article
from shizheng.systems.hotline.queries.knowledge import writers_of

LONGEST_LIST = 500


@timer("hotline.reviews", "提醒复核知识", daily=time(8, 30))
def remind_of_reviews(actor: Actor) -> str:
    """Once a day each writer hears how many articles of the unit are due, not one notice an article."""
    today = clock.today()
    units: dict[int, list[Article]] = {}
    for article in Article.objects.due_for_review(today).order_by("review_by")[:LONGEST_LIST]:
        units.setdefault(article.organisation_id, []).append(article)
    for articles in units.values():
        titles = "、".join(f"“{article.title}”" for article in articles[:3])
        send_notice(
            actor,
            recipients=writers_of(articles[0], today),
            kind=Kind.REMINDER,
            title=f"{len(articles)}条知识需要复核",
            body=f"{titles}{'等' if len(articles) > 3 else ''}将到或已过复核日期，请核对是否仍然有效。",
            link="/hotline/knowledge/articles/?due=true",
        )
    return f"提醒{len(units)}个单位" if units else ""
