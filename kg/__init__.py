"""kg: a knowledge graph of diplomatic relations, built from news and official texts."""

from __future__ import annotations

__version__ = "0.1.0"
