"""Writes: what is kept, what is refused, and that nothing changes where it is refused."""

import pytest

from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.disclosure.actions.documents import identify_document, remove_document
from shizheng.systems.disclosure.actions.findings import accept_finding, dismiss_finding, reopen_finding
from shizheng.systems.disclosure.actions.recheck import recheck_document
from shizheng.systems.disclosure.actions.upload import SameDisclosureError, SameFileError, upload_document
from shizheng.systems.disclosure.models import Document, DocumentClaim, DocumentFinding
from tests.disclosure.documents import FINDINGS, TEXT, examined, officer, uploaded

pytestmark = pytest.mark.django_db


def last_entry() -> Entry:
    return Entry.objects.order_by("-sequence")[0]


def counts(document: Document) -> tuple[int, int, int, int]:
    document.refresh_from_db()
    return document.errors, document.warnings, document.roundings, document.extractions


def test_uploading_keeps_findings_claims_and_counts_and_is_journalled() -> None:
    document = uploaded(officer())
    assert counts(document) == (1, 1, 1, 0)
    assert [row.number for row in document.findings.all()] == [1, 2, 3]
    assert (document.claims, document.stated.get().value) == (1, 12_100_00_00)
    assert (last_entry().action, last_entry().object_id) == ("disclosure.upload_document", str(document.pk))
    assert document.subject == "明州市数据局 2026年预算"


def test_without_permission_nothing_is_kept() -> None:
    with pytest.raises(DeniedError):
        uploaded(officer(permissions={"disclosure__view"}))
    assert (Document.objects.count(), DocumentFinding.objects.count()) == (0, 0)


def test_the_same_file_is_not_kept_twice() -> None:
    who = officer()
    first = uploaded(who)
    with pytest.raises(SameFileError) as refused:
        uploaded(who)
    assert refused.value.document == first
    assert Document.objects.count() == 1


def test_a_second_file_of_one_unit_year_and_stage_waits_for_a_choice() -> None:
    who = officer()
    first = uploaded(who)
    with pytest.raises(SameDisclosureError) as refused:
        uploaded(who, text=TEXT + "改")
    assert (refused.value.document, Document.objects.count()) == (first, 1)


def test_a_new_version_needs_a_reason_and_overwrites_nothing() -> None:
    who = officer()
    first = uploaded(who)
    with pytest.raises(ShizhengError, match="理由"):
        upload_document(who, examined=examined(TEXT + "改"), replaces=first, reason=" ")
    first.refresh_from_db()
    assert first.is_current
    second = upload_document(who, examined=examined(TEXT + "改"), replaces=first, reason="更正总计")
    first.refresh_from_db()
    assert (first.is_current, second.edition, second.supersedes) == (False, 2, first)
    assert first.findings.count() == 3
    assert last_entry().reason == "更正总计"
    with pytest.raises(ShizhengError, match="更新的版本"):
        upload_document(who, examined=examined(TEXT + "再改"), replaces=first, reason="又改")


def test_another_organisation_may_keep_the_same_document() -> None:
    uploaded(officer("one"))
    uploaded(officer("two"))
    assert Document.objects.count() == 2


def test_another_organisations_document_cannot_be_replaced() -> None:
    first = uploaded(officer("one"))
    with pytest.raises(DeniedError):
        upload_document(officer("two"), examined=examined(TEXT + "改"), replaces=first, reason="改")
    first.refresh_from_db()
    assert first.is_current


def test_unidentified_documents_do_not_hinder_each_other() -> None:
    who = officer()
    uploaded(who, unit="", year=0, stage="")
    second = uploaded(who, text=TEXT + "二", unit="", year=0, stage="")
    assert second.subject == second.title


def test_accepting_and_dismissing_take_a_finding_off_the_counts() -> None:
    who = officer()
    document = uploaded(who)
    warning, error, _ = document.findings.all()
    accept_finding(who, finding=error)
    assert counts(document) == (0, 1, 1, 0)
    dismissed = dismiss_finding(who, finding=warning, reason="原文如此")
    assert counts(document) == (0, 0, 1, 0)
    assert (dismissed.reason, dismissed.handled_by_id) == ("原文如此", who.account_id)
    assert (last_entry().action, last_entry().reason) == ("disclosure.dismiss_finding", "原文如此")


def test_dismissing_without_a_reason_changes_nothing() -> None:
    who = officer()
    finding = uploaded(who).findings.first()
    with pytest.raises(ShizhengError, match="理由"):
        dismiss_finding(who, finding=finding, reason="  ")
    finding.refresh_from_db()
    assert finding.is_open


def test_the_second_of_two_officers_is_told() -> None:
    who = officer()
    finding = uploaded(who).findings.first()
    accept_finding(who, finding=finding)
    with pytest.raises(ShizhengError, match="已采纳"):
        dismiss_finding(who, finding=finding, reason="不改")
    reopen_finding(who, finding=finding)
    finding.refresh_from_db()
    assert (finding.is_open, finding.handled_by_id) == (True, None)


def test_a_reader_may_not_handle() -> None:
    who = officer()
    finding = uploaded(who).findings.first()
    with pytest.raises(DeniedError):
        accept_finding(officer("reader", who_unit(who), permissions={"disclosure__view"}), finding=finding)
    finding.refresh_from_db()
    assert finding.is_open


def who_unit(who):
    from shizheng.platform.orgs.models import Organisation

    return Organisation.objects.get(pk=who.organisation_id)


def test_checking_again_keeps_decisions_and_drops_what_is_gone() -> None:
    who = officer()
    document = uploaded(who)
    warning = document.findings.all()[0]
    dismiss_finding(who, finding=warning, reason="原文如此")
    recheck_document(who, document=document, examined=examined(findings=FINDINGS[:2]))
    states = [(row.severity, row.state, row.reason) for row in document.findings.all()]
    assert states == [("warning", "dismissed", "原文如此"), ("error", "open", "")]
    assert counts(document) == (1, 0, 0, 0)
    assert DocumentClaim.objects.filter(document=document).count() == 1


def test_identity_is_put_right_unless_it_is_anothers_or_stale() -> None:
    who = officer()
    document = uploaded(who, unit="", year=0, stage="")
    said = {"unit": "明州市数据局", "region": "明州", "year": 2025, "stage": "final"}
    identify_document(who, document=document, **said, expected_version=1)
    document.refresh_from_db()
    assert (document.subject, document.version) == ("明州市数据局 2025年决算", 2)
    with pytest.raises(ShizhengError, match="别人"):
        identify_document(who, document=document, **said, expected_version=1)
    other = uploaded(who, text=TEXT + "二")
    with pytest.raises(ShizhengError, match="已有"):
        identify_document(who, document=other, **said, expected_version=1)


def test_every_fault_of_an_identity_is_named() -> None:
    who = officer()
    with pytest.raises(InvalidInputError) as refused:
        identify_document(who, document=uploaded(who), unit=" ", region="", year=3, stage="x", expected_version=1)
    assert [fault.place for fault in refused.value.faults] == ["unit", "year", "stage"]


def test_removing_a_version_brings_the_one_before_back() -> None:
    who = officer()
    first = uploaded(who)
    second = upload_document(who, examined=examined(TEXT + "改"), replaces=first, reason="更正")
    with pytest.raises(ShizhengError, match="更新的版本"):
        remove_document(who, document=first, reason="重复")
    remove_document(who, document=second, reason="传错")
    first.refresh_from_db()
    assert first.is_current
    assert Document.objects.count() == 1
    assert last_entry().action == "disclosure.remove_document"
