"""The store of facts, on disk."""

from __future__ import annotations

from kg.store.store import Store

__all__ = ["Store"]
