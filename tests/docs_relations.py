"""Writes docs/relations.md from the relation table: `python tests/docs_relations.py`."""

from __future__ import annotations

from pathlib import Path

from kg.lexicon import Relation, relations, triggers

PAGE = Path(__file__).parent.parent / "docs" / "relations.md"
HEAD = """# The relation table

Made from `data/lexicon/relations.toml` by `python tests/docs_relations.py`. The first 26 relations are those of the
annotation guidelines; the six after them serve event coding. *Ends* are the kinds of entity at subject and object;
↔ marks relations whose direction does not matter. *Class* is the class of the event node in the ontology (of the
membership node for offices and memberships), *edge* the direct property between the ends, derived from what has
happened. *Codes* are the PLOVER type, the default CAMEO code and its Goldstein value. *Triggers* counts the entries
of `data/lexicon/triggers/`.

| relation | holds when | ends | class | edge | codes | triggers |
| --- | --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    counts: dict[str, int] = {}
    for trigger in triggers():
        counts[trigger.relation] = counts.get(trigger.relation, 0) + 1
    return HEAD + "\n".join(_row(relation, counts.get(relation.name, 0)) for relation in relations().values()) + "\n"


def _row(relation: Relation, count: int) -> str:
    arrow = "↔" if relation.symmetric else "→"
    ends = f"{', '.join(sorted(relation.subject))} {arrow} {', '.join(sorted(relation.object))}"
    codes = " ".join(str(c) for c in (relation.plover, relation.cameo, relation.goldstein) if c is not None) or "–"
    node, edge = f"`{relation.cls}`", f"`{relation.shortcut}`"
    cells = (f"`{relation.name}`", relation.definition, ends, node, edge, codes, str(count))
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
