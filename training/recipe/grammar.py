"""Sentences of the domain with their parses, made by a small grammar.

The treebanks hold few clauses such as "The EU imposed sanctions on Belarus after Minsk expelled ...", in which a
parser may take the past tense for a participle. Each production returns a tree; names come from the word lists.
Morphology and lemmas are given for finite verbs only; the rest is left as missing.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import DocBin

from recipe.gazetteer import LEXICON
from recipe.ud import NLP, Sentence, Word, document


@dataclass
class Tree:
    """A word with its dependents to the left and right, in order."""

    form: str
    tag: str
    dep: str = ""
    left: list[Tree] = field(default_factory=list)
    right: list[Tree] = field(default_factory=list)

    def to(self, dep: str) -> Tree:
        """The same tree in another role."""
        return replace(self, dep=dep)


_PAST = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
_VERBS = {  # past: objects; what may follow with its preposition
    "imposed": ("sanctions|new sanctions|an embargo|tariffs|restrictions|travel bans", "on"),
    "expelled": ("two diplomats|the ambassador|three envoys|a military attaché", ""),
    "recalled": ("its ambassador|their envoys|the consul", "from"),
    "signed": ("an agreement|a memorandum|the treaty|a security pact|two contracts", "with"),
    "severed": ("diplomatic relations|all ties", "with"),
    "restored": ("diplomatic relations|full ties", "with"),
    "condemned": ("the attack|the invasion|the decision|the missile launch", ""),
    "summoned": ("the ambassador|the envoy|the chargé", ""),
    "ratified": ("the treaty|the protocol|the convention", ""),
    "suspended": ("the talks|military aid|cooperation", "with"),
    "froze": ("the assets|funds", "of"),
    "delivered": ("tanks|weapons|humanitarian aid|air defences", "to"),
    "hosted": ("the summit|talks|a conference", "with"),
    "closed": ("its embassy|the border|the consulate", ""),
    "launched": ("an attack|missiles|a military operation", "against"),
    "lifted": ("the embargo|sanctions", "against"),
    "rejected": ("the offer|the proposal|the plan", ""),
    "seized": ("a tanker|two ships", ""),
}
_ORGS = ("EU|NATO|UN|African Union|European Union|Security Council|Arab League|White House|Kremlin|United States|"
         "United Kingdom|Foreign Ministry|State Department|European Commission")  # fmt: skip
_ADJECTIVES = {"African", "European", "Arab", "United", "Foreign", "White"}
_TITLES = "President|Prime Minister|Foreign Minister|Defence Minister|Chancellor|King|Ambassador|Secretary of State"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


class Grammar:
    """Makes sentences from a seeded source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.states: list[tuple[str, str, str]] = []
        with (LEXICON / "states.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                capital, people = row["capital"], row["demonyms"].split("|")[0]
                plain = all(w and not set(" -|") & set(w) for w in (row["label"], people, capital))
                if row["cls"] == "State" and plain:
                    self.states.append((row["label"], people, capital))
        with (LEXICON / "officeholders.csv").open(encoding="utf-8", newline="") as lines:
            labels = {row["label"] for row in csv.DictReader(lines)}
        self.people = sorted(name for name in labels if 2 <= len(name.split()) <= 3 and "." not in name)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def phrase(self, text: str, dep: str) -> Tree:
        """A common noun phrase: the last word heads it."""
        *before, head = text.split()
        tree = Tree(head, "NNS" if head.endswith("s") else "NN", dep)
        for word in before:
            if word in {"the", "a", "an"}:
                tree.left.append(Tree(word, "DT", "det"))
            elif word in {"its", "their"}:
                tree.left.append(Tree(word, "PRP$", "nmod:poss"))
            elif word in {"two", "three"}:
                tree.left.append(Tree(word, "CD", "nummod"))
            elif word in {"all"}:
                tree.left.append(Tree(word, "DT", "det"))
            else:
                noun = word in {"security", "missile", "travel", "air"}
                tree.left.append(Tree(word, "NN" if noun else "JJ", "compound" if noun else "amod"))
        return tree

    def name(self, dep: str) -> Tree:
        """A state, capital or body."""
        draw = self.rng.random()
        if draw < 0.65:
            state, _, capital = self.rng.choice(self.states)
            return Tree(state if draw < 0.45 else capital, "NNP", dep)
        *before, head = self.rng.choice(_ORGS.split("|")).split()
        tree = Tree(head, "NNPS" if head == "States" else "NNP", dep)
        if head != "NATO":
            tree.left.append(Tree("the", "DT", "det"))
        for word in before:
            tree.left.append(Tree(word, "NNP", "amod" if word in _ADJECTIVES else "compound"))
        return tree

    def person(self, dep: str) -> Tree:
        """ "Chinese President Xi Jinping" or "Xi Jinping, the president of China,"."""
        first, *rest = self.rng.choice(self.people).split()
        tree = Tree(first, "NNP", dep, right=[Tree(part, "NNP", "flat") for part in rest])
        state, people, _ = self.rng.choice(self.states)
        title = self.rng.choice(_TITLES.split("|")).split()
        if self.chance(0.7):
            head = Tree(title[0] if "of" in title else title[-1], "NNP", "nmod")
            head.left = [Tree(people, "JJ", "amod")] if self.chance(0.8) else []
            if "of" in title:
                head.right = [Tree("State", "NNP", "nmod", left=[Tree("of", "IN", "case")])]
            elif len(title) > 1:
                adjective = title[0] in {"Foreign", "Prime"}
                head.left.append(Tree(title[0], "NNP", "amod" if adjective else "compound"))
            tree.left = [head]
        else:
            office = Tree("minister" if self.chance(0.5) else "president", "NN", "appos", [Tree("the", "DT", "det")])
            if office.form == "minister":
                office.left.append(Tree("foreign", "JJ", "amod"))
            office.right = [Tree(state, "NNP", "nmod", [Tree("of", "IN", "case")])]
            office.left.insert(0, Tree(",", ",", "punct"))
            office.right.append(Tree(",", ",", "punct"))
            tree.right.append(office)
        return tree

    def actor(self, dep: str) -> Tree:
        """A person, a name, or two or three coordinated names."""
        draw = self.rng.random()
        if draw < 0.3:
            return self.person(dep)
        first = self.name(dep)
        if draw < 0.45:
            last = self.name("conj")
            last.left.insert(0, Tree("and", "CC", "cc"))
            if self.chance(0.4):
                middle = self.name("conj")
                middle.left.insert(0, Tree(",", ",", "punct"))
                first.right.append(middle)
            first.right.append(last)
        return first

    def time(self) -> Tree:
        if self.chance(0.5):
            return Tree(self.rng.choice(_DAYS.split("|")), "NNP", "obl", [Tree("on", "IN", "case")])
        month = Tree(self.rng.choice(("March", "June", "October")), "NNP", "obl", [Tree("on", "IN", "case")])
        month.right = [Tree(str(self.rng.randint(1, 28)), "CD", "nummod")]
        return month

    def clause(self, dep: str, subject: Tree | None = None) -> Tree:
        """A finite clause in the past with object and adjuncts; the subject may be given or left out for a conjunct."""
        verb = self.rng.choice(sorted(_VERBS))
        objects, preposition = _VERBS[verb]
        tree = Tree(verb, "VBD", dep, [subject or self.actor("nsubj")])
        tree.right.append(self.phrase(self.rng.choice(objects.split("|")), "obj"))
        if preposition and self.chance(0.75):
            goal = self.name("nmod" if preposition == "of" else "obl")
            goal.left.insert(0, Tree(preposition, "IN", "case"))
            (tree.right[-1] if preposition == "of" else tree).right.append(goal)
        if self.chance(0.3):
            tree.right.append(self.time())
        return tree

    def passive(self, dep: str) -> Tree:
        """ "The envoy was expelled by Minsk"."""
        verb = self.rng.choice(("expelled", "signed", "condemned", "summoned", "rejected", "ratified", "seized"))
        subject = self.phrase(self.rng.choice(_VERBS[verb][0].split("|")), "nsubj:pass")
        plural = subject.tag == "NNS"
        tree = Tree(verb, "VBN", dep, [subject, Tree("were" if plural else "was", "VBD", "aux:pass")])
        if self.chance(0.8):
            agent = self.actor("obl:agent")
            agent.left.insert(0, Tree("by", "IN", "case"))
            tree.right.append(agent)
        if self.chance(0.3):
            tree.right.append(self.time())
        return tree

    def sentence(self) -> Tree:
        """A clause, perhaps with a subordinate, coordinated or reporting one."""
        tree = self.passive("ROOT") if self.chance(0.2) else self.clause("ROOT")
        draw = self.rng.random()
        if draw < 0.45:
            mark = self.rng.choice(("after", "before", "when", "as", "because", "while", "after"))
            other = self.passive("advcl") if self.chance(0.2) else self.clause("advcl")
            other.left.insert(0, Tree(mark, "WRB", "advmod") if mark == "when" else Tree(mark, "IN", "mark"))
            if self.chance(0.3):
                tree.left = [other, Tree(",", ",", "punct"), *tree.left]
            else:
                tree.right.append(other)
        elif draw < 0.6 and tree.tag == "VBD":
            other = self.clause("conj", Tree("and", "CC", "cc"))
            tree.right.append(other)
        elif draw < 0.75:
            speaker = self.person("nsubj") if self.chance(0.5) else self.name("nsubj")
            said = Tree("said", "VBD", "parataxis", [Tree(",", ",", "punct"), speaker])
            said.right = [self.time()] if self.chance(0.5) else []
            tree.right.append(said)
        elif draw < 0.88:
            said = Tree("said", "VBD", "ROOT", [self.actor("nsubj")])
            tree.left.insert(0, Tree("that", "IN", "mark"))
            said.right = [tree.to("ccomp")]
            tree = said
        tree.right.append(Tree(".", ".", "punct"))
        return tree


_LEMMAS = {
    "froze": "freeze", "expelled": "expel", "imposed": "impose", "severed": "sever", "ratified": "ratify",
    "suspended": "suspend", "closed": "close", "seized": "seize", "said": "say", "was": "be", "were": "be",
}  # fmt: skip
_SAME = frozenset("recalled signed restored condemned summoned delivered hosted launched lifted rejected".split())


def _lemma(node: Tree) -> str:
    """The lemma of a word of the grammar; "" where it is not sure."""
    if node.form in _LEMMAS:
        return _LEMMAS[node.form]
    if node.tag in {"VBD", "VBN"}:
        stem = node.form.removesuffix("ed")
        return stem + "e" if stem in {"restor"} else stem if node.form in _SAME else ""
    if node.tag == "NNS":
        return node.form.removesuffix("s")
    return node.form if node.tag in {"NN", "NNP", "JJ", "DT", "CC", "IN"} else ""


def _flatten(tree: Tree) -> list[Tree]:
    out: list[Tree] = []
    for child in tree.left:
        out += _flatten(child)
    out.append(tree)
    for child in tree.right:
        out += _flatten(child)
    return out


def words(tree: Tree) -> Sentence:
    """The tree as a sentence; doubled commas are settled for the later one."""
    order = _flatten(tree)
    position = {id(node): i for i, node in enumerate(order)}
    heads = {id(child): node for node in order for child in (*node.left, *node.right)}
    skipped = {i for i in range(1, len(order)) if order[i - 1].form == "," and order[i].form in {",", "."}}
    keep = [i for i in range(len(order)) if i + 1 not in skipped]
    renumber = {old: new for new, old in enumerate(keep)}
    out = []
    for new, old in enumerate(keep):
        node = order[old]
        after = order[keep[new + 1]].form if new + 1 < len(keep) else ""
        head = renumber[position[id(heads[id(node)])]] if id(node) in heads else new
        finite = node.tag == "VBD" and node.dep != "aux:pass"
        form = node.form[0].upper() + node.form[1:] if new == 0 else node.form
        feats = _PAST.format("Plur" if any(k.dep == "conj" for c in node.left for k in c.right) else "Sing")
        plain = finite and not any(child.dep == "cc" for child in node.left)
        upos, feats = ("VERB", feats) if plain else ("", "")
        out.append(Word(form, after not in {",", "."}, upos, node.tag, feats, _lemma(node), head, node.dep))
    return out


def extend(corpus: Path, number: int = 4000) -> None:
    """Writes ud_more into `corpus`: the training passages of ud_train and `number` made sentences, shuffled."""
    rng = random.Random(11)
    docs = list(DocBin().from_disk(corpus / "ud_train.spacy").get_docs(NLP.vocab))
    made = sentences(number)
    at = 0
    while at < len(made):
        size = rng.randint(1, 3)
        docs.append(document(made[at : at + size]))
        at += size
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(corpus / "ud_more.spacy")


def sentences(number: int, seed: int = 7) -> list[Sentence]:
    """`number` different sentences."""
    grammar = Grammar(random.Random(seed))
    return [words(grammar.sentence()) for _ in range(number)]
