"""Whether a post is about a campaign: by its hashtag, by a link, or because it names the actor."""

from tablee.evidence.activity.note import OPT_OUTS, Note, fold_tag
from tablee.evidence.page.target import Target


def concerns(note: Note, target: Target, actor: str) -> bool:
    """Return whether a post bears the hashtag, links to the campaign, or mentions its *actor*."""
    tag = fold_tag(target.hashtag)
    is_tagged = bool(tag) and tag in note.hashtags
    return is_tagged or actor in note.mentions or bool(links_to(note, target))


def links_to(note: Note, target: Target) -> list[str]:
    """Return the links of a post that lead to the campaign, personal ones first."""
    ours = [each for each in note.links if target.is_at(each)]
    return sorted(ours, key=lambda each: f"/c/{target.slug}/r/" not in each)


def is_left_out(note: Note) -> bool:
    """Return whether a post asks programs to leave it alone."""
    return bool(note.hashtags & OPT_OUTS)
