"""The moderator's queue: acts, their evidence, and the decision beside it."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.drawing.drawing import OBJECT_PREFIX
from tablee.core.errors import TableeError
from tablee.core.reason import Reason
from tablee.store.models import Act, Campaign, Decision
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.decide_post import decide_post
from tablee.web.parts.kinds.chosen import CHOOSE
from tablee.web.site import current
from tablee.web.staff.forms import DecisionForm, is_number
from tablee.web.staff.read_only import ReadOnly, when
from tablee.web.staff.rights import DECIDE, may
from tablee.web.words.sentences import REASONS, trouble

NUMBER_BITS = 40
RULINGS = (Ruling.CONFIRM, Ruling.REFUSE, Ruling.REVERSE, Ruling.RESTORE)


class CampaignFilter(admin.SimpleListFilter):
    """Acts of one campaign: their ids begin with its own."""

    title = gettext_lazy("campaign")
    parameter_name = "campaign"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002
        """Return the campaigns to choose from."""
        return [(str(each.pk), each.slug) for each in Campaign.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Return the acts of the campaign that was chosen."""
        chosen = self.value()
        if not (chosen and is_number(chosen)):
            return queryset
        first = int(chosen) << NUMBER_BITS
        return queryset.filter(id__gte=first, id__lt=first + (1 << NUMBER_BITS))


class StateFilter(admin.SimpleListFilter):
    """Acts by what is to be done about them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        """Return the states to choose from."""
        return [
            ("pending", gettext_lazy("waiting for a decision")),
            ("appeal", gettext_lazy("may be appealed")),
            ("counted", gettext_lazy("counted")),
            ("refused", gettext_lazy("refused")),
            ("reversed", gettext_lazy("reversed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Return the acts in the state that was chosen."""
        chosen = self.value()
        if chosen == "appeal":
            return queryset.filter(is_held=True).exclude(state=State.PENDING)
        if chosen == "pending":
            return queryset.filter(is_held=True, state=State.PENDING)
        return queryset.filter(state=chosen) if chosen else queryset


