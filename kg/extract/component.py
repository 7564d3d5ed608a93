"""kg as a component of a spaCy pipeline: `nlp.add_pipe("kg_facts")` fills `doc._.kg` with what the text states.

The component stands last. It needs a parser, an entity recogniser, tags and lemmas before it; those of any English
pipeline will do, the shipped one is what the grades were learned with.
"""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.extract.extractor import Extractor
from kg.sources import text_article

__all__ = ["KgFacts", "make_kg_facts"]

_EXTENSION = "kg"


class KgFacts:
    """Reads the facts of a parsed text into `doc._.kg`, an `Extraction`.

    `id` is the id of each article, `published` the date (YYYY-MM-DD) that relative dates count from where a text does
    not give its own; `min_confidence` drops facts graded lower.
    """

    def __init__(self, nlp: Language, id: str, published: str | None, min_confidence: float) -> None:
        if not Doc.has_extension(_EXTENSION):
            Doc.set_extension(_EXTENSION, default=None)
        self._extractor = Extractor(nlp, min_confidence=min_confidence)
        self._id = id
        self._published = date.fromisoformat(published) if published else None

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc._.kg`. Raises ModelError if the text has not been parsed."""
        if len(doc) and not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
            raise ModelError("kg_facts: the text is not parsed; add parser, tagger and ner to the pipeline before it")
        doc._.kg = self._extractor.from_doc(doc, text_article(doc.text, self._id, self._published))
        return doc


@Language.factory(
    "kg_facts",
    default_config={"id": "text", "published": None, "min_confidence": 0.0},
    requires=["token.dep", "token.tag", "token.lemma", "doc.ents"],
    assigns=["doc._.kg"],
)
def make_kg_facts(nlp: Language, name: str, id: str, published: str | None, min_confidence: float) -> KgFacts:
    """The component for a pipeline. Raises ValueError if `published` is no ISO date."""
    return KgFacts(nlp, id, published, min_confidence)
