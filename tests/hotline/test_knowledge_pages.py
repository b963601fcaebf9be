"""The pages of the knowledge base."""

from datetime import timedelta

from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from shizheng.systems.hotline.actions.knowledge import publish_article, write_article
from shizheng.systems.hotline.domain.knowledge import State, Text
from shizheng.systems.hotline.models import Article, ArticleVersion, Unanswered
from shizheng.systems.hotline.pages import articles, knowledge
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, organisation, post, role


class KnowledgeCase(PageCase):
    name = ""
    subject: type | None = None
    is_published = True
    grants = dict.fromkeys(("read_articles", "write_articles", "publish_articles"), Scope.ALL)

    def unit(self) -> Organisation:
        return Organisation.objects.filter(code="K").first() or organisation("K")

    def address(self):
        keys = {"pk": self.subject.objects.order_by("pk")[0].pk} if self.subject else {}
        return reverse(f"hotline:{self.name}", kwargs=keys)

    def populate(self, count):
        start, review = Article.objects.count(), clock.today() + timedelta(30)
        for number in range(start, start + count):
            text = Text(f"问题{number}", "口径", "依据")
            article = write_article(ROBOT, organisation=self.unit(), text=text, review_by=review)
            if self.is_published:
                publish_article(ROBOT, article=article)
            Unanswered.objects.count_one(f"没有的内容{number}")

    def sign_in(self, client):
        holder = account("editor")
        post(holder, self.unit(), role("editors", **{f"hotline__{name}": scope for name, scope in self.grants.items()}))
        client.force_login(holder)

    def sign_in_forbidden(self, client):
        client.force_login(account("nobody"))


class SubjectCase(KnowledgeCase):
    """A page whose heading is the subject's own name."""

    def test_allowed_sees_the_page(self, client):
        self.populate(1)
        self.sign_in(client)
        assert "问题0" in client.get(self.address()).content.decode()


class TestKnowledge(KnowledgeCase):
    page = knowledge.KnowledgePage
    name = "knowledge"

    def test_what_is_not_found_is_counted(self, client):
        self.sign_in(client)
        assert client.get(self.address(), {"q": "养犬登记"}).status_code == 200
        assert Unanswered.objects.get().words == "养犬登记"


class TestAnswer(SubjectCase):
    page = knowledge.AnswerPage
    name, subject = "answer", ArticleVersion


class TestUse(KnowledgeCase):
    page = knowledge.UsePage
    name, subject = "use", ArticleVersion

    def test_it_is_counted(self, client):
        self.populate(1)
        self.sign_in(client)
        assert client.post(self.address()).status_code == 302
        assert Article.objects.get().uses == 1


class TestArticles(KnowledgeCase):
    page = articles.ArticlesPage
    name = "articles"

    def test_those_due_for_review_can_be_asked_for(self, client):
        self.populate(1)
        self.sign_in(client)
        assert "问题0" not in client.get(self.address(), {"due": "true"}).content.decode()
        Article.objects.update(review_by=clock.today())
        assert "问题0" in client.get(self.address(), {"due": "true"}).content.decode()


class TestArticle(SubjectCase):
    page = articles.ArticlePage
    name, subject = "article", Article


class TestNew(KnowledgeCase):
    page = articles.NewArticlePage
    name = "article_new"

    def test_a_draft_is_made_and_a_bad_date_keeps_what_was_typed(self, client):
        self.sign_in(client)
        given = {"organisation": self.unit().pk, "title": "噪音", "body": "口径", "source": "依据"}
        refused = client.post(self.address(), given | {"review_by": clock.today().isoformat()})
        assert refused.status_code == 422
        assert 'value="噪音"' in refused.content.decode()
        assert Article.objects.count() == 0
        taken = client.post(self.address(), given | {"review_by": (clock.today() + timedelta(9)).isoformat()})
        article = Article.objects.get()
        assert taken["Location"] == article.get_absolute_url()
        assert article.state == State.DRAFT


class TestEdit(KnowledgeCase):
    page = articles.EditArticlePage
    name, subject = "article_edit", Article


class TestPublish(KnowledgeCase):
    page = articles.PublishPage
    name, subject = "article_publish", Article
    is_published = False

    def test_it_is_published(self, client):
        self.populate(1)
        self.sign_in(client)
        assert client.post(self.address(), {"note": "", "expected_version": "1"}).status_code == 302
        assert Article.objects.get().state == State.PUBLISHED


class TestVouch(KnowledgeCase):
    page = articles.VouchPage
    name, subject = "article_vouch", Article


class TestWithdraw(KnowledgeCase):
    page = articles.WithdrawPage
    name, subject = "article_withdraw", Article


class TestGaps(KnowledgeCase):
    page = articles.GapsPage
    name = "gaps"


class TestSettle(KnowledgeCase):
    page = articles.GapSettlePage
    name, subject = "gap_settle", Unanswered

    def test_a_settled_gap_leaves_the_list(self, client):
        self.populate(1)
        self.sign_in(client)
        assert client.post(self.address(), {"reason": "已补充"})["Location"] == reverse("hotline:gaps")
        assert "没有的内容0" not in client.get(reverse("hotline:gaps")).content.decode()
