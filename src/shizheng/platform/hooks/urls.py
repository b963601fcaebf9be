"""Addresses of subscriptions and deliveries."""

from django.urls import path

from shizheng.platform.hooks.pages import subscriptions as pages

app_name = "hooks"
urlpatterns = [
    path("", pages.SubscriptionList.as_view(), name="list"),
    path("new/", pages.SubscriptionNew.as_view(), name="new"),
    path("<int:pk>/", pages.SubscriptionDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", pages.SubscriptionEdit.as_view(), name="edit"),
    path("deliveries/", pages.DeliveryList.as_view(), name="deliveries"),
    path("deliveries/<int:pk>/", pages.DeliveryDetail.as_view(), name="delivery"),
    path("deliveries/<int:pk>/resend/", pages.DeliveryResend.as_view(), name="resend"),
]
