"""Addresses of the hotline."""

from django.urls import path

from shizheng.systems.hotline.pages import articles, callers, calls, calls_seats, desk, desk_parts, knowledge
from shizheng.systems.hotline.pages.evaluation import EvaluationPage
from shizheng.systems.hotline.pages.evaluation_exclusions import DecidePage, ExclusionsPage, ProposePage
from shizheng.systems.hotline.pages.evaluation_ranking import (
    AdjustmentsPage,
    AdjustPage,
    PublishedRankingPage,
    PublishRankingPage,
    RankingPage,
)
from shizheng.systems.hotline.pages.evaluation_reports import (
    NewReportPage,
    ReportPage,
    ReportPdf,
    ReportsPage,
    ReportWord,
)

app_name = "hotline"
urlpatterns = [
    path("hotline/desk/", desk.DeskPage.as_view(), name="desk"),
    path("hotline/desk/caller/", desk_parts.CallerPart.as_view(), name="desk_caller"),
    path("hotline/desk/hints/", desk_parts.HintsPart.as_view(), name="desk_hints"),
    path("hotline/desk/knowledge/", desk_parts.KnowledgePart.as_view(), name="desk_knowledge"),
    path("hotline/desk/draft/", desk_parts.DraftPart.as_view(), name="desk_draft"),
    path("hotline/desk/call/", desk_parts.CallPart.as_view(), name="desk_call"),
    path("hotline/desk/state/", desk_parts.StatePart.as_view(), name="desk_state"),
    path("hotline/calls/", calls.CallList.as_view(), name="calls"),
    path("hotline/calls/import/", calls.CallsImport.as_view(), name="calls_import"),
    path("hotline/calls/<int:pk>/", calls.CallDetail.as_view(), name="call"),
    path("hotline/calls/<int:pk>/link/", calls.CallLink.as_view(), name="call_link"),
    path("hotline/calls/<int:pk>/unlink/", calls.CallUnlink.as_view(), name="call_unlink"),
    path("hotline/extensions/", calls_seats.ExtensionList.as_view(), name="extensions"),
    path("hotline/extensions/new/", calls_seats.ExtensionNew.as_view(), name="extension_new"),
    path("hotline/extensions/<int:pk>/free/", calls_seats.ExtensionFree.as_view(), name="extension_free"),
    path("hotline/blocks/", callers.BlockList.as_view(), name="blocks"),
    path("hotline/blocks/new/", callers.BlockNew.as_view(), name="block_new"),
    path("hotline/blocks/rules/", callers.DeclineRuleList.as_view(), name="decline_rules"),
    path("hotline/blocks/<int:pk>/", callers.BlockDetail.as_view(), name="block"),
    path("hotline/blocks/<int:pk>/decide/", callers.BlockDecide.as_view(), name="block_decide"),
    path("hotline/blocks/<int:pk>/lift/", callers.BlockLift.as_view(), name="block_lift"),
    path("hotline/blocks/<int:pk>/appeal/", callers.AppealNew.as_view(), name="appeal_new"),
    path("hotline/blocks/<int:pk>/appeal/decide/", callers.AppealDecide.as_view(), name="appeal_decide"),
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
    path("hotline/evaluation/", EvaluationPage.as_view(), name="evaluation"),
    path("hotline/evaluation/ranking/", RankingPage.as_view(), name="ranking"),
    path("hotline/evaluation/ranking/publish/", PublishRankingPage.as_view(), name="publish_ranking"),
    path("hotline/evaluation/ranking/<int:pk>/", PublishedRankingPage.as_view(), name="published_ranking"),
    path("hotline/evaluation/adjustments/", AdjustmentsPage.as_view(), name="adjustments"),
    path("hotline/evaluation/adjustments/new/", AdjustPage.as_view(), name="adjust"),
    path("hotline/evaluation/exclusions/", ExclusionsPage.as_view(), name="exclusions"),
    path("hotline/evaluation/exclusions/new/", ProposePage.as_view(), name="exclusion_new"),
    path("hotline/evaluation/exclusions/<int:pk>/", DecidePage.as_view(), name="exclusion_decide"),
    path("hotline/reports/", ReportsPage.as_view(), name="reports"),
    path("hotline/reports/new/", NewReportPage.as_view(), name="report_new"),
    path("hotline/reports/<int:pk>/", ReportPage.as_view(), name="report"),
    path("hotline/reports/<int:pk>/word/", ReportWord.as_view(), name="report_word"),
    path("hotline/reports/<int:pk>/pdf/", ReportPdf.as_view(), name="report_pdf"),
]
