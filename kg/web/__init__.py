"""The graph over HTTP: a SPARQL endpoint, the lookups as a JSON API, and a page to ask from. Read-only."""

from __future__ import annotations

from kg.errors import MissingExtra
from kg.web.settings import Settings

__all__ = ["Settings", "serve"]


def serve(settings: Settings) -> None:
    """Serve a store until interrupted or asked to stop.

    Raises MissingExtra without the packages of the extra `serve`, StoreError if there is no store, KgError if the
    address cannot be had.
    """
    try:
        from kg.web.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise MissingExtra(f"kg serve needs {error.name}; install it with: pip install 'kg[serve]'") from error
    run(settings)
