"""Finding an answer, and where answers are missing."""

from datetime import date

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.models import Article, ArticleVersion, Unanswered
from shizheng.systems.hotline.models.knowledge import WRITE, VersionQuerySet

SHORTEST_GAP = 2
"""Terms that a search must have to count as a question that nobody has answered."""


def answers(actor: Actor, words: str, day: date | None = None) -> VersionQuerySet:
    """What holds today and has all the words; without words, what is used most."""
    rows = (
        ArticleVersion.objects.visible_to(actor).in_force(day or clock.today()).select_related("article__organisation")
    )
    return rows.about(words) if words.strip() else rows.order_by("-article__uses", "-pk")


def look_up(actor: Actor, words: str) -> VersionQuerySet:
    """`answers`, remembering what was looked for in vain."""
    found = answers(actor, words)
    if len(words.strip()) >= SHORTEST_GAP and not found.exists():
        Unanswered.objects.count_one(words.strip())
    return found


def writers_of(article: Article, day: date) -> list[Account]:
    """Who may write for the article's organisation in a post there today."""
    posts = Post.objects.at(day).filter(organisation=article.organisation_id, roles__grants__permission=WRITE)
    return list(Account.objects.filter(posts__in=posts, is_active=True).distinct())
