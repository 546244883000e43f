"""How the site is served: uvicorn, and a short way through it for acts."""

from tablee.server.running import run

__all__ = ["run"]
