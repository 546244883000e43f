"""A file of a drawing as an answer, with what keeps browsers from taking it for anything else."""

from django.http import Http404, HttpResponse

from tablee.core.drawing.drawing import Drawing
from tablee.evidence.picture.prepared import PICTURE_TYPE, PREVIEW_TYPE
from tablee.web.site import current

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A picture loads nothing, and does nothing, whatever a browser takes it for."""


def picture_of(drawing: Drawing, name: str) -> HttpResponse:
    """Return one of a drawing's files, with what keeps browsers from taking it for anything else.

    Raises:
        Http404: it has no such file.
    """
    content = current().pictures.get(name) if name in drawing.files.names else None
    if content is None:
        raise Http404
    is_preview = name == drawing.files.preview
    response = HttpResponse(content, content_type=PREVIEW_TYPE if is_preview else PICTURE_TYPE)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
