"""Volunteering: people take places in shifts, and somebody says who came."""
