"""Which tables the staff sees, under /staff/."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tablee.store.models import (
    Act,
    Blog,
    Campaign,
    Decision,
    Entry,
    Note,
    PartnerKey,
    Post,
    Submission,
)
from tablee.web.site import current
from tablee.web.staff import hooks, hosts, networks, queue, work
from tablee.web.staff.acts import ActTable
from tablee.web.staff.campaigns import CampaignTable
from tablee.web.staff.exhibit import show_exhibit
from tablee.web.staff.kinds import choosing, codes, shifts, tills
from tablee.web.staff.kinds.drawings import hang_drawing, show_drawing
from tablee.web.staff.posts import BlogTable, PostTable, SubmissionTable
from tablee.web.staff.promises import overview as promises
from tablee.web.staff.read_only import TABLES
from tablee.web.staff.tables import DecisionTable, EntryTable, KeyTable, NoteTable


class Console(AdminSite):
    """The staff's pages."""

    site_header = _("Tablée, for the staff")
    site_title = "Tablée"
    index_title = _("What there is to do")
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the pages of tables, and those of what is done every day."""
        queue_page = partial(queue.show_queue, console=self)
        pages = (
            ("queue/<slug:slug>/", queue_page, "queue"),
            ("queue/<slug:slug>/decide", queue.decide, "decide_queue"),
            ("queue/<slug:slug>/evidence/<number:number>", show_exhibit, "exhibit"),
            ("choices/<slug:slug>/", partial(choosing.show_choices, console=self), "choices"),
            (
                "choices/<slug:slug>/<number:number>",
                partial(choosing.choose, console=self),
                "choose_act",
            ),
            ("queue/<slug:slug>/drawing/<number:number>/<slug:name>", show_drawing, "drawing"),
            (
                "drawings/<slug:slug>/<number:number>/",
                partial(hang_drawing, console=self),
                "hang_drawing",
            ),
            ("shifts/<slug:slug>/", partial(shifts.show_shifts, console=self), "shifts"),
            (
                "shifts/<slug:slug>/<number:number>/",
                partial(shifts.show_shift, console=self),
                "shift",
            ),
            ("codes/<slug:slug>/", partial(codes.show_codes, console=self), "codes"),
            ("hooks/", partial(hooks.show_hooks, console=self), "hooks"),
            ("hosts/", partial(hosts.show_hosts, console=self), "hosts"),
            ("tills/<slug:slug>/", partial(tills.show_tills, console=self), "tills"),
            ("networks/", partial(networks.show_networks, console=self), "networks"),
            (
                "promises/<slug:slug>/",
                partial(promises.show_promises, console=self),
                "promises",
            ),
            ("work/", partial(work.show_work, console=self), "work"),
        )
        own = [path(where, self.admin_view(view), name=name) for where, view, name in pages]
        return [*own, *super().get_urls()]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the tables, by their names in the page's language."""
        rooms: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for room in rooms:
            for table in room["models"]:
                table["name"] = gettext(TABLES.get(table["object_name"], table["name"]))
            room["models"].sort(key=lambda table: table["name"])
        return rooms

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what there is to do every day above the tables."""
        with current().desks.read() as desk:
            slugs = [each.slug for each in desk.campaigns.every()]
        return super().index(request, {"slugs": slugs} | (extra_context or {}))


console = Console(name="admin")
console.register(Campaign, CampaignTable)
console.register(Act, ActTable)
console.register(Submission, SubmissionTable)
console.register(Post, PostTable)
console.register(Blog, BlogTable)
console.register(Decision, DecisionTable)
console.register(Entry, EntryTable)
console.register(Note, NoteTable)
console.register(PartnerKey, KeyTable)
console.register(User, UserAdmin)
console.register(Group, GroupAdmin)
