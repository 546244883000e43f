"""Rules about writing: tables are written by the store alone, and read through its queries."""

import ast
import re
from collections.abc import Iterable, Iterator

from tools.house.sources import Source

# On a queryset or a model's manager these write; on anything else they may be harmless.
QUERYSET_VERBS = frozenset({"create", "update", "delete", "save"})
# Nothing but Django has these.
DJANGO_VERBS = frozenset(
    [
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
        "acreate",
        "aupdate",
        "adelete",
        "asave",
        "abulk_create",
        "abulk_update",
        "aget_or_create",
        "aupdate_or_create",
    ]
)
# The admin's own ways of saving, around our use cases.
ADMIN_VERBS = frozenset(
    ["save_model", "delete_model", "delete_queryset", "save_formset", "save_related", "save_form"]
)
QUERYSET_SIGNS = frozenset(
    [
        "objects",
        "_default_manager",
        "_base_manager",
        "filter",
        "exclude",
        "all",
        "select_for_update",
    ]
)
WRITING_SQL = re.compile(r"\s*(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|REPLACE\s+INTO)\b")

STORE = "store"
TABLES = "tablee.store.models"
MAY_SEE_TABLES = ("src/tablee/store/", "src/tablee/web/staff/")


def writes_outside_the_store(files: Iterable[Source]) -> Iterator[str]:
    """Find code that writes a table without going through a use case."""
    for source in files:
        if source.room == STORE:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if _is_django_write(node, node.func):
                    verb = node.func.attr
                    yield f"{source.at(node)} .{verb}( writes outside the store: call a use case"
            elif _is_writing_sql(node):
                yield f"{source.at(node)} SQL that writes belongs to the store"


def tables_seen_from_outside(files: Iterable[Source]) -> Iterator[str]:
    """Find imports of the tables anywhere but in the store and on the staff's desk.

    import-linter holds the same once `tablee.store.models` exists; this one needs no room to
    exist, and sees a manager reached by way of another module too.
    """
    for source in files:
        if str(source.path).startswith(MAY_SEE_TABLES):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(TABLES):
                yield f"{source.at(node)} imports tables: read through tablee.store.queries"
            elif isinstance(node, ast.Attribute) and node.attr == "objects":
                yield f"{source.at(node)} .objects asks a table: read through tablee.store.queries"


def _is_django_write(call: ast.Call, function: ast.Attribute) -> bool:
    if function.attr in DJANGO_VERBS:
        return True
    if function.attr in ADMIN_VERBS and _is_super(function.value):
        return True
    if function.attr not in QUERYSET_VERBS:
        return False
    if _signs(function.value) & QUERYSET_SIGNS:
        return True
    # `act.save()` and `act.delete()` on a row take nothing by position.
    return function.attr in {"save", "delete"} and not call.args


def _is_writing_sql(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and WRITING_SQL.match(node.value) is not None
    )


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _signs(node: ast.expr) -> set[str]:
    """Return the attribute names on the way to *node*: `Act.objects.filter(x)` has two."""
    names = set()
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return names
