"""Pingback 1.0: an XML-RPC call by which blogs, WordPress above all, tell us of their posts."""

from tablee.ports.receiver import Receiver
from tablee.receivers.pingback.answer import open_pingback
from tablee.receivers.pingback.offer import OFFER

RECEIVER = Receiver("pingback", "pingback", open_pingback, OFFER)
