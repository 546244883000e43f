"""What every page has in common: its content policy, its language, its answers to our errors."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from tablee.core.errors import UnknownAct, UnknownCampaign
from tablee.web.settings import CONTENT_POLICY
from tablee.web.site import current
from tablee.web.views.errors import not_taken
from tablee.wire.lobby import REFUSAL
from tablee.wire.turnstile import believed_address

Answer = Callable[[HttpRequest], HttpResponse]
YEAR_S = 365 * 24 * 3600


class ProxyMiddleware:
    """Believes what a proxy in front of us says: its own site's scheme, its visitors' addresses.

    The scheme is that of the public URL when the site was asked for by that name. A visitor's
    address is believed only from a proxy on this very machine, and only the last it names.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if the proxy were not there."""
        public = urlsplit(current().settings.public_url)
        if public.scheme and request.META.get("HTTP_HOST") == public.netloc:
            request.META["wsgi.url_scheme"] = public.scheme
        forwarded = request.headers.get("X-Forwarded-For", "")
        met = request.META.get("REMOTE_ADDR", "")
        request.META["REMOTE_ADDR"] = believed_address(met, forwarded)
        return self.get_response(request)


class PolicyMiddleware:
    """Tells browsers what a page may load, and that its powers end there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy beside it."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


class LanguageMiddleware:
    """Chooses the language: `?lang=` (kept in a cookie), else the cookie, else the browser's.

    What caches may share, such as a picture, is the same in every language.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language chosen."""
        asked = request.GET.get("lang", "")
        is_asked = asked in dict(settings.LANGUAGES)
        language = asked if is_asked else translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if "public" not in response.headers.get("Cache-Control", ""):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
            response.headers.setdefault("Content-Language", language)
        if is_asked:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=YEAR_S,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response


class BodyMiddleware:
    """Says what was wrong with a body that the front did not take in; nothing else is done."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in its stead, where it was refused."""
        refusal = request.META.get("asgi.scope", {}).get(REFUSAL)
        return self.get_response(request) if refusal is None else not_taken(request, refusal)


class FactsMiddleware:
    """Answers our own errors as people expect: what is not here is not found."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the pages do."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        """Turn an unknown campaign or act into a page that is not found."""
        if isinstance(error, (UnknownCampaign, UnknownAct)):
            raise Http404(str(error)) from error
