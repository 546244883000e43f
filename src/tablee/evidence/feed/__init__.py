"""What a blog's feed says: which posts there are, where and since when; and where the feed is."""

from tablee.evidence.feed.discover import find_feeds
from tablee.evidence.feed.read import Entry, Feed, NotAFeed, read_feed

__all__ = ["Entry", "Feed", "NotAFeed", "find_feeds", "read_feed"]
