"""Runs the receiver we compare ourselves with: the PyPI package ``webmentions``, as it says to.

``python -m bench.mentions_peer PORT FILE`` with a Python that has that package, and not ours.
Its guard of addresses is off, for the sources are on this machine; ours stays on.
"""

import sys

import uvicorn
from fastapi import FastAPI  # type: ignore[import-not-found]
from webmentions import WebmentionsHandler  # type: ignore[import-not-found]
from webmentions.server.adapters.fastapi import bind_webmentions  # type: ignore[import-not-found]
from webmentions.storage.adapters.db import init_db_storage  # type: ignore[import-not-found]

HOST = "127.0.0.1"


def main() -> None:
    """Serve."""
    port, path = sys.argv[1:]
    app = FastAPI()
    storage = init_db_storage(engine=f"sqlite:///{path}")
    handler = WebmentionsHandler(
        storage=storage, base_url=f"http://{HOST}:{port}", ssrf_protection=False
    )
    bind_webmentions(app, handler)
    uvicorn.run(app, host=HOST, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
