"""Addresses of cases and processes."""

from django.urls import path

from shizheng.engines.cases.pages import advice, cases, contacts, importing, moves, processes, reference, rules

app_name = "cases"
urlpatterns = [
    path("", cases.CaseList.as_view(), name="list"),
    path("<int:pk>/", cases.CaseDetail.as_view(), name="detail"),
    path("<int:pk>/contact/", contacts.ContactOpen.as_view(), name="contact"),
    path("<int:pk>/contact/edit/", contacts.ContactEdit.as_view(), name="contact_edit"),
    path("<int:pk>/<slug:move>/<int:unit>/", moves.CaseMove.as_view(), name="move"),
    path("new/<slug:process>/<slug:move>/", moves.CaseOpen.as_view(), name="open"),
    path("imports/", importing.ImportList.as_view(), name="imports"),
    path("imports/new/", importing.ImportNew.as_view(), name="import_new"),
    path("imports/<int:pk>/", importing.ImportDetail.as_view(), name="import"),
    path("imports/<int:pk>/mapping/", importing.ImportMapping.as_view(), name="import_mapping"),
    path("imports/<int:pk>/submit/", importing.ImportSubmit.as_view(), name="import_submit"),
    path("mappings/", importing.MappingList.as_view(), name="mappings"),
    path("mappings/<int:pk>/", importing.MappingDetail.as_view(), name="mapping"),
    path("mappings/<int:pk>/file/", importing.MappingFile.as_view(), name="mapping_file"),
    path("mappings/<int:pk>/remove/", importing.MappingRemove.as_view(), name="mapping_remove"),
    path("categories/", reference.CategoryList.as_view(), name="categories"),
    path("categories/import/", reference.CategoryImport.as_view(), name="categories_import"),
    path("areas/", reference.AreaList.as_view(), name="areas"),
    path("areas/import/", reference.AreaImport.as_view(), name="areas_import"),
    path("limits/", reference.LimitList.as_view(), name="limits"),
    path("limits/import/", reference.LimitImport.as_view(), name="limits_import"),
    path("limits/editions/", reference.EditionList.as_view(), name="limit_editions"),
    path("limits/editions/<int:pk>/", reference.EditionDetail.as_view(), name="limit_edition"),
    path("processes/", processes.ProcessList.as_view(), name="processes"),
    path("processes/<slug:process>/", processes.ProcessDiagram.as_view(), name="process"),
    path("advice/", advice.AdviceFragment.as_view(), name="advice"),
    path("likes/", advice.LikesFragment.as_view(), name="likes"),
    path("acceptance/", advice.AcceptancePage.as_view(), name="acceptance"),
    path("rules/", rules.RuleSetList.as_view(), name="rules"),
    path("rules/draft/", rules.RuleDraft.as_view(), name="rule_draft"),
    path("rules/<int:pk>/", rules.RuleSetDetail.as_view(), name="rule_set"),
    path("rules/<int:pk>/new/", rules.RuleNew.as_view(), name="rule_new"),
    path("rules/<int:pk>/trial/", rules.RuleTrial.as_view(), name="rule_trial"),
    path("rules/<int:pk>/publish/", rules.RulePublish.as_view(), name="rule_publish"),
    path("rules/<int:pk>/abandon/", rules.RuleAbandon.as_view(), name="rule_abandon"),
    path("rules/rule/<int:pk>/", rules.RuleEdit.as_view(), name="rule_edit"),
    path("rules/rule/<int:pk>/drop/", rules.RuleDrop.as_view(), name="rule_drop"),
]
