"""Documents: treaties, statements, resolutions and plans with their whole titles, even long, nested and unquoted ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.extract.registry import slug
from kg.extract.units import Reading, Unit

__all__ = ["document_class", "find_documents"]

_CLASSES = {
    "treaty": "Treaty", "convention": "Treaty", "protocol": "Treaty", "pact": "Treaty", "accord": "Agreement", "accords": "Agreement",
    "agreement": "Agreement", "agreements": "Agreement", "memorandum": "MemorandumOfUnderstanding", "memoranda": "MemorandumOfUnderstanding",
    "mou": "MemorandumOfUnderstanding", "statement": "JointStatement", "communique": "JointStatement", "communiqué": "JointStatement",
    "declaration": "Declaration", "resolution": "Resolution", "resolutions": "Resolution", "charter": "Charter", "act": "Legislation",
    "law": "Legislation", "order": "Legislation", "plan": "Plan", "roadmap": "Plan", "strategy": "Plan", "initiative": "Plan", "agenda": "Plan",
    "framework": "Agreement", "compact": "Agreement", "paper": "PositionPaper", "report": "PositionPaper", "doctrine": "PositionPaper",
    "deal": "Agreement", "constitution": "Legislation", "concept": "PositionPaper", "program": "Plan", "programme": "Plan", "note": "PositionPaper",
    "partnership": "Agreement", "arrangement": "Agreement", "ceasefire": "Agreement", "truce": "Agreement", "armistice": "Agreement",
}  # fmt: skip
_HEAD = "|".join(sorted((c.capitalize() for c in _CLASSES if c not in ("deal", "ceasefire", "truce", "law", "order", "note", "mou", "concept")), key=len, reverse=True))
_CAP = r"(?:[A-Z][\w’'.&-]*|[0-9]{1,4}(?:st|nd|rd|th)?)"
_JOIN = r"(?:of|on|for|the|and|to|in|between|with|against|concerning|regarding|by|a|an|&|at|from|towards?|into|under|its|their|’s|'s)"
# "Joint Statement of the People's Republic of China and the Russian Federation on Deepening ... for the New Era"
_TITLE = re.compile(
    rf"\b(?:{_CAP}(?:[ –-]|\s?,\s(?={_CAP}\b))(?:(?:and|of|the|for|on)\s)*)*?(?:{_HEAD}|MoU|MOU)\b(?:\s\((?:[A-Z][\w-]+)\))?"
    rf"(?:\s(?:{_JOIN}\s)+{_CAP}(?:[ -]{_CAP})*(?:,\s{_CAP}(?:\s{_CAP})*(?=,|\sand\s))*)*"
)
_SECOND = re.compile(rf",?\s(?:and|as well as)\s(?:an?|the)\s(?=(?:[A-Z][\w-]*\s){{0,4}}(?:{_HEAD})\b)")
_NUMBERED = re.compile(
    r"\b(?:(?:U\.?N\.?|United Nations)\s)?(?:(?:Security Council|General Assembly|UNSC|UNGA)\s)?(?:[Rr]esolutions?|UNSCRs?|UNSCR)\s(?:No\.?\s)?(\d{2,4}(?:\s?\(\d{4}\)|/\d+)?)"
)
_QUOTED = re.compile(
    r"\b(?:document|paper|report|statement|declaration|article|plan|treaty|agreement|memorandum|strategy|programme|program)s?\s"
    r"(?:titled|entitled|called|named|headed)\s(?:the\s)?[\"“‘']([^\"”]{4,200}?)[,.]?[\"”]"
)
# "a memorandum of understanding on cultural cooperation between A and B", "the free trade agreement with Chile"
_PLAIN = re.compile(
    r"\b((?:joint|free trade|trade|peace|nuclear|bilateral|trilateral|framework|cooperation|partnership|association|ceasefire|security|defen[cs]e|grain|"
    r"extradition|investment|peace)\s(?:and\s\w+\s)?)*(memorand(?:um|a) of (?:understanding|cooperation)|joint (?:statement|declaration|communiqu[eé])|"
    r"(?:free trade|trade|peace|framework|cooperation|association|nuclear|bilateral|partnership|investment|ceasefire|security|defen[cs]e|grain) (?:agreement|deal|treaty|accord|pact)s?)\b"
    r"(?:\s(?:on|for)\s[a-z][\w-]*(?:\s(?:and|of|in|the|for)?\s?[a-z][\w-]*){0,4}?(?=\s(?:between|with)\b|[,.;]|\swas\b|\sin\b))?"
)
_STOP_HEADS = frozenset({"act", "law", "plan", "report", "order", "strategy", "framework", "agenda", "initiative", "program", "programme", "partnership", "note", "paper"})


def document_class(title: str) -> str:
    """The ontology class of a document by the head noun of its title."""
    words = re.findall(r"[\wé]+", title.casefold())
    for word in words:
        if word in _CLASSES:
            if word == "statement" and "joint" not in words:
                return "Document"
            return _CLASSES[word]
    return "Document"


def find_documents(reading: Reading) -> None:
    """Add units for documents named in the text; longer titles first."""
    text = reading.parse.text
    found: list[tuple[int, int, str]] = []
    found += [(m.start(1), m.end(1), m.group(1)) for m in _QUOTED.finditer(text)]
    found += [(m.start(), m.end(), _number_label(m)) for m in _NUMBERED.finditer(text)]
    at = 0
    while (match := _TITLE.search(text, at)) is not None:
        end = match.end()
        if (second := _SECOND.search(text, match.start(), end)) is not None:
            end = second.start()  # "a Statement of A on B and a Statement of C": two documents
        at = max(end, match.start() + 1)
        start, end = _trim(text, match.start(), end)
        if end - start > 8 and _worthy(text[start:end]):
            found.append((start, end, text[start:end]))
    found += [(m.start(), m.end(), "") for m in _PLAIN.finditer(text) if m.group(0)]
    taken: list[tuple[int, int]] = []
    for start, end, label in sorted(found, key=lambda f: (not f[2], f[0] - f[1], f[0])):
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            _place(reading, start, end, label)


def _number_label(match: re.Match[str]) -> str:
    number = re.sub(r"\s", " ", match.group(1))
    body = "UN General Assembly " if "Assembly" in match.group(0) or "UNGA" in match.group(0) else "UN Security Council "
    return f"{body}Resolution {number}"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    phrase = text[start:end]
    lead = re.match(r"(?:The|A|An|This|In|On|At|Under|And|But|By|As|Its|Our|Their|His|Her|Both|Also|President|Minister|Following|After)\s", phrase)
    while lead:
        start += lead.end()
        phrase = text[start:end]
        lead = re.match(r"(?:The|A|An|This|In|On|At|Under|And|But|By|As|Its|Our|Their|His|Her)\s", phrase)
    return start, end


def _worthy(title: str) -> bool:
    words = title.split()
    heads = [w.casefold().strip(",") for w in words]
    if len(words) < 2:
        return False
    return not (heads[-1] in _STOP_HEADS and len(words) == 2 and heads[0] in ("action", "work", "annual", "progress", "national", "new", "press"))


def _place(reading: Reading, start_char: int, end_char: int, label: str) -> None:
    registry = reading.registry
    starts = reading.parse.starts
    start, end = bisect_right(starts, start_char) - 1, bisect_left(starts, end_char)
    if start < 0 or end <= start or start in reading.skip:
        return
    inside = {reading.unit_at[i] for i in range(start, end)} - {-1}
    for index in inside:
        unit = reading.units[index]
        covers = unit.start <= start and unit.end >= end
        if covers and (registry.kind(unit.ids[0]) == "agreement" or not label or unit.via != "name"):
            return
    surface = " ".join(reading.surface(start, end).split())
    known = next((reading.units[i].ids[0] for i in inside if registry.kind(reading.units[i].ids[0]) == "agreement" and reading.units[i].end - reading.units[i].start >= end - start - 3 and reading.units[i].ids[0] in reading.lexicon.entities), None)
    if known:
        entity_id = known
    elif label:
        entity_id = registry.new("agreement", " ".join(label.split()), cls=document_class(label))
    else:
        entity_id = registry.new("agreement", surface, cls=document_class(surface), key=f"{_article_key(reading)}-{slug(surface)[:48]}")
    registry.name(entity_id, surface)
    if label and "Resolution " in label:
        number = label.split("Resolution ")[1]
        for name in (f"Resolution {number}", f"UNSCR {number}", f"UN Security Council Resolution {number}", f"United Nations Security Council Resolution {number}"):
            if "Security" in label:
                registry.name(entity_id, name)
    unit = Unit(start, end, (entity_id,), "name" if label else "nominal", "doc", core=(start, end))
    index = len(reading.units)
    reading.units.append(unit)
    for i in range(start, end):
        other = reading.unit_at[i]
        if other >= 0:
            covered = reading.units[other]
            reading.cover(covered)
            if covered.end > end or covered.start < start:
                for k in range(covered.start, covered.end):
                    if reading.unit_at[k] == other and not start <= k < end:
                        reading.unit_at[k] = -1
        reading.unit_at[i] = index


def _article_key(reading: Reading) -> str:
    return slug(reading.article.id)[:24]