class ActTable(ReadOnly):
    """Acts, newest first; decided one by one or many at a time."""

    list_display = (
        "shown_number",
        "campaign",
        "kind",
        "evidence_link",
        "state",
        "reason",
        "received",
    )
    list_filter = (StateFilter, CampaignFilter, "kind")
    search_fields = ("object",)
    action_form = DecisionForm
    actions = ("confirm", "refuse", "reverse", "restore")
    change_form_template = "tablee/staff/act.html"
    fields = (
        "shown_number",
        "campaign",
        "kind",
        "pool",
        "evidence_link",
        "evidence",
        "units",
        "state",
        "reason",
        "is_held",
        "received",
        "occurred",
        "appeal_until",
        "source",
    )
    readonly_fields = fields

    @admin.display(description=gettext_lazy("act"))
    def shown_number(self, act: Act) -> int:
        """Return the act's number in its campaign."""
        return act.number

    @admin.display(description=gettext_lazy("campaign"))
    def campaign(self, act: Act) -> str:
        """Return the campaign's name."""
        return _slug(act)

    @admin.display(description=gettext_lazy("object"))
    def evidence_link(self, act: Act) -> str:
        """Return the act's object, as a link where it is an address."""
        if urlsplit(act.object).scheme not in {"http", "https"}:
            return act.object
        link = '<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>'
        return format_html(link, act.object, act.object)

    @admin.display(description=gettext_lazy("received"), ordering="id")
    def received(self, act: Act) -> str:
        """Return when it came."""
        return when(act.received_at_ms)

    @admin.display(description=gettext_lazy("done"))
    def occurred(self, act: Act) -> str:
        """Return when it was done."""
        return when(act.occurred_at_ms)

    @admin.display(description=gettext_lazy("may be appealed until"))
    def appeal_until(self, act: Act) -> str:
        """Return the end of the time of appeal."""
        return when(act.appeal_until_ms)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether whoever asks may decide."""
        return may(request, DECIDE)

    @admin.action(description=gettext_lazy("Confirm: it counts"), permissions=["decide"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Act]) -> None:
        """Count pending acts."""
        _decide_all(request, queryset, Ruling.CONFIRM)

    @admin.action(description=gettext_lazy("Refuse, for the reason given"), permissions=["decide"])
    def refuse(self, request: HttpRequest, queryset: QuerySet[Act]) -> None:
        """Refuse pending acts."""
        _decide_all(request, queryset, Ruling.REFUSE)

    @admin.action(description=gettext_lazy("Reverse, for the reason given"), permissions=["decide"])
    def reverse(self, request: HttpRequest, queryset: QuerySet[Act]) -> None:
        """Take counted acts back."""
        _decide_all(request, queryset, Ruling.REVERSE)

    @admin.action(description=gettext_lazy("Restore: the appeal succeeds"), permissions=["decide"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Act]) -> None:
        """Count acts again in their old places."""
        _decide_all(request, queryset, Ruling.RESTORE)

    def get_urls(self) -> list[URLPattern]:
        """Return the table's pages, with the one that takes a decision."""
        decide = path(
            "<int:act_id>/decide/", self.admin_site.admin_view(self.decide), name="decide_act"
        )
        return [decide, *super().get_urls()]

    def decide(self, request: HttpRequest, act_id: int) -> HttpResponse:
        """Take one decision about one act."""
        if request.method == "POST" and may(request, DECIDE):
            ruling = request.POST.get("ruling", "")
            if ruling in RULINGS:
                _decide_all(request, Act.objects.filter(pk=act_id), Ruling(ruling))
        return HttpResponseRedirect(reverse("admin:store_act_change", args=[act_id]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show an act with what was decided, and what can be."""
        act = kwargs.get("obj")
        if isinstance(act, Act) and may(request, DECIDE):
            context["rulings"] = _possible(act)
            context["reasons"] = DecisionForm().fields["reason"].choices  # type: ignore[attr-defined]
        if isinstance(act, Act) and may(request, CHOOSE):
            context["choose"] = reverse("admin:choose_act", args=[_slug(act), act.number])
        if isinstance(act, Act) and may(request, DECIDE) and act.object.startswith(OBJECT_PREFIX):
            context["hang"] = reverse("admin:hang_drawing", args=[_slug(act), act.number])
        if isinstance(act, Act):
            context["decisions"] = [
                (when(each.at_ms), each)
                for each in Decision.objects.filter(
                    campaign_id=act.campaign_id, act_number=act.number
                )
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def _possible(act: Act) -> list[tuple[str, Any]]:
    """Return the decisions that can follow from where *act* stands."""
    if act.state == State.PENDING:
        return [("confirm", _("Confirm")), ("refuse", _("Refuse"))]
    if act.state == State.COUNTED:
        return [("reverse", _("Reverse"))]
    return [("restore", _("Restore"))] if act.is_held else []


def _slug(act: Act) -> str:
    return Campaign.objects.values_list("slug", flat=True).get(pk=act.campaign_id)


def _decide_all(request: HttpRequest, acts: QuerySet[Act], ruling: Ruling) -> None:
    """Take the same decision about each act, oldest first, and say what came of it."""
    site, decided = current(), 0
    reason = request.POST.get("reason", "")
    note = request.POST.get("note", "").strip()[:500]
    if ruling in {Ruling.CONFIRM, Ruling.RESTORE} or reason not in set(REASONS):
        reason = Reason.NONE
    for act in acts.order_by("id"):
        judgement = Judgement(
            act_number=act.number,
            ruling=ruling,
            reason=Reason(reason),
            note=note,
            by=request.user.get_username(),
        )
        try:
            decide_post(site.desks, site.clock, _slug(act), judgement)
        except TableeError as error:
            message = _("Act %(number)s: %(why)s") % {"number": act.number, "why": trouble(error)}
            messages.error(request, message)
        else:
            decided += 1
    if decided:
        said = ngettext("%(count)s act decided.", "%(count)s acts decided.", decided)
        messages.success(request, said % {"count": decided})
