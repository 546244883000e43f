"""One document to sign: its exact text, how to sign it, and what came of it."""

from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tablee.core.campaign import Campaign
from tablee.core.promising.document import MOST_BYTES
from tablee.core.promising.fault import BadDocument
from tablee.core.promising.sshsig import BEGIN
from tablee.core.promising.wording import FIELDS, Kind, read_text, write_text
from tablee.core.text import Text
from tablee.outside import passkeys
from tablee.outside.signing import verify
from tablee.ports.promises.parties import Registered
from tablee.ports.promises.signatories import Passkey
from tablee.usecases.promising.accept_document import Accepted, accept_document
from tablee.usecases.promising.hold_key import sign_held
from tablee.web.parts.signing.rows import kind_word
from tablee.web.site import current
from tablee.web.views.signing.access import (
    cabinet,
    for_signatories,
    held_key,
    here,
    own,
    passkeys_of,
)
from tablee.web.views.signing.challenge import new_challenge, spent_challenge
from tablee.web.words.figures import speaking

UNPROCESSABLE = 422
NO_PASSKEY = Text(
    en="No passkey of yours was shown for this text, or too long ago. Nothing was signed.",
    fr="Aucune clé d'accès à vous n'a été montrée pour ce texte, ou il y a trop longtemps. "
    "Rien n'a été signé.",
)


class Draft(NamedTuple):
    """A text to be signed by somebody for whom whoever asks may sign."""

    campaign: Campaign
    kind: Kind
    party: str
    text: str
    held: Registered | None
    """The key that this site keeps for them, if it does."""

    @property
    def file_name(self) -> str:
        """How the text is saved."""
        return f"{self.campaign.slug}-{self.kind}.txt"


@for_signatories
@require_http_methods(["GET", "HEAD", "POST"])
def show_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a text and how to sign it; take in what was signed."""
    draft = _draft(request, slug)
    wrong = ""
    if request.method == "POST":
        try:
            accepted = _take_in(request, draft)
        except BadDocument as refusal:
            wrong = refusal.words.say(speaking())
        else:
            _say(request, accepted)
            return HttpResponseRedirect(reverse("sign", args=[slug]))
    own_passkeys = passkeys_of(request)
    challenge = new_challenge(request, draft.text)
    options = passkeys.using_options(here(request), challenge.value, own_passkeys)
    page = {
        "campaign": draft.campaign,
        "terms": draft.campaign.latest.terms,
        "draft": draft,
        "what": kind_word(draft.kind),
        "query": request.GET.urlencode(),
        "said": request.POST.get("signed", ""),
        "wrong": wrong,
        "passkeys": own_passkeys,
        "token": challenge.token,
        "options": options,
    }
    status = UNPROCESSABLE if wrong else 200
    return render(request, "tablee/signing/document.html", page, status=status)


@for_signatories
@require_safe
def save_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the exact text as a file."""
    draft = _draft(request, slug)
    response = HttpResponse(draft.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{draft.file_name}"'
    return response


def text_of(query: QueryDict) -> str:
    """Return the text that an address asks for.

    Raises:
        BadDocument: there is no such text.
        ValueError: nor such a kind of document.
    """
    kind = Kind(query.get("kind", ""))
    fields = {name: str(query[name]) for name in FIELDS[kind] if query.get(name)}
    return write_text(kind, fields)


def _draft(request: HttpRequest, slug: str) -> Draft:
    try:
        text = text_of(request.GET)
    except (BadDocument, ValueError) as error:
        raise Http404(str(error)) from None
    kind, fields = read_text(text)
    with current().desks.read() as desk:
        campaign, mine = own(desk, request, slug)
        keys = desk.parties.every(campaign.id)
    party = fields[kind.role]
    if (kind.role, party) not in {(each.role, each.name) for each in mine}:
        raise PermissionDenied
    if fields["campaign"] != slug:
        raise Http404(fields["campaign"])
    return Draft(campaign, kind, party, text, held_key(keys, kind.role, party))


def _take_in(request: HttpRequest, draft: Draft) -> Accepted:
    """Sign with the key kept here where a passkey was shown; else read what was signed elsewhere.

    Raises:
        BadDocument: nothing was written.
    """
    site, slug = current(), draft.campaign.slug
    if "token" in request.POST:
        _check_passkey(request, draft)
        return sign_held(site.desks, site.clock, cabinet(), slug, draft.text)
    whole = assembled(draft.text, _said(request))
    return accept_document(site.desks, site.clock, slug, whole, verify)


def assembled(text: str, said: str) -> str:
    """Return the whole document, whether all of it was said or the signature alone."""
    said = said.replace("\r\n", "\n").strip("\n") + "\n"
    if said.startswith(BEGIN):
        return text + said
    if said.startswith("— "):
        return f"{text}\n{said}"
    return said


def _said(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("signed", "")
    return str(file.read(MOST_BYTES + 1), "utf-8", "replace")


def _check_passkey(request: HttpRequest, draft: Draft) -> None:
    """See that one of their passkeys signed a challenge for this very text, just now, and once.

    Raises:
        BadDocument: none did; nothing was signed.
    """
    challenge = spent_challenge(request, request.POST["token"], draft.text)
    answer = request.POST.get("answer", "")
    if challenge is not None:
        for each in passkeys_of(request):
            uses = passkeys.used(here(request), challenge, answer, each)
            if uses is not None and _noted(each, uses):
                return
    raise BadDocument(NO_PASSKEY)


def _noted(passkey: Passkey, uses: int) -> bool:
    with current().desks.write() as desk:
        return desk.signatories.note_use(passkey.credential, passkey.uses, uses)


def _say(request: HttpRequest, accepted: Accepted) -> None:
    key = accepted.key.party
    words = _("Signed, verified, and on its way into the log: key %(key)s of %(name)s.")
    if not accepted.is_new:
        words = _("This was here already, signed with key %(key)s of %(name)s.")
    messages.success(request, words % {"key": key.fingerprint, "name": key.name})
    for warning in accepted.warnings:
        messages.warning(request, warning.say(speaking()))
