"""Addresses of the hotline."""

from django.urls import path

from shizheng.systems.hotline.pages import articles, desk, desk_parts, knowledge

app_name = "hotline"
urlpatterns = [
    path("hotline/desk/", desk.DeskPage.as_view(), name="desk"),
    path("hotline/desk/caller/", desk_parts.CallerPart.as_view(), name="desk_caller"),
    path("hotline/desk/hints/", desk_parts.HintsPart.as_view(), name="desk_hints"),
    path("hotline/desk/knowledge/", desk_parts.KnowledgePart.as_view(), name="desk_knowledge"),
    path("hotline/desk/draft/", desk_parts.DraftPart.as_view(), name="desk_draft"),
    path("hotline/desk/call/", desk_parts.CallPart.as_view(), name="desk_call"),
    path("hotline/desk/state/", desk_parts.StatePart.as_view(), name="desk_state"),
    path("hotline/knowledge/", knowledge.KnowledgePage.as_view(), name="knowledge"),
    path("hotline/knowledge/<int:pk>/", knowledge.AnswerPage.as_view(), name="answer"),
    path("hotline/knowledge/<int:pk>/use/", knowledge.UsePage.as_view(), name="use"),
    path("hotline/knowledge/articles/", articles.ArticlesPage.as_view(), name="articles"),
    path("hotline/knowledge/articles/new/", articles.NewArticlePage.as_view(), name="article_new"),
    path("hotline/knowledge/articles/<int:pk>/", articles.ArticlePage.as_view(), name="article"),
    path("hotline/knowledge/articles/<int:pk>/edit/", articles.EditArticlePage.as_view(), name="article_edit"),
    path("hotline/knowledge/articles/<int:pk>/publish/", articles.PublishPage.as_view(), name="article_publish"),
    path("hotline/knowledge/articles/<int:pk>/vouch/", articles.VouchPage.as_view(), name="article_vouch"),
    path("hotline/knowledge/articles/<int:pk>/withdraw/", articles.WithdrawPage.as_view(), name="article_withdraw"),
    path("hotline/knowledge/gaps/", articles.GapsPage.as_view(), name="gaps"),
    path("hotline/knowledge/gaps/<int:pk>/", articles.GapSettlePage.as_view(), name="gap_settle"),
]
