"""Webmention (W3C Recommendation): a form that says which page mentions the campaign."""

from tablee.ports.receiver import Receiver
from tablee.receivers.webmention.answer import open_webmention
from tablee.receivers.webmention.offer import OFFER

RECEIVER = Receiver("webmention", "webmention", open_webmention, OFFER)
