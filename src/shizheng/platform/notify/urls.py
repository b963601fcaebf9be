"""Addresses of notices."""

from django.urls import path

from shizheng.platform.notify.pages.notices import NoticeList
from shizheng.platform.notify.pages.short_messages import MessageList, MessageResend

app_name = "notify"
urlpatterns = [
    path("", NoticeList.as_view(), name="list"),
    path("sms/", MessageList.as_view(), name="messages"),
    path("sms/<int:pk>/resend/", MessageResend.as_view(), name="message_resend"),
]
