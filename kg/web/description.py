"""What the endpoint says of itself, in the vocabulary of SPARQL 1.1 Service Description."""

from __future__ import annotations

from kg.query.formats import GRAPH_FORMATS, converted

__all__ = ["DESCRIPTION_FORMATS", "description"]

DESCRIPTION_FORMATS = GRAPH_FORMATS
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_TEXT = """
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<ADDRESS> a sd:Service ;
    sd:endpoint <ADDRESS> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat RESULTS ;
    sd:defaultDataset <ADDRESS#all> .
<ADDRESS#all> a sd:Dataset ; sd:defaultGraph <ADDRESS#union> .
<ADDRESS#union> a sd:Graph .
"""


def description(address: str, name: str) -> bytes:
    """The description of the endpoint at an address, in a format of DESCRIPTION_FORMATS."""
    results = ", ".join(f"formats:{name}" for name in _FORMATS)
    return converted(_TEXT.replace("ADDRESS", address).replace("RESULTS", results), name)
