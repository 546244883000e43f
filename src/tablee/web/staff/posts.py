"""Posts, submissions and blogs for the staff: what is shown, what is press, what came of each."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tablee.core.post.post import Mark
from tablee.store.models import Campaign, Post
from tablee.usecases.posts.show_post import mark_post, show_post
from tablee.web.site import current
from tablee.web.staff.read_only import ReadOnly, Values, when
from tablee.web.staff.rights import DECIDE, MARK, may


class SubmissionTable(ReadOnly):
    """Pages we were told of, newest first."""

    list_display = ("source", "campaign", "kind", "road", "outcome", "reason", "received", "looked")
    list_filter = ("campaign", "outcome", "road", ("reason", Values))
    search_fields = ("source", "blog")

    @admin.display(description=gettext_lazy("received"), ordering="id")
    def received(self, submission: Any) -> str:
        """Return when we were told."""
        return when(submission.received_at_ms)

    @admin.display(description=gettext_lazy("looked at"))
    def looked(self, submission: Any) -> str:
        """Return when we looked last."""
        return when(submission.looked_at_ms)


class PostTable(ReadOnly):
    """Posts that became acts: shown or not, of the press, recaps. No figure depends on it."""

    list_display = (
        "shown_title",
        "blog",
        "language",
        "is_shown",
        "mark",
        "flags",
        "found",
        "next",
        "choice",
    )
    list_filter = ("is_shown", ("mark", Values), ("language", Values))
    search_fields = ("address", "title", "blog")
    actions = ("show", "hide", "press", "recap", "plain")

    @admin.display(description=gettext_lazy("post"))
    def shown_title(self, post: Post) -> str:
        """Return the title, else the address."""
        return post.title or post.address

    @admin.display(description=gettext_lazy("found"), ordering="id")
    def found(self, post: Post) -> str:
        """Return when it was found."""
        return when(post.found_at_ms)

    @admin.display(description=gettext_lazy("looked at again"))
    def next(self, post: Post) -> str:
        """Return when it is looked at again."""
        return when(post.next_check_at_ms)

    @admin.display(description=gettext_lazy("choice"))
    def choice(self, post: Post) -> str:
        """Return the way to choose it."""
        path = reverse("admin:choose_act", args=[_slug(post), post.number])
        words = _("Choose act %(number)s") % {"number": post.number}
        return format_html('<a href="{}">{}</a>', path, words)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether whoever asks may say whether posts are shown."""
        return may(request, DECIDE)

    def has_mark_permission(self, request: HttpRequest) -> bool:
        """Return whether whoever asks may say what posts are shown as."""
        return may(request, MARK)

    @admin.action(description=gettext_lazy("Put on the wall"), permissions=["decide"])
    def show(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        """Show posts."""
        self._show(request, queryset, is_shown=True)

    @admin.action(
        description=gettext_lazy("Take off the wall: it counts all the same"),
        permissions=["decide"],
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        """Show posts no more."""
        self._show(request, queryset, is_shown=False)

    @admin.action(description=gettext_lazy("Mark as press"), permissions=["mark"])
    def press(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        """Mark posts as press."""
        self._mark(request, queryset, Mark.PRESS)

    @admin.action(description=gettext_lazy("Mark as recap"), permissions=["mark"])
    def recap(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        """Mark posts as recaps."""
        self._mark(request, queryset, Mark.RECAP)

    @admin.action(description=gettext_lazy("Take the mark away"), permissions=["mark"])
    def plain(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        """Take marks away."""
        self._mark(request, queryset, Mark.NONE)

    def _show(self, request: HttpRequest, posts: QuerySet[Post], *, is_shown: bool) -> None:
        site = current()
        for post in posts:
            show_post(site.desks, site.clock, _slug(post), post.number, is_shown=is_shown)
        self._say(request, len(posts))

    def _mark(self, request: HttpRequest, posts: QuerySet[Post], mark: Mark) -> None:
        site = current()
        for post in posts:
            mark_post(site.desks, site.clock, _slug(post), post.number, mark)
        self._say(request, len(posts))

    def _say(self, request: HttpRequest, count: int) -> None:
        said = ngettext("%(count)s post changed.", "%(count)s posts changed.", count)
        messages.success(request, said % {"count": count})


class BlogTable(ReadOnly):
    """Blogs whose feeds we follow."""

    list_display = ("feed", "campaign", "title", "polled", "next", "trouble", "is_told_by_a_hub")
    fields = ("campaign", "home", "feed", "title", "blog", "polled", "next", "trouble", "hub")
    readonly_fields = fields
    list_filter = ("campaign",)
    search_fields = ("feed", "home", "title")

    @admin.display(description=gettext_lazy("asked"))
    def polled(self, blog: Any) -> str:
        """Return when it was asked last."""
        return when(blog.polled_at_ms)

    @admin.display(description=gettext_lazy("asked again"))
    def next(self, blog: Any) -> str:
        """Return when it is asked again."""
        return when(blog.next_poll_ms)

    @admin.display(description=gettext_lazy("a hub tells us"), boolean=True)
    def is_told_by_a_hub(self, blog: Any) -> bool:
        """Return whether a hub tells us of its posts."""
        return bool(blog.hub_until_ms)


def _slug(post: Post) -> str:
    return Campaign.objects.values_list("slug", flat=True).get(pk=post.campaign_id)
