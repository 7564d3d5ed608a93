"""Roles of predicates, the same for Universal Dependencies and for ClearNLP labels: trees built by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.clauses import Parse


@dataclass(frozen=True)
class Tree:
    """A sentence as word/tag or word/tag/lemma, and its edges as label>head (counted from 1, 0 for the root)."""

    words: str
    universal: str
    clearnlp: str

    def parse(self, style: str) -> Parse:
        """The sentence in one of the two styles."""
        rows = [w.split("/") for w in self.words.split()]
        edges = [e.split(">") for e in (self.universal if style == "universal" else self.clearnlp).split()]
        doc = Doc(
            Vocab(),
            words=[r[0] for r in rows],
            tags=[r[1] for r in rows],
            lemmas=[r[-1] if len(r) > 2 else r[0].lower() for r in rows],
            heads=[int(h) - 1 if int(h) else i for i, (_, h) in enumerate(edges)],
            deps=[d for d, _ in edges],
        )
        return Parse(doc)


MEET = Tree("Xi/NNP met/VBD/meet Putin/NNP", "nsubj>2 root>0 obj>2", "nsubj>2 ROOT>0 dobj>2")
WITH = Tree("Xi/NNP met/VBD/meet with/IN Putin/NNP", "nsubj>2 root>0 case>4 obl>2", "nsubj>2 ROOT>0 prep>2 pobj>3")
PASSIVE = Tree(
    "Putin/NNP was/VBD/be received/VBN/receive by/IN Xi/NNP",
    "nsubj:pass>3 aux:pass>3 root>0 case>5 obl:agent>3",
    "nsubjpass>3 auxpass>3 ROOT>0 agent>3 pobj>4",
)
RELATIVE = Tree(
    "the/DT minister/NN who/WP signed/VBD/sign the/DT treaty/NN resigned/VBD/resign",
    "det>2 nsubj>7 nsubj>4 acl:relcl>2 det>6 obj>4 root>0",
    "det>2 nsubj>7 nsubj>4 relcl>2 det>6 dobj>4 ROOT>0",
)
OBJECT_RELATIVE = Tree(
    "the/DT treaty/NN Finland/NNP signed/VBD/sign holds/VBZ/hold",
    "det>2 nsubj>5 nsubj>4 acl:relcl>2 root>0",
    "det>2 nsubj>5 nsubj>4 relcl>2 ROOT>0",
)
DECIDED = Tree(
    "Finland/NNP decided/VBD/decide to/TO join/VB NATO/NNP",
    "nsubj>2 root>0 mark>4 xcomp>2 obj>4",
    "nsubj>2 ROOT>0 aux>4 xcomp>2 dobj>4",
)
URGED = Tree(
    "Germany/NNP urged/VBD/urge Russia/NNP to/TO withdraw/VB",
    "nsubj>2 root>0 obj>2 mark>5 xcomp>2",
    "nsubj>2 ROOT>0 dobj>2 aux>5 xcomp>2",
)
CALLED = Tree(
    "Germany/NNP called/VBD/call on/IN Russia/NNP to/TO withdraw/VB",
    "nsubj>2 root>0 case>4 obl>2 mark>6 xcomp>2",
    "nsubj>2 ROOT>0 prep>2 pobj>3 aux>6 xcomp>2",
)
WAS_URGED = Tree(
    "Iran/NNP was/VBD/be urged/VBN/urge to/TO stop/VB",
    "nsubj:pass>3 aux:pass>3 root>0 mark>5 xcomp>3",
    "nsubjpass>3 auxpass>3 ROOT>0 aux>5 xcomp>3",
)
AND_SIGNED = Tree(
    "Xi/NNP met/VBD/meet Putin/NNP and/CC signed/VBD/sign a/DT treaty/NN",
    "nsubj>2 root>0 obj>2 cc>5 conj>2 det>7 obj>5",
    "nsubj>2 ROOT>0 dobj>2 cc>2 conj>2 det>7 dobj>5",
)
SHARED = Tree(
    "They/PRP signed/VBD/sign and/CC issued/VBD/issue a/DT statement/NN",
    "nsubj>2 root>0 cc>4 conj>2 det>6 obj>4",
    "nsubj>2 ROOT>0 cc>2 conj>2 det>6 dobj>4",
)
TWO = Tree("Xi/NNP and/CC Putin/NNP met/VBD/meet", "nsubj>4 cc>3 conj>1 root>0", "nsubj>4 cc>1 conj>1 ROOT>0")
ATTACK = Tree(
    "Russia/NNP 's/POS attack/NN on/IN Ukraine/NNP",
    "nmod:poss>3 case>1 root>0 case>5 nmod>3",
    "poss>3 case>1 ROOT>0 prep>3 pobj>4",
)
VISIT = Tree(
    "a/DT visit/NN by/IN Xi/NNP to/IN Oman/NNP",
    "det>2 root>0 case>4 nmod>2 case>6 nmod>2",
    "det>2 ROOT>0 prep>2 pobj>3 prep>2 pobj>5",
)
BACKED = Tree(
    "troops/NNS backed/VBN/back by/IN Russia/NNP advanced/VBD/advance",
    "nsubj>5 acl>1 case>4 obl:agent>2 root>0",
    "nsubj>5 acl>1 agent>2 pobj>3 ROOT>0",
)
MEMBER = Tree(
    "Finland/NNP is/VBZ/be a/DT member/NN of/IN NATO/NNP",
    "nsubj>4 cop>4 det>4 root>0 case>6 nmod>4",
    "nsubj>2 ROOT>0 det>4 attr>2 prep>4 pobj>5",
)
NOT = Tree(
    "Iran/NNP did/VBD/do not/RB sign/VB it/PRP",
    "nsubj>4 aux>4 advmod>4 root>0 obj>4",
    "nsubj>4 aux>4 neg>4 ROOT>0 dobj>4",
)
WILL = Tree("Iran/NNP will/MD sign/VB it/PRP", "nsubj>3 aux>3 root>0 obj>3", "nsubj>3 aux>3 ROOT>0 dobj>3")
COULD = Tree("Iran/NNP could/MD sign/VB", "nsubj>3 aux>3 root>0", "nsubj>3 aux>3 ROOT>0")
IF = Tree(
    "If/IN Iran/NNP signs/VBZ/sign ,/, oil/NN will/MD flow/VB",
    "mark>3 nsubj>3 advcl>7 punct>7 nsubj>7 aux>7 root>0",
    "mark>3 nsubj>3 advcl>7 punct>7 nsubj>7 aux>7 ROOT>0",
)
REFUSED = Tree(
    "Iran/NNP did/VBD/do not/RB refuse/VB to/TO sign/VB",
    "nsubj>4 aux>4 advmod>4 root>0 mark>6 xcomp>4",
    "nsubj>4 aux>4 neg>4 ROOT>0 aux>6 xcomp>4",
)
GAVE = Tree("China/NNP gave/VBD/give Sudan/NNP aid/NN", "nsubj>2 root>0 iobj>2 obj>2", "nsubj>2 ROOT>0 dative>2 dobj>2")
SPEAKING = Tree(
    "Speaking/VBG/speak in/IN Oslo/NNP ,/, he/PRP praised/VBD/praise Norway/NNP",
    "advcl>6 case>3 obl>1 punct>6 nsubj>6 root>0 obj>6",
    "advcl>6 prep>1 pobj>2 punct>6 nsubj>6 ROOT>0 dobj>6",
)
JOINING = Tree(
    "It/PRP welcomed/VBD/welcome Spain/NNP joining/VBG/join the/DT network/NN",
    "nsubj>2 root>0 obj>2 xcomp>2 det>6 obj>4",
    "nsubj>2 ROOT>0 dobj>2 xcomp>2 det>6 dobj>4",
)
BY_OBJECT = Tree(
    "Oman/NNP condemned/VBD/condemn attacks/NNS by/IN Israel/NNP",
    "nsubj>2 root>0 obj>2 case>5 obl>2",
    "nsubj>2 ROOT>0 dobj>2 prep>2 pobj>4",
)
BANNING = Tree("a/DT treaty/NN banning/VBG/ban mines/NNS", "det>2 root>0 acl>2 obj>3", "det>2 ROOT>0 acl>2 dobj>3")
FOR = Tree(
    "Iran/NNP thanked/VBD/thank Oman/NNP for/IN mediating/VBG/mediate",
    "nsubj>2 root>0 obj>2 mark>5 advcl>2",
    "nsubj>2 ROOT>0 dobj>2 prep>2 pcomp>4",
)
CRITICISM = Tree(
    "Xi/NNP expressed/VBD/express support/NN for/IN Mali/NNP",
    "nsubj>2 root>0 obj>2 case>5 nmod>3",
    "nsubj>2 ROOT>0 dobj>2 prep>3 pobj>4",
)
BETWEEN = Tree(
    "talks/NNS between/IN Egypt/NNP and/CC Sudan/NNP began/VBD/begin",
    "nsubj>6 case>3 nmod>1 cc>5 conj>3 root>0",
    "nsubj>6 prep>1 pobj>2 cc>3 conj>3 ROOT>0",
)
PARTICLE = Tree(
    "Iran/NNP broke/VBD/break off/RP talks/NNS", "nsubj>2 root>0 compound:prt>2 obj>2", "nsubj>2 ROOT>0 prt>2 dobj>2"
)

ROLES = [
    (MEET, "subjects", "met", "Xi"),
    (MEET, "patients", "met", "Putin"),
    (WITH, "subjects", "met", "Xi"),
    (WITH, "patients", "met", ""),
    (PASSIVE, "subjects", "received", "Xi"),
    (PASSIVE, "patients", "received", "Putin"),
    (RELATIVE, "subjects", "signed", "minister"),
    (RELATIVE, "patients", "signed", "treaty"),
    (RELATIVE, "subjects", "resigned", "minister"),
    (OBJECT_RELATIVE, "subjects", "signed", "Finland"),
    (OBJECT_RELATIVE, "patients", "signed", "treaty"),
    (DECIDED, "subjects", "join", "Finland"),
    (DECIDED, "patients", "join", "NATO"),
    (URGED, "subjects", "withdraw", "Russia"),
    (CALLED, "subjects", "withdraw", "Russia"),
    (CALLED, "subjects", "called", "Germany"),
    (WAS_URGED, "subjects", "stop", "Iran"),
    (WAS_URGED, "subjects", "urged", ""),
    (AND_SIGNED, "subjects", "signed", "Xi"),
    (AND_SIGNED, "patients", "signed", "treaty"),
    (SHARED, "patients", "signed", "statement"),
    (SHARED, "subjects", "issued", "They"),
    (TWO, "conjuncts", "Xi", "Xi Putin"),
    (ATTACK, "holders", "attack", "Russia"),
    (VISIT, "holders", "visit", "Xi"),
    (BACKED, "subjects", "backed", "Russia"),
    (BACKED, "patients", "backed", "troops"),
    (MEMBER, "subjects", "member", "Finland"),
    (GAVE, "patients", "gave", "Sudan aid"),
    (SPEAKING, "subjects", "Speaking", "he"),
    (JOINING, "subjects", "joining", "Spain"),
    (BANNING, "subjects", "banning", "treaty"),
    (BANNING, "patients", "banning", "mines"),
    (CRITICISM, "holders", "support", "Xi"),
    (BETWEEN, "holders", "talks", "Egypt"),
    (BETWEEN, "conjuncts", "Egypt", "Egypt Sudan"),
]
EDGES = [
    (WITH, "Putin", "P:with", "met"),
    (ATTACK, "Ukraine", "P:on", "attack"),
    (ATTACK, "Russia", "poss", "attack"),
    (VISIT, "Oman", "P:to", "visit"),
    (MEMBER, "NATO", "P:of", "member"),
    (SPEAKING, "Oslo", "P:in", "Speaking"),
    (BY_OBJECT, "Israel", "P:by", "attacks"),
    (FOR, "mediating", "advcl:for", "thanked"),
    (PASSIVE, "Putin", "pass", "received"),
    (PASSIVE, "Xi", "agent", "received"),
    (DECIDED, "join", "comp", "decided"),
    (RELATIVE, "signed", "rel", "minister"),
    (PARTICLE, "off", "compound:prt", "broke"),
]
SIGNS = [
    (MEET, "met", set()),
    (NOT, "sign", {"neg"}),
    (WILL, "sign", {"will"}),
    (COULD, "sign", {"modal"}),
    (IF, "signs", {"if", "gov:flow", "gov-will"}),
    (REFUSED, "sign", {"gov:refuse", "gov-neg"}),
    (AND_SIGNED, "signed", set()),
    (PASSIVE, "received", set()),
]
PASSIVES = [(PASSIVE, "received", True), (BACKED, "backed", True), (MEET, "met", False), (BANNING, "banning", False)]

both = pytest.mark.parametrize("style", ["universal", "clearnlp"])


@both
@pytest.mark.parametrize(("tree", "role", "word", "expected"), ROLES)
def test_roles(tree: Tree, style: str, role: str, word: str, expected: str) -> None:
    parse = tree.parse(style)
    found = getattr(parse, role)(parse.word.index(word))
    assert " ".join(parse.word[i] for i in found) == expected


@both
@pytest.mark.parametrize(("tree", "word", "edge", "head"), EDGES)
def test_edges(tree: Tree, style: str, word: str, edge: str, head: str) -> None:
    parse = tree.parse(style)
    i = parse.word.index(word)
    assert (parse.edge(i), parse.word[parse.head[i]]) == (edge, head)


@both
@pytest.mark.parametrize(("tree", "word", "signs"), SIGNS)
def test_signs(tree: Tree, style: str, word: str, signs: set[str]) -> None:
    """All but the mark of the infinitive, which only Universal Dependencies tell from an auxiliary."""
    parse = tree.parse(style)
    assert parse.signs(parse.word.index(word)) - {"inf"} == signs


@both
@pytest.mark.parametrize(("tree", "word", "passive"), PASSIVES)
def test_passives(tree: Tree, style: str, word: str, passive: bool) -> None:
    parse = tree.parse(style)
    assert parse.passive(parse.word.index(word)) is passive


@both
def test_offsets_cut_the_words_out_of_the_text(style: str) -> None:
    parse = ATTACK.parse(style)
    assert [parse.text[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)] == parse.word


def test_an_empty_text_has_no_sentences() -> None:
    parse = Parse(Doc(Vocab()))
    assert (parse.n, parse.sents, parse.text) == (0, [], "")


def test_a_loop_of_subjects_ends() -> None:
    parse = DECIDED.parse("universal")
    parse.head[1], parse.dep[1] = 3, "xcomp"  # each verb a complement of the other
    parse.dep[0] = "dep"
    assert parse.subjects(3) == ()
