"""The doors of Open311 GeoReport v2: services for everybody, requests with the `api_key` that is an access token."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import client_of
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.policy.rules.rate import TooManyError, spend
from shizheng.platform.tokens.queries import actor_of, token_of
from shizheng.systems.hotline.domain.open311 import Record, ReportError, as_json, as_xml, instant, posted
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.queries import open311 as shown
from shizheng.systems.hotline.queries.office import office

MOST, LONGEST_SPAN = 1000, timedelta(days=90)
_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
View = Callable[..., HttpResponse]
Answer = tuple[str, Sequence[Record], int]


def _answering(view: Callable[..., Answer]) -> View:
    """In the asked format, refusals too; nothing here needs a session, so that no foreign page can use one."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, form: str, **kwargs: Any) -> HttpResponse:
        try:
            root, records, status = view(request, **kwargs)
        except ReportError as error:
            root, records, status = _refusal(error.status, error.description)
        except DeniedError as error:
            root, records, status = _refusal(403, str(error))
        except TooManyError as error:
            root, records, status = _refusal(429, str(error))
        except ShizhengError as error:
            root, records, status = _refusal(400, str(error))
        body = as_xml(root, records) if form == "xml" else as_json(records)
        return HttpResponse(body, content_type=_TYPES[form], status=status)

    return answer


def _refusal(status: int, description: str) -> Answer:
    return "errors", [{"code": str(status), "description": description}], status


@_answering
def services(request: HttpRequest) -> Answer:
    _only(request, "GET")
    return "services", list(shown.services()), 200


@_answering
def service(request: HttpRequest, code: str) -> Answer:
    """No service asks for more than the standard fields, so that there is no list of attributes."""
    _only(request, "GET")
    found = shown.service_of(code)
    if found is None:
        raise ReportError(404, "service_code was not found 没有这个事项编码")
    return "services", [shown.service(found)], 200


@_answering
def requests(request: HttpRequest) -> Answer:
    if request.method == "POST":
        return _post(request)
    _only(request, "GET")
    rows = _narrowed(_visible(_actor(request.GET, request)), request.GET)
    return "service_requests", shown.requests(rows.order_by("-opened_at", "-pk")[:MOST]), 200


@_answering
def one(request: HttpRequest, number: str) -> Answer:
    _only(request, "GET")
    found = _visible(_actor(request.GET, request)).filter(pk=_key(number)).first()
    if found is None or found.number != number:
        raise ReportError(404, "service_request_id was not found 没有这件诉求，或无权查看")
    return "service_requests", shown.requests([found]), 200


@_answering
def token(request: HttpRequest, number: str) -> Answer:
    """Every request has its number at once; its token is the number."""
    _only(request, "GET")
    found = _visible(_actor(request.GET, request)).filter(pk=_key(number)).first()
    if found is None or found.number != number:
        raise ReportError(404, "token was not found 没有这件诉求，或无权查看")
    return "service_requests", [{"service_request_id": number, "token": number}], 200


def _post(request: HttpRequest) -> Answer:
    actor = _actor(request.POST, request)
    if any("\0" in value for value in request.POST.values()):
        raise ReportError(400, "a value holds a NUL 内容含有不可见的控制字符")
    sent = posted({name: str(value) for name, value in request.POST.items()})
    if shown.service_of(sent.service_code) is None:
        raise ReportError(404, "service_code was not found 没有这个事项编码")
    answers: dict[str, Value] = {
        "channel": "open311",
        "nature": "help",
        "urgency": "ordinary",
        "title": sent.title,
        "text": sent.text,
        "category": sent.service_code,
        "place": sent.address,
        "point": sent.point,
        "call_back": bool(sent.phone),
    }
    made = open_case(
        actor,
        process=WORK_ORDER.id,
        move="submit",
        answers={name: value for name, value in answers.items() if value != ""},
        keeper=office().centre,
        contact=ContactDetails(name=sent.name, phone=sent.phone),
    )
    notice = {"service_request_id": made.case.number, "service_notice": "已收到，将在受理时限内答复", "account_id": ""}
    return "service_requests", [notice], 201


def _only(request: HttpRequest, method: str) -> None:
    if request.method != method:
        raise ReportError(400, f"only {method} is answered here 这里只接受 {method}")


def _actor(given: Mapping[str, str], request: HttpRequest) -> Actor:
    """Whose key it is, counted as any use of a token is."""
    client = client_of(request)
    known = token_of(given.get("api_key", ""))
    if known is None:
        spend(f"token-wrong:{client}", limit=20, seconds=300)
        raise ReportError(403, "api_key is missing or not valid 没有 api_key，或已失效")
    limit, seconds = settings.TOKEN_RATE
    spend(f"token:{known.pk}", limit=limit, seconds=seconds)
    return actor_of(known, client)


def _visible(actor: Actor) -> Any:
    rows = Case.objects.visible_to(actor, WORK_ORDER.view).of(WORK_ORDER.id)
    return rows.select_related("category", "main")


def _key(number: str) -> int:
    return int(number[8:]) if number.isascii() and number.isdecimal() and 8 < len(number) < 27 else 0


def _narrowed(rows: Any, asked: Mapping[str, str]) -> Any:
    """By numbers, or by service, status and a span of at most 90 days, which is also the usual one."""
    if asked.get("service_request_id"):
        return rows.filter(pk__in=[_key(each.strip()) for each in asked["service_request_id"].split(",")[:MOST]])
    now = clock.now()
    start, end = instant(asked.get("start_date", ""), "start_date"), instant(asked.get("end_date", ""), "end_date")
    end = end or (start + LONGEST_SPAN if start else now)
    start = start or end - LONGEST_SPAN
    if end - start > LONGEST_SPAN:
        raise ReportError(400, "the span is longer than 90 days 起止时间相距超过90天")
    rows = rows.filter(opened_at__gte=start, opened_at__lte=end)
    if asked.get("service_code"):
        rows = rows.filter(category_id__in=asked["service_code"].replace("\0", "").split(",")[:MOST])
    status = asked.get("status", "")
    if status not in {"", "open", "closed"}:
        raise ReportError(400, "status is open or closed 状态只有 open 和 closed")
    return rows.filter(ended_at__isnull=status == "open") if status else rows
