"""Where each page lives."""

from django.urls import URLPattern, URLResolver, path

from tablee.web.staff.console import console
from tablee.web.views import act, campaign, errors, home, receipt, share

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show_campaigns, name="home"),
    path("c/<slug:slug>/", campaign.show_campaign, name="campaign"),
    path("c/<slug:slug>/act/<slug:kind>", act.claim_act, name="act"),
    path("c/<slug:slug>/acts/<slug:token>", receipt.show_receipt, name="receipt"),
    path("c/<slug:slug>/s/<slug:network>/<str:token>", share.follow_link, name="share"),
    path("staff/", console.urls),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
