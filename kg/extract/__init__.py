"""Extraction: from an article to entities, mentions and facts with evidence."""

from __future__ import annotations

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
