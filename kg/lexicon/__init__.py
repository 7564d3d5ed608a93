"""The word lists of data/lexicon: relations, triggers, states, organisations, persons, documents, places.

`lexicon()` loads and checks everything once; `relations()` is the relation table; `Gazetteer` finds names in text.
"""

from __future__ import annotations

from kg.lexicon.codes import Codes, codes_of
from kg.lexicon.gazetteer import Form, Gazetteer, Hit, fold
from kg.lexicon.names import NameWords, name_words
from kg.lexicon.peoples import peoples
from kg.lexicon.relations import Relation, relations
from kg.lexicon.stages import StageSign, reached, stage_order, stage_signs
from kg.lexicon.standing import with_standing
from kg.lexicon.tables import KnownDocument, Lexicon, Office, Tenure, lexicon
from kg.lexicon.titles import is_general_title
from kg.lexicon.triggers import Trigger, triggers

__all__ = [
    "Codes",
    "Form",
    "Gazetteer",
    "Hit",
    "KnownDocument",
    "Lexicon",
    "NameWords",
    "Office",
    "Relation",
    "StageSign",
    "Tenure",
    "Trigger",
    "codes_of",
    "fold",
    "is_general_title",
    "lexicon",
    "name_words",
    "peoples",
    "reached",
    "relations",
    "stage_order",
    "stage_signs",
    "triggers",
    "with_standing",
]
