"""Readers: text files, folders, JSON Lines and standard input to `Article`s, and what the parts of an article are."""

from kg.sources.reader import read_articles, text_article
from kg.sources.sections import Section, SectionKind, body_spans, sections

__all__ = ["Section", "SectionKind", "body_spans", "read_articles", "sections", "text_article"]
