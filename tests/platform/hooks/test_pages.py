"""The pages of subscriptions and deliveries."""

from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.hooks.actions import subscribe
from shizheng.platform.hooks.domain.events import HookEvent
from shizheng.platform.hooks.models import Delivery, State, Subscription
from shizheng.platform.hooks.pages import subscriptions as pages
from shizheng.platform.modules.module import MODULES, Module
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, organisation, post, role

EVENT = HookEvent("trial.closed", "试办结", "hooks.manage")


class HookCase(PageCase):
    name = ""
    subject = ""

    def setup_method(self) -> None:
        self._isolation = MODULES.isolated()
        self._isolation.__enter__()
        MODULES.register(Module(id="trial", name="试", contributions={"hook_events": (EVENT,)}))

    def teardown_method(self) -> None:
        self._isolation.__exit__(None, None, None)

    def address(self):
        subjects = {"subscription": Subscription, "delivery": Delivery}
        first = subjects[self.subject].objects.order_by("pk")[0] if self.subject else None
        return reverse(f"hooks:{self.name}", kwargs={"pk": first.pk} if first else {})

    def populate(self, count):
        unit = Organisation.objects.filter(code="H").first() or organisation("H")
        row = (
            Subscription.objects.first()
            or subscribe(ROBOT, organisation=unit, name="上级平台", url="https://a.cn/in", events=[EVENT.id])[0]
        )
        start = Delivery.objects.count()
        for number in range(start, start + count):
            Delivery.objects.create(
                subscription=row, event=EVENT.id, key=str(number), body="{}", next_at=clock.now(), state=State.DEAD
            )

    def sign_in(self, client):
        holder = account("keeper")
        unit = Organisation.objects.filter(code="H").first() or organisation("H")
        post(holder, unit, role("keepers", hooks__manage=Scope.SUBTREE))
        client.force_login(holder)

    def sign_in_forbidden(self, client):
        client.force_login(account("nobody"))


class TestList(HookCase):
    page = pages.SubscriptionList
    name = "list"


class TestDeliveries(HookCase):
    page = pages.DeliveryList
    name = "deliveries"


class TestDetail(HookCase):
    page = pages.SubscriptionDetail
    name, subject = "detail", "subscription"

    def test_allowed_sees_the_page(self, client):
        self.populate(1)
        self.sign_in(client)
        page = client.get(self.address()).content.decode()
        assert "https://a.cn/in" in page
        assert "最近推送" in page


class TestDelivery(HookCase):
    page = pages.DeliveryDetail
    name, subject = "delivery", "delivery"

    def test_allowed_sees_the_page(self, client):
        self.populate(1)
        self.sign_in(client)
        assert "重新推送" in client.get(self.address()).content.decode()


class TestNew(HookCase):
    page = pages.SubscriptionNew
    name = "new"

    def test_the_secret_is_shown_once(self, client):
        self.sign_in(client)
        unit = Organisation.objects.get(code="H")
        given = {"name": "甲", "url": "https://a.cn/", "events": [EVENT.id], "organisation": unit.pk}
        answer = client.post(self.address(), given, follow=True)
        assert "签名密钥：" in answer.content.decode()
        row = Subscription.objects.get()
        assert "签名密钥：" not in client.get(row.get_absolute_url()).content.decode()

    def test_a_bad_address_keeps_what_was_typed(self, client):
        self.sign_in(client)
        given = {"name": "甲", "url": "http://127.0.0.1/", "events": [EVENT.id], "organisation": 1}
        given["organisation"] = Organisation.objects.get(code="H").pk
        answer = client.post(self.address(), given)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "不能向“127.0.0.1”推送" in page
        assert 'value="http://127.0.0.1/"' in page
        assert Subscription.objects.count() == 0


class TestEdit(HookCase):
    page = pages.SubscriptionEdit
    name, subject = "edit", "subscription"


class TestResend(HookCase):
    page = pages.DeliveryResend
    name, subject = "resend", "delivery"

    def test_it_waits_again(self, client):
        self.populate(1)
        self.sign_in(client)
        assert client.post(self.address()).status_code == 302
        assert Delivery.objects.get().state == State.WAITING
