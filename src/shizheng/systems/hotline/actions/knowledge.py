"""Writing, publishing, vouching for and withdrawing articles."""

from dataclasses import asdict, fields
from datetime import date

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.knowledge import State, Text, review_fault, state_after_change
from shizheng.systems.hotline.models import Article, ArticleVersion, Unanswered
from shizheng.systems.hotline.models.knowledge import PUBLISH, WRITE


def _text_of(article: Article) -> Text:
    """The article as its writers left it."""
    return Text(**{each.name: getattr(article, each.name) for each in fields(Text)})


def _check(text: Text, review_by: date) -> None:
    faults = []
    if text.effect.is_backwards:
        faults.append(Fault("失效日期早于生效日期", "失效日期"))
    if words := review_fault(review_by, clock.today()):
        faults.append(Fault(words, "复核日期"))
    if faults:
        raise InvalidInputError(faults)


@action("hotline.write_article", "编写知识", permission=WRITE, on="organisation")
def write_article(actor: Actor, *, organisation: Organisation, text: Text, review_by: date) -> Article:
    """A draft. InvalidInputError where its dates contradict each other."""
    _check(text, review_by)
    article = Article.objects.create(organisation=organisation, review_by=review_by, **asdict(text))
    trace(article, f"编写知识“{article}”")
    return article


@action("hotline.revise_article", "修改知识", permission=WRITE, on="article")
def revise_article(actor: Actor, *, article: Article, text: Text, review_by: date) -> Article:
    """What is read stays as published until it is published again."""
    _check(text, review_by)
    changes = amend(article, review_by=review_by, **asdict(text))
    article.state = state_after_change(State(article.state))
    article.version, article.changed_at = article.version + 1, clock.now()
    article.save()
    trace(article, f"修改知识“{article}”", changes={name: both for name, both in changes.items() if name != "body"})
    return article


@action("hotline.publish_article", "发布知识", permission=PUBLISH, on="article")
def publish_article(actor: Actor, *, article: Article, note: str = "") -> ArticleVersion:
    """A new version takes the place of the current one, which stays readable as history."""
    if article.state == State.PUBLISHED:
        raise ShizhengError("没有需要发布的修改", article.title)
    _check(_text_of(article), article.review_by)
    article.versions.filter(is_current=True).update(is_current=False)
    made = ArticleVersion.objects.create(
        article=article,
        number=article.versions.count() + 1,
        published_by_id=actor.account_id,
        note=note,
        **asdict(_text_of(article)),
    )
    article.current, article.state, article.version = made, State.PUBLISHED, article.version + 1
    article.save(update_fields=["current", "state", "version"])
    trace(article, f"发布知识“{article}”第{made.number}版", reason=note)
    return made


@action("hotline.vouch_article", "复核知识", permission=WRITE, on="article")
def vouch_for_article(actor: Actor, *, article: Article, review_by: date) -> Article:
    """It was read again and still holds; the next date is set."""
    _check(_text_of(article), review_by)
    changes = amend(article, review_by=review_by)
    article.version += 1
    article.save(update_fields=["review_by", "version"])
    trace(article, f"复核知识“{article}”，内容仍然有效", changes=changes)
    return article


@action("hotline.withdraw_article", "撤下知识", permission=PUBLISH, on="article")
def withdraw_article(actor: Actor, *, article: Article, reason: str) -> Article:
    article.versions.filter(is_current=True).update(is_current=False)
    article.current, article.state, article.version = None, State.WITHDRAWN, article.version + 1
    article.save(update_fields=["current", "state", "version"])
    trace(article, f"撤下知识“{article}”", reason=reason)
    return article


@action("hotline.settle_gap", "处理知识缺口", permission=PUBLISH)
def settle_gap(actor: Actor, *, gap: Unanswered, reason: str) -> Unanswered:
    """An article now answers it, or it is no question for the hotline; asked again it comes back."""
    gap.settled_at, gap.times = clock.now(), 0
    gap.save(update_fields=["settled_at", "times"])
    trace(gap, f"处理知识缺口“{gap}”", reason=reason)
    return gap
