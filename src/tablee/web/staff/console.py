"""Which tables the staff sees, under /staff/."""

from django.contrib.admin import AdminSite
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from tablee.store.models import Act, Campaign, Decision, Entry, Note, PartnerKey
from tablee.web.staff.acts import ActTable
from tablee.web.staff.campaigns import CampaignTable
from tablee.web.staff.tables import DecisionTable, EntryTable, KeyTable, NoteTable


class Console(AdminSite):
    """The staff's pages."""

    site_header = _("Tablée, for the staff")
    site_title = "Tablée"
    index_title = _("What there is to do")
    enable_nav_sidebar = False


console = Console(name="admin")
console.register(Campaign, CampaignTable)
console.register(Act, ActTable)
console.register(Decision, DecisionTable)
console.register(Entry, EntryTable)
console.register(Note, NoteTable)
console.register(PartnerKey, KeyTable)
console.register(User, UserAdmin)
console.register(Group, GroupAdmin)
