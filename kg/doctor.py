"""Looks a store over: can it be opened, is every graph whole, does every claim lead to its sentence."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg import vocab
from kg.errors import InputError, StoreError
from kg.resolve import Journal, plan_of
from kg.store import Store

__all__ = ["Finding", "examine"]

Level = Literal["ok", "warning", "error"]

_KG, _RDF, _NIF = vocab.KG, vocab.PREFIXES["rdf"], vocab.PREFIXES["nif"]
_SKOS = vocab.PREFIXES["skos"]
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check: `count` things found, some of them named in `detail`, which also says what to do."""

    level: Level
    check: str
    count: int
    detail: str


Node = dict[str, list[str]]


def examine(path: Path | str) -> list[Finding]:
    """All checks of the store at `path`, in a fixed order; a store that cannot be opened has one error."""
    folder = Path(path)
    found = [_lock(folder)]
    try:
        with Store.open(folder, read_only=True) as store:
            found.append(Finding("ok", "version", 1, f"ontology {vocab.ontology().version}"))
            found += _contents(store)
    except StoreError as error:
        return [*found, Finding("error", "open", 1, str(error))]
    return [*found, _journal(folder)]


def _lock(folder: Path) -> Finding:
    try:
        holder = (folder / "kg.lock").read_text("ascii", errors="replace").strip()
    except OSError:
        holder = ""
    if not holder:
        return Finding("ok", "lock", 0, "")
    state = "running" if holder.isdigit() and _alive(int(holder)) else "ended without closing the store; no harm"
    return Finding("warning", "lock", 1, f"process {holder} is named as writer and is {state}")


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _journal(folder: Path) -> Finding:
    try:
        count = len(Journal(folder).active())
    except InputError as error:
        return Finding("error", "decisions", 1, f"{error}; mend or remove the line")
    return Finding("ok", "decisions", count, "")


_ADVICE: dict[str, tuple[Level, str]] = {
    "unreadable graphs": ("error", "remove the article with kg remove and build it again"),
    "claims without event": ("error", "build the article again"),
    "claims without sentence": ("error", "build the article again"),
    "broken offsets": ("error", "build the article again"),
    "incomplete claims": ("error", "build the article again"),
    "events without claim": ("warning", "build the article again"),
    "undescribed entities": ("warning", "build the article again"),
    "repeated claims": ("warning", "the same claim in two articles; one of them may be a copy"),
}
_CLAIM = tuple(f"{_RDF}{name}" for name in ("subject", "predicate", "object")) + tuple(
    f"{_KG}{name}" for name in ("relation", "factuality", "confidence")
)


def _contents(store: Store) -> Iterator[Finding]:
    faults: defaultdict[str, list[str]] = defaultdict(list)
    claims: defaultdict[str, int] = defaultdict(int)
    articles, background = 0, False
    for name, quads in store.graphs():
        if name == vocab.BACKGROUND:
            background = True
            continue
        articles += 1
        article = vocab.article_id(name)
        for check, what in _graph(article, _nodes(quads), claims):
            faults[check].append(f"{article}: {what}")
    faults["repeated claims"] = [vocab.claim_id(claim) for claim, count in sorted(claims.items()) if count > 1]
    yield Finding("ok" if articles else "warning", "articles", articles, "" if articles else "the store is empty")
    yield Finding("ok", "claims", len(claims), "")
    if articles and not background:
        yield Finding("warning", "background", 0, "missing; kg build adds it")
    for check, (level, advice) in _ADVICE.items():
        found = sorted(faults[check])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        detail = f"{'; '.join(found[:_SHOWN])}{more}: {advice}" if found else ""
        yield Finding(level if found else "ok", check, len(found), detail)


def _nodes(quads: Iterable[Any]) -> dict[str, Node]:
    found: defaultdict[str, Node] = defaultdict(dict)
    for quad in quads:
        found[quad.subject.value].setdefault(quad.predicate.value, []).append(getattr(quad.object, "value", ""))
    return found


def _is_a(node: Node, cls: str) -> bool:
    return _KG + cls in node.get(f"{_RDF}type", ())


def _graph(article: str, nodes: dict[str, Node], claims: dict[str, int]) -> Iterator[tuple[str, str]]:
    """What is wrong in the graph of an article: the check that fails, and where."""
    head = nodes.get(vocab.article_iri(article), {})
    text = next(iter(head.get(f"{_NIF}isString", ())), None)
    if text is None or not _is_a(head, "Article"):
        yield "unreadable graphs", "no article in its graph"
        return
    try:
        plan_of(next(iter(head.get(f"{_KG}asRead", ())), ""))
    except (json.JSONDecodeError, KeyError, TypeError):
        yield "unreadable graphs", "what the resolver needs is broken"
    told: set[str] = set()
    for name, node in nodes.items():
        if _is_a(node, "Claim"):
            claims[name] += 1
            told.update(node.get(f"{_KG}about", ()))
            yield from _claim(name, node, nodes)
        elif _is_a(node, "Span"):
            yield from _span(name, node, text, nodes)
    for name, node in nodes.items():
        if _is_a(node, "Event") and name not in told:
            yield "events without claim", name


def _claim(name: str, node: Node, nodes: dict[str, Node]) -> Iterator[tuple[str, str]]:
    short = vocab.claim_id(name)
    if any(len(node.get(needed, ())) != 1 for needed in _CLAIM):
        yield "incomplete claims", short
    if not any(about in nodes for about in node.get(f"{_KG}about", ())):
        yield "claims without event", short
    if not any(_is_a(nodes.get(span, {}), "Sentence") for span in node.get(f"{_KG}evidence", ())):
        yield "claims without sentence", short
    for end in (*node.get(f"{_RDF}subject", ()), *node.get(f"{_RDF}object", ())):
        if not nodes.get(end, {}).get(f"{_SKOS}prefLabel"):
            yield "undescribed entities", vocab.entity_id(end)


def _span(name: str, node: Node, text: str, nodes: dict[str, Node]) -> Iterator[tuple[str, str]]:
    try:
        start, end = (int(node[f"{_NIF}{bound}"][0]) for bound in ("beginIndex", "endIndex"))
        whole = node[f"{_NIF}anchorOf"] == [text[start:end]] and (start, end) == vocab.span_bounds(name)
    except (KeyError, IndexError, ValueError):
        whole = False
    if not whole:
        yield "broken offsets", name.rpartition("/")[2]
    for entity in node.get(f"{_KG}refersTo", ()):
        if not nodes.get(entity, {}).get(f"{_SKOS}prefLabel"):
            yield "undescribed entities", vocab.entity_id(entity)
