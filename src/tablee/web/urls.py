"""Where each page lives."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import IntConverter

from tablee.web.staff.console import console
from tablee.web.views import act, campaign, erase, errors, home, receipt, share
from tablee.web.views.kinds import codes, draw, gallery, own_drawing, pictures
from tablee.web.views.log import exports, files, proofs, verifier, verify
from tablee.web.views.posts import acts, blogs, offers, personal, status, wall
from tablee.web.views.shifts import listing, own, sheet, signing
from tablee.web.views.signing import desk, documents, entrance, own_passkeys, welcome, writing


class NumberConverter(IntConverter):
    """A number that tables can hold: anybody may type a longer one, and finds nothing."""

    regex = "[0-9]{1,12}"


register_converter(NumberConverter, "number")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show_campaigns, name="home"),
    path("leaf.schema.json", verify.show_schema, name="leaf_schema"),
    path("c/<slug:slug>", personal.follow_short_link),
    path("c/<slug:slug>/", campaign.show_campaign, name="campaign"),
    path("c/<slug:slug>/act/<slug:kind>", act.claim_act, name="act"),
    path("c/<slug:slug>/acts/<slug:token>", receipt.show_receipt, name="receipt"),
    path("c/<slug:slug>/acts/<slug:token>.tlog-proof", proofs.show_proof, name="proof"),
    path("c/<slug:slug>/acts/<slug:token>.note", proofs.show_word, name="word"),
    path("c/<slug:slug>/acts/<slug:token>/withdraw", own_drawing.withdraw, name="withdraw"),
    path("c/<slug:slug>/acts/<slug:token>/erase", erase.erase, name="erase"),
    path("c/<slug:slug>/acts/<slug:token>/appeal", acts.appeal, name="appeal"),
    path("c/<slug:slug>/acts/<slug:token>/show", acts.show, name="show_post"),
    path("c/<slug:slug>/posts/<slug:token>", status.show_post, name="post"),
    path("c/<slug:slug>/posts/<slug:token>.json", status.show_post_json, name="post_json"),
    path("c/<slug:slug>/posts/<slug:token>/again", status.look_again, name="post_again"),
    path("c/<slug:slug>/posts/<slug:token>/ask", status.ask_somebody, name="post_ask"),
    path("c/<slug:slug>/blogs", blogs.register, name="blogs"),
    path("c/<slug:slug>/blogs/<slug:token>", blogs.show_blog, name="blog"),
    path("c/<slug:slug>/wall", wall.show_wall, name="wall"),
    path("c/<slug:slug>/r/<slug:token>", personal.follow_personal_link, name="personal"),
    path("s/<slug:slug>", personal.follow_short_link, name="short"),
    path("c/<slug:slug>/s/<slug:network>/<str:token>", share.follow_link, name="share"),
    path(
        "c/<slug:slug>/s/<slug:network>/<str:token>/pressed", share.press_link, name="press_share"
    ),
    path("c/<slug:slug>/code/<slug:kind>", codes.type_code, name="code"),
    path("c/<slug:slug>/draw/<slug:kind>", draw.draw, name="draw"),
    path("c/<slug:slug>/drawings", gallery.show_gallery, name="drawings"),
    path("c/<slug:slug>/drawings/<number:number>", gallery.show_drawing, name="drawing"),
    path(
        "c/<slug:slug>/drawings/<number:number>/<slug:name>.<slug:ending>",
        pictures.show_picture,
        name="picture",
    ),
    path("c/<slug:slug>/acts/<slug:token>/picture", pictures.show_own_picture, name="own_picture"),
    path("c/<slug:slug>/acts/<slug:token>/show-drawing", own_drawing.show_own, name="show_drawing"),
    path("c/<slug:slug>/shifts", listing.show_shifts, name="shifts"),
    path("c/<slug:slug>/volunteer/<slug:kind>", listing.show_shifts, name="volunteer"),
    path("c/<slug:slug>/shifts/<number:number>", signing.show_shift, name="shift"),
    path("c/<slug:slug>/shifts/<number:number>/asked", signing.show_asked, name="shift_asked"),
    path("c/<slug:slug>/shifts/join/<slug:token>", own.join, name="join_shift"),
    path("c/<slug:slug>/shifts/mine/<slug:token>", own.show_own, name="own_shift"),
    path("c/<slug:slug>/shifts/mine/<slug:token>.ics", own.show_calendar, name="shift_calendar"),
    path("c/<slug:slug>/shifts/sheet/<slug:token>", sheet.show_sheet, name="presence_sheet"),
    path("c/<slug:slug>/verify", verify.show_verify, name="verify"),
    path("c/<slug:slug>/verifier.html", verifier.show_verifier, name="verifier"),
    path("c/<slug:slug>/export/", exports.show_exports, name="exports"),
    path("c/<slug:slug>/export/<slug:name>.zip", exports.show_export, name="export"),
    path("c/<slug:slug>/log/policy", verify.show_policy, name="log_policy"),
    path("c/<slug:slug>/log/<path:path>", files.show_file, name="log"),
    path("c/<slug:slug>/<slug:leaf>", offers.show_offer, name="offer"),
    path("sign/", desk.show_all, name="signing"),
    path("sign/in", entrance.Entrance.as_view(), name="sign_in"),
    path("sign/out", entrance.Exit.as_view(), name="sign_out"),
    path("sign/welcome/<uidb64>/<token>", welcome.Welcome.as_view(), name="sign_welcome"),
    path("sign/passkeys", own_passkeys.show_passkeys, name="sign_passkeys"),
    path("sign/<slug:slug>/", desk.show_own, name="sign"),
    path("sign/<slug:slug>/document", documents.show_document, name="sign_document"),
    path("sign/<slug:slug>/document.txt", documents.save_text, name="sign_text"),
    path("sign/<slug:slug>/keep-key", desk.keep_key, name="sign_keep_key"),
    path("sign/<slug:slug>/write/<slug:kind>", writing.write_receipt, name="sign_write"),
    path("staff/", console.urls),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
