"""Audits: which acts are drawn from a log, on what sheet they are judged, and what that says."""
