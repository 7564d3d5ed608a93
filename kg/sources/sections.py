"""What the parts of a saved article are: title, dateline, body, photo captions, and the site's furniture around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.model import Article, Span
from kg.sources.header import dateline_prefix, is_meta_line, lines

__all__ = ["Section", "SectionKind", "body_spans", "sections"]

SectionKind = Literal["title", "dateline", "body", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text and what it is. Sections do not overlap and come in the order of the text."""

    kind: SectionKind
    span: Span


_LABELS = (
    r"(?:read (?:more|also|next)|also read|see also|watch|listen|related(?: (?:articles?|stor(?:y|ies)|news|topics?))?"
    r"|more (?:on|from) .{1,60}|tags|topics|keywords|source|editors?|author|comments?|contact|media contact|share"
    r"|follow us|categories)\s*[:|>»].*"
)
_FURNITURE = re.compile(
    "|".join(
        (
            _LABELS,
            r"read (?:more|also)|advertis(?:ement|ing)|sponsored|tweet|print(?: this.{0,30})?|e-?mail|facebook|twitter",
            r"share(?: (?:this|on|via|to)\b.{0,60})?|whatsapp|telegram|linkedin|copy link|save|comments?|related",
            r"topics|tags",
            r"follow (?:us|\w+) on .{1,60}|(?:subscribe|sign up|log in|register)\b.{0,90}|click here.{0,90}",
            r"(?:copyright|©|\(c\) \d).*|.{0,60}all rights reserved.{0,40}",
            r".{0,30}(?:terms of use|privacy policy|cookie policy).{0,60}|we use cookies.*",
            r"\(?reporting (?:and writing )?by .*|\(?(?:writing|editing) by .*|additional reporting.*|our standards.*",
            r"[-–—#*=_ ]{1,30}|[-–— ]{1,5}(?:ends?|more)[-–— ]{0,5}|ends|xxx",
            r"\d{1,2} min(?:ute)?s? read|this article was .{0,90}|views? expressed .*",
            r"home ?[>/»|].*|skip to .{0,40}|back to top|page \d+.{0,10}",
        )
    ),
    re.IGNORECASE,
)
_TAIL = re.compile(
    "|".join(
        (
            r"(?:search trends|related (?:articles?|stor(?:y|ies)|news|content|topics)",
            r"most (?:read|popular|viewed|shared)|trending(?: now)?|recommended(?: for you)?",
            r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}",
            r"more (?:on this story|from .{1,40}|stories|news)|latest (?:news|stories|headlines)|editor'?s'? picks?",
            r"top stories|popular (?:now|stories)|read next|see more|around the web)\s*:?",
        )
    ),
    re.IGNORECASE,
)
_CAPTION_PREFIX = re.compile(
    r"[(\[]?\s*(?:cover|(?:file )?photo|caption|image|picture|photograph|screenshot)(?: caption| shows)?\s*[:|]\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*(?:/\s?(?:xinhua|cfp|vcg|cgtn|ap|afp|reuters|tass|getty|sputnik|kremlin)[\w ./-]{0,40}"
    r"|[\[(](?:photo|ap photo|credit)\b[^\])]{0,80}[\])]|[\[(](?:xinhua|reuters|afp|getty)/[^\])]{1,80}[\])]"
    r"|(?:photo by|photo:|credit:|photograph:|reuters/|ap photo/|afp/|via getty|epa-efe).{0,80})\s*[\])]?\s*$",
    re.IGNORECASE,
)
_INLINE_CAPTION = re.compile(r"\((?:cover|photo|file photo|image|picture): ?[^()\n]{10,600}\)", re.IGNORECASE)
_SHORT = 160
_CAPTION_MAX = 700
_HEAD_LINES = 10


def sections(article: Article) -> tuple[Section, ...]:
    """The parts of an article's text. What is not recognised as anything else is body."""
    found = [part for part in _classified(article.text, article.title) if part.span.end > part.span.start]
    merged: list[Section] = []
    for part in found:
        if merged and part.kind == merged[-1].kind == "body":
            merged[-1] = Section("body", Span(merged[-1].span.start, part.span.end))
        else:
            merged.append(part)
    return tuple(merged)


def body_spans(article: Article) -> tuple[Span, ...]:
    """The stretches that state facts: body and captions."""
    return tuple(part.span for part in sections(article) if part.kind in ("body", "caption"))


def _classified(text: str, title: str) -> Iterator[Section]:
    title_seen = not title
    after_tail = False
    for number, span in enumerate(lines(text)):
        line = text[span.start : span.end]
        if not title_seen and number < _HEAD_LINES and _is_title(line, title):
            title_seen = True
            yield Section("title", span)
        elif len(line) <= _SHORT and _TAIL.fullmatch(line):
            after_tail = True
            yield Section("furniture", span)
        elif len(line) <= _SHORT and is_meta_line(line):
            yield Section("dateline", span)
        elif len(line) <= _SHORT and (
            _FURNITURE.fullmatch(line) or (after_tail and not line.endswith((".", ".”", '."')))
        ):
            yield Section("furniture", span)
        else:
            after_tail = False
            yield from _paragraph(line, span.start)


def _is_title(line: str, title: str) -> bool:
    return line.lstrip("#").split() == title.split()


def _paragraph(line: str, offset: int) -> Iterator[Section]:
    """A paragraph, split into the dateline that opens it, captions in brackets, and the rest."""
    if len(line) <= _CAPTION_MAX and (_CAPTION_PREFIX.match(line) or _CREDIT.search(line[-140:])):
        yield _caption(line, offset)
        return
    start = dateline_prefix(line)
    if start:
        yield Section("dateline", _trimmed(line, 0, start, offset))
    for match in _INLINE_CAPTION.finditer(line):
        yield Section("body", _trimmed(line, start, match.start(), offset))
        yield _caption(match.group(), offset + match.start())
        start = match.end()
    yield Section("body", _trimmed(line, start, len(line), offset))


def _caption(line: str, offset: int) -> Section:
    """The sentence of a caption, without its label and the photographer's credit; a bare credit is furniture."""
    prefix = _CAPTION_PREFIX.match(line)
    start = prefix.end() if prefix else 0
    tail = max(start, len(line) - 140)
    credit = _CREDIT.search(line, tail)
    end = credit.start() if credit else len(line)
    span = _trimmed(line, start, end, offset)
    if credit is None and line.endswith((")", "]")) and line.startswith(("(", "[")):
        span = Span(span.start, span.end - 1)
    if len(line[span.start - offset : span.end - offset].split()) < 4:
        return Section("furniture", Span(offset, offset + len(line)))
    return Section("caption", span)


def _trimmed(line: str, start: int, end: int, offset: int) -> Span:
    part = line[start:end]
    left = len(part) - len(part.lstrip())
    return Span(offset + start + left, offset + start + max(left, len(part.rstrip())))
