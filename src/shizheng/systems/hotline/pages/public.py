"""Citizens' pages without an account: report a matter, the receipt, look it up, add to it."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shizheng.console.forms import accept_faults, all_errors
from shizheng.console.pages import PublicPage
from shizheng.console.pages.edit import INVALID
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.points import point_of
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.queries import client_of
from shizheng.platform.policy.rules.rate import TooManyError, spend
from shizheng.systems.hotline.actions.callbacks import open_evaluation
from shizheng.systems.hotline.actions.web import add_by_web, look_up, report_matter
from shizheng.systems.hotline.domain.process.asks import NATURES
from shizheng.systems.hotline.domain.web import MOST_PHOTOS, PHOTO_LIMIT, Photo, PhotoError, photo
from shizheng.systems.hotline.models.calls import caller_indexes
from shizheng.systems.hotline.queries import web
from shizheng.systems.hotline.queries.office import NoOfficeError, office

TOO_MANY = 429
PER_ADDRESS, PER_PHONE, LOOKS, PER_NUMBER = (30, 600), (6, 3600), (30, 600), (10, 3600)
"""(times, seconds): many citizens share an address of a mobile network, hardly any a telephone."""
NO_OFFICE = "本市还没有开通网上提交，请拨打12345。"
_MOBILE = r"^(\+?86[- ]?)?1[3-9]\d{9}$|^0\d{2,3}[- ]?\d{7,8}$|^\d{7,8}$"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        given = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if len(given) > MOST_PHOTOS:
            raise forms.ValidationError(f"照片最多{MOST_PHOTOS}张，现有{len(given)}张")
        return list(self.read(given))

    def read(self, given: list[Any]) -> Iterator[Photo]:
        for each in given:
            if each.size > PHOTO_LIMIT:
                raise forms.ValidationError(f"“{each.name}”超过{PHOTO_LIMIT >> 20} MB，请压缩后再上传；其他内容已保留")
            try:
                yield photo(each.read(), each.name)
            except PhotoError as error:
                raise forms.ValidationError(str(error)) from error


class ReportForm(forms.Form):
    nature = forms.ChoiceField(label="诉求性质", choices=NATURES, initial="help")
    text = forms.CharField(
        label="什么事",
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="时间、经过和希望怎样解决；这里请不要写姓名和电话",
    )
    place = forms.CharField(label="在哪里", max_length=200, help_text="道路、小区、楼栋或附近的标志")
    area = forms.ChoiceField(label="所在区县", required=False)
    point = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    photos = PhotosField(
        label="照片",
        required=False,
        help_text=f"最多{MOST_PHOTOS}张，每张不超过{PHOTO_LIMIT >> 20} MB；拍摄位置等信息会被去除",
    )
    use_photo_place = forms.BooleanField(label="允许使用照片中的拍摄位置", required=False)
    name = forms.CharField(label="您的称呼", max_length=50, required=False)
    phone = forms.RegexField(
        _MOBILE,
        label="联系电话",
        max_length=25,
        required=False,
        error_messages={"invalid": "应为手机号码或带区号的固定电话"},
        help_text="用于答复、回访和查询进度",
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    confidential = forms.BooleanField(label="为我保密（承办单位看不到您的姓名和电话，本件不会公开）", required=False)
    agreed = forms.BooleanField(
        label="我同意热线中心为办理此事使用以上信息", error_messages={"required": "请先勾选同意，才能办理"}
    )
    website = forms.CharField(required=False, max_length=200, label="请不要填写这一项")
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, anonymous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.choices = [("", "不清楚"), *web.districts()]
        for name in () if anonymous else ("name", "phone"):
            self.fields[name].required = True

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("提交没有成功，请刷新页面后重新填写")
        return ""

    def clean_point(self) -> str:
        text = self.cleaned_data["point"].strip()
        return text if text and point_of(text) is not None else ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any("\0" in value for value in given.values() if isinstance(value, str)):
            raise forms.ValidationError("内容含有不可见的控制字符，请删去后再提交")
        return given

    @property
    def answers(self) -> dict[str, Value]:
        given = self.cleaned_data
        told = next((each.point for each in given["photos"] if each.point), "") if given["use_photo_place"] else ""
        said: dict[str, Value] = {
            "channel": "web",
            "nature": given["nature"],
            "urgency": "ordinary",
            "title": _title(given["place"], given["text"]),
            "text": given["text"],
            "area": given["area"],
            "place": given["place"],
            "point": given["point"] or told,
            "call_back": bool(given["phone"]),
        }
        return {name: value for name, value in said.items() if value != ""}

    @property
    def contact(self) -> ContactDetails:
        given = self.cleaned_data
        phone = "".join(each for each in given["phone"] if each.isdigit())
        phone = phone[2:] if len(phone) == 13 and phone.startswith("86") else phone
        return ContactDetails(name=given["name"], phone=phone, confidential=given["confidential"])


def _title(place: str, text: str) -> str:
    first = " ".join(text.split())
    return f"{place[:30]}：{first[:40]}{'…' if len(first) > 40 else ''}"


class CitizenPage(PublicPage):
    """Nothing of it is kept by browsers or what lies between."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return never_cache(super().dispatch)(request, *args, **kwargs)

    def show(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        errors = list(all_errors(form)) if form.is_bound else []
        return self.respond({"form": form, "errors": errors, **more}, status=status)

    def refused(self, form: Any, error: ShizhengError, **more: Any) -> HttpResponse:
        accept_faults(form, error)
        return self.show(form, TOO_MANY if isinstance(error, TooManyError) else INVALID, **more)


class ReportPage(CitizenPage):
    title = "12345网上提交"
    purpose = "反映问题、咨询、求助或提出建议，不需要注册。"
    template_name = "hotline/public_report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.show(ReportForm(anonymous=office().accepts_anonymous, initial={"key": uuid.uuid4()}))
        except NoOfficeError:
            return self.respond({"closed": NO_OFFICE})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            form = ReportForm(request.POST, request.FILES, anonymous=office().accepts_anonymous)
        except NoOfficeError:
            return self.respond({"closed": NO_OFFICE}, status=INVALID)
        if not form.is_valid():
            return self.show(form, INVALID)
        key = f"web-{form.cleaned_data['key']}"
        try:
            if (case := web.submitted(key)) is None:
                self.count(form.contact.phone)
                actor = web.at_centre(client_of(request))
                case = report_matter(
                    actor, answers=form.answers, contact=form.contact, photos=form.cleaned_data["photos"], key=key
                )
        except ShizhengError as error:
            # Sent twice at once, the second finds the key taken while its photographs were stored.
            if (case := web.submitted(key)) is None:
                return self.refused(form, error)
        return HttpResponseRedirect(reverse("hotline:receipt", kwargs={"token": web.receipt(case)}))

    def count(self, phone: str) -> None:
        limit, seconds = PER_ADDRESS
        spend(f"report:{client_of(self.request)}", limit=limit, seconds=seconds)
        if phone:
            limit, seconds = PER_PHONE
            spend(f"report:{caller_indexes(phone)[0]}", limit=limit, seconds=seconds)


class ReceiptPage(CitizenPage):
    title = "已经收到"
    template_name = "hotline/public_receipt.html"

    def context(self) -> dict[str, Any]:
        case = web.receipted(self.kwargs["token"])
        if case is None:
            raise Http404
        code = "" if web.has_phone(case) else web.lookup_code(case)
        return {**super().context(), "case": case, "code": code}


class QueryForm(forms.Form):
    number = forms.RegexField(
        r"^\s*\d{9,26}\s*$",
        label="工单编号",
        max_length=30,
        error_messages={"invalid": "应为提交成功时显示的数字编号"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    tail = forms.RegexField(
        r"^\d{4}$",
        label="电话后四位",
        max_length=4,
        error_messages={"invalid": "应为四位数字"},
        help_text="没有留电话的，填提交成功时显示的查询码",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MoreForm(forms.Form):
    more = forms.CharField(label="补充内容", min_length=2, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.UUIDField(widget=forms.HiddenInput)


UNKNOWN = "没有找到：编号或电话后四位不对。请核对后再查。"


class QueryPage(CitizenPage):
    """Number and tail are posted, so that no address holds them; what was looked up is proved by a signed word."""

    title = "查询进度"
    purpose = "凭工单编号和电话后四位查询。"
    template_name = "hotline/public_query.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show(QueryForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "opened" in request.POST:
            return self.follow(request)
        form = QueryForm(request.POST)
        if not form.is_valid():
            return self.show(form, INVALID)
        number = form.cleaned_data["number"].strip()
        try:
            spend(f"look:{client_of(request)}", limit=LOOKS[0], seconds=LOOKS[1])
            spend(f"look-at:{number}", limit=PER_NUMBER[0], seconds=PER_NUMBER[1])
        except TooManyError as error:
            return self.refused(form, error)
        case = look_up(web.citizen(client_of(request)), number=number, tail=form.cleaned_data["tail"])
        if case is None:
            form.add_error(None, UNKNOWN)
            return self.show(form, INVALID)
        return self.standing(case)

    def standing(self, case: Case, form: Any = None, status: int = 200, done: str = "") -> HttpResponse:
        more = form or MoreForm(initial={"key": uuid.uuid4()})
        found = {"standing": web.standing(case), "opened": web.opened(case), "done": done}
        return self.show(more, status, **found)

    def follow(self, request: HttpRequest) -> HttpResponseBase:
        """What comes after looking up: more about the matter, or its evaluation."""
        case = web.reopened(request.POST.get("opened", ""))
        if case is None:
            return self.respond({"form": QueryForm(), "lost": "查询已超过半小时，请重新查询。"}, status=INVALID)
        form = MoreForm(request.POST)
        try:
            if "evaluate" in request.POST:
                token = open_evaluation(web.citizen(client_of(request)), case=case)
                return HttpResponseRedirect(reverse("hotline:evaluate", kwargs={"token": token}))
            if not form.is_valid():
                return self.standing(case, form, INVALID)
            spend(f"add:{case.pk}", limit=PER_NUMBER[0], seconds=PER_NUMBER[1])
            key = f"web-{form.cleaned_data['key']}"
            made = add_by_web(web.at_centre(client_of(request)), case=case, more=form.cleaned_data["more"], key=key)
        except ShizhengError as error:
            accept_faults(form, error)
            return self.standing(case, form, TOO_MANY if isinstance(error, TooManyError) else INVALID)
        return self.standing(made.case, done="已经补充，办理人员会看到。")
