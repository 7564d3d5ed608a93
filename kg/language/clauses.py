"""Reduces a parse to predicates with their arguments: the only place that knows dependency labels.

Both Universal Dependencies and the ClearNLP-style labels of the `en_core_web_*` pipelines are read into one form: UD
without language-specific subtypes other than those below, prepositions as case markers of their noun.

    subj  pass  obj  iobj  agent  P:<preposition>  poss  mod  comp  cond ...      (see `Parse.roles`)
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.attrs import DEP, HEAD, LEMMA, ORTH, SPACY, TAG
from spacy.tokens import Doc

__all__ = ["Parse", "Signs"]

Signs = frozenset[str]

_CLEARNLP = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dative": "iobj",
    "poss": "nmod:poss", "relcl": "acl:relcl", "prt": "compound:prt", "predet": "det:predet", "preconj": "cc:preconj",
    "nn": "compound", "npadvmod": "obl:unmarked", "oprd": "xcomp", "neg": "advmod", "intj": "discourse",
    "nounmod": "nmod", "npmod": "nmod", "quantmod": "advmod", "meta": "dep", "ROOT": "root",
}  # fmt: skip
_CLEARNLP_ONLY = frozenset({*_CLEARNLP, "pobj", "pcomp", "prep", "attr", "acomp"}) - {"ROOT"}
_OBJECT_CONTROL = frozenset(
    "ask urge call invite allow enable help force order tell persuade encourage require press request permit compel "
    "warn push lead commission authorize authorise expect want appeal instruct advise assist convince".split()
)
_THANKS = frozenset("thank praise commend applaud congratulate hail salute criticize criticise blame condemn".split())
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_HYPOTHETICAL = frozenset({"would", "could", "may", "might", "should", "must", "can", "'d", "’d", "ought"})
_NEGATION = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"})
_CONDITION = frozenset({"if", "unless", "whether", "lest", "provided", "should"})


class _Strings(dict[int, str]):
    """The strings of a Doc's vocabulary, looked up once each."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self._strings = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        value: str = self._strings[key & 0xFFFFFFFFFFFFFFFF]
        self[key] = value
        return value


_DOUBLE = frozenset({"bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"})
_KEPT = frozenset("add err purr butt ebb egg die lie tie vie untie belie underlie".split())


def _mended(lemma: str, word: str) -> str:
    """A lemma without two slips of lemmatisers that learn endings: "denie" for "denied", "kidnapp" for "kidnapped"."""
    if lemma == word or lemma in _KEPT:
        return lemma
    if lemma.endswith("ie") and word.endswith(("ied", "ies")):
        return lemma[:-2] + "y"
    if lemma[-2:] in _DOUBLE and word in (lemma + "ed", lemma + "ing"):
        return lemma[:-1]
    return lemma


class Parse:
    """A dependency tree as plain lists, one entry a token.

    `word`, `lower`, `lemma`, `tag`; `head` (of a root: itself) and `dep` in one style; `kids`, the dependents; `starts`
    and `ends`, offsets into `text`; `sent`, the number of the sentence in `sents` (first token, token after the last).
    """

    __slots__ = (
        "_marks", "_subjects", "dep", "ends", "head", "kids", "lemma", "lower", "n", "sent", "sents", "starts",
        "tag", "text", "word",
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        self.n = len(doc)
        rows = doc.to_array([ORTH, LEMMA, TAG, DEP, HEAD, SPACY]).astype("int64").T.tolist() if self.n else [[]] * 6
        strings = _Strings(doc)
        self.word = [strings[k] for k in rows[0]]
        self.lower = [w.lower() for w in self.word]
        self.lemma = [strings[k].lower() or w for k, w in zip(rows[1], self.lower, strict=True)]
        self.lemma = [_mended(base, w) for base, w in zip(self.lemma, self.lower, strict=True)]
        self.tag = [strings[k] for k in rows[2]]
        self.dep = [strings[k] for k in rows[3]]
        self.head: list[int] = [i + h for i, h in enumerate(rows[4])]
        self._offsets(rows[5])
        self.sents = [(s.start, s.end) for s in doc.sents]
        self.sent = [0] * self.n
        for number, (start, end) in enumerate(self.sents):
            self.sent[start:end] = [number] * (end - start)
        if not _CLEARNLP_ONLY.isdisjoint(self.dep):
            self._from_clearnlp()
        self.kids: list[list[int]] = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        self._subjects: dict[int, tuple[int, ...]] = {}
        self._marks: dict[int, Signs] = {}
        self._reattach()

    def _reattach(self) -> None:
        """ "condemned the attack by Russia": a phrase with "by" or "of" after an object belongs to the object."""
        for i, dep in enumerate(self.dep):
            if dep == "nmod" and self.dep[self.head[i]] == "obl:agent":
                self._past_agent(i)
            if dep not in ("obl", "obl:agent") or self.preposition(i) not in ("by", "of", "between"):
                continue
            verb = self.head[i]
            marker = self._marker(i) or i
            objects = [k for k in self.kids[verb] if self.dep[k] == "obj" and k == marker - 1]
            passive = any(self.dep[k] in ("aux:pass", "nsubj:pass") for k in self.kids[verb])
            if not objects or passive or not self.tag[objects[0]].startswith("NN"):
                continue
            self.kids[verb].remove(i)
            self.kids[objects[0]].append(i)
            self.head[i], self.dep[i] = objects[0], "nmod"

    def _past_agent(self, i: int) -> None:
        """ "imposed by the Union on Russia": whom it is imposed on hangs on the verb, not on the agent."""
        agent = self.head[i]
        verb = self.head[agent]
        if i > agent and verb != agent and self.preposition(i) in ("on", "upon", "against"):
            self.kids[agent].remove(i)
            self.kids[verb].append(i)
            self.head[i], self.dep[i] = verb, "obl"

    def _offsets(self, spaces: list[int]) -> None:
        at, pieces = 0, []
        self.starts, self.ends = [], []
        for word, space in zip(self.word, spaces, strict=True):
            self.starts.append(at)
            at += len(word)
            self.ends.append(at)
            pieces.append(word + " " if space else word)
            at += bool(space)
        self.text = "".join(pieces)

    def _from_clearnlp(self) -> None:
        for i, dep in enumerate(self.dep):
            if dep in ("pobj", "pcomp") and self.dep[self.head[i]] in ("prep", "agent", "dative", "conj"):
                self._lift_preposition(i, self.head[i])
        self.dep = [_CLEARNLP.get(d, d) for d in self.dep]
        for i, dep in enumerate(self.dep):
            if dep in ("attr", "acomp") and self.lemma[self.head[i]] == "be":
                self._lift_predicate(i, self.head[i])

    def _lift_preposition(self, noun: int, prep: int) -> None:
        governor, kind = self.head[prep], self.dep[prep]
        verbal = self.tag[governor].startswith(("VB", "MD"))
        was_clause = self.dep[noun] == "pcomp"
        self.head[noun] = governor if governor != prep else noun
        self.dep[noun] = "advcl" if was_clause else "obl:agent" if kind == "agent" else "obl" if verbal else "nmod"
        self.head[prep], self.dep[prep] = noun, "mark" if was_clause else "case"

    def _lift_predicate(self, noun: int, copula: int) -> None:
        for i in range(self.n):
            if self.head[i] == copula and i not in (noun, copula):
                self.head[i] = noun
        root = self.head[copula] == copula
        self.head[noun] = noun if root else self.head[copula]
        self.dep[noun] = "root" if root else self.dep[copula]
        self.head[copula], self.dep[copula] = noun, "cop"

    def is_verb(self, i: int) -> bool:
        """Whether the token is a full verb form."""
        return self.tag[i].startswith("VB") and self.dep[i] not in ("aux", "aux:pass", "cop")

    def preposition(self, i: int) -> str:
        """The case marker of a nominal: "with", "on", "'s" ...; "" if it has none."""
        marker = self._marker(i)
        return "" if marker is None else self.lower[marker]

    def _marker(self, i: int) -> int | None:
        for k in self.kids[i]:
            if self.dep[k] == "case" and k < i:
                return k
        for title in self.kids[i]:  # "met with President Erdogan", of which the title took the preposition
            if title < i and self.dep[title] in ("nmod", "compound"):
                for k in self.kids[title]:
                    if self.dep[k] == "case" and k < title:
                        return k
        return None

    def edge(self, i: int) -> str:
        """The role in which token i hangs on its head."""
        dep = self.dep[i]
        if dep in ("obl", "nmod", "obl:unmarked", "nmod:unmarked"):
            prep = self.preposition(i)
            if prep:
                return f"P:{prep}"
            return "mod" if dep.startswith("nmod") else "adv"
        if dep in ("advcl", "acl"):
            marks = [self.lower[k] for k in self.kids[i] if self.dep[k] in ("mark", "case")]
            return f"{dep}:{marks[0]}" if marks else dep
        return _EDGES.get(dep, dep)

    def roles(self, i: int) -> Iterator[tuple[str, int]]:
        """The dependents of a predicate, each with its role."""
        for k in self.kids[i]:
            yield self.edge(k), k

    def passive(self, verb: int) -> bool:
        """Whether a verb is in the passive, including bare past participles that modify a noun."""
        if any(self.dep[k] in ("aux:pass", "nsubj:pass", "obl:agent") for k in self.kids[verb]):
            return True
        return (
            self.tag[verb] == "VBN"
            and self.dep[verb] in ("acl", "amod")
            and not any(self.dep[k] == "aux" for k in self.kids[verb])
        )

    def subjects(self, i: int) -> tuple[int, ...]:
        """Who does it: the logical subject tokens of a verb, through coordination, control and relative clauses."""
        if i not in self._subjects:
            self._subjects[i] = ()  # stops a loop in a broken tree
            self._subjects[i] = self._find_subjects(i)
        return self._subjects[i]

    def _find_subjects(self, i: int) -> tuple[int, ...]:
        own = tuple(k for k in self.kids[i] if self.dep[k] in ("nsubj", "csubj"))
        passive = self.passive(i)
        if passive:
            return tuple(
                k
                for k in self.kids[i]
                if self.dep[k] == "obl:agent" or (self.dep[k] == "obl" and self.preposition(k) == "by")
            )
        if own:
            return tuple(self._antecedent(k, i) for k in own)
        return self._inherited(i)

    def patients(self, i: int) -> tuple[int, ...]:
        """Whom it happens to: objects, or the subject of a passive, through participles and relative clauses."""
        if not self.passive(i):
            own = tuple(k for k in self.kids[i] if self.dep[k] in ("obj", "iobj"))
            if (
                not own
                and self.dep[i] == "acl:relcl"
                and not any(self.dep[k] == "nsubj" and self.lower[k] in _RELATIVES for k in self.kids[i])
            ):
                return (self.head[i],)
            return own or self._shared_object(i)
        own = tuple(self._antecedent(k, i) for k in self.kids[i] if self.dep[k] == "nsubj:pass")
        if own:
            return own + tuple(k for k in self.kids[i] if self.dep[k] == "obj")
        if self.dep[i] in ("acl", "amod", "acl:relcl"):
            return (self.head[i],)
        if self.dep[i] == "conj" and self.is_verb(self.head[i]):
            return self.patients(self.head[i]) if self.passive(self.head[i]) else self.subjects(self.head[i])
        if self.dep[i] in ("xcomp", "advcl") and self.head[i] != i:
            return self.subjects(self.head[i])
        return ()

    def _shared_object(self, i: int) -> tuple[int, ...]:
        """ "signed and issued a statement": the object stands with the last of two coordinated verbs only."""
        if any(self.dep[k] in ("obl", "xcomp", "ccomp", "obl:unmarked") for k in self.kids[i]):
            return ()
        for k in self.kids[i]:
            if (
                self.dep[k] == "conj"
                and self.is_verb(k)
                and k - i < 5
                and not self.passive(k)
                and not any(self.dep[s] == "nsubj" for s in self.kids[k])
            ):
                return tuple(o for o in self.kids[k] if self.dep[o] == "obj")
        return ()

    def _obliques(self, verb: int, prepositions: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(k for k in self.kids[verb] if self.dep[k] == "obl" and self.preposition(k) in prepositions)

    def _antecedent(self, k: int, verb: int) -> int:
        if self.lower[k] in _RELATIVES and self.dep[verb] == "acl:relcl":
            return self.head[verb]
        return k

    def _inherited(self, i: int) -> tuple[int, ...]:
        dep, h = self.dep[i], self.head[i]
        if h == i:
            return ()
        if dep == "conj":
            if self.is_verb(h) and self.passive(h):
                return self.patients(h)
            return self.subjects(h)
        if dep == "xcomp" or (dep in ("ccomp", "obj") and self.tag[i] in ("VB", "VBG", "TO")):
            if self.lemma[h] in _OBJECT_CONTROL:
                return self.patients(h) or self._obliques(h, ("on", "upon", "for", "to"))
            if self.tag[i] == "VBG" and self.is_verb(h) and (held := self.patients(h)):
                return held  # "welcomed Spain joining the network"
            return self.patients(h) if self.is_verb(h) and self.passive(h) else self.subjects(h)
        if dep == "advcl":
            if self.lemma[h] in _THANKS and self.edge(i) == "advcl:for" and (thanked := self.patients(h)):
                return thanked  # "thanked Poland for sending aid": Poland sent it
            return self.patients(h) if self.is_verb(h) and self.passive(h) else self.subjects(h)
        if dep == "acl":
            return (h,) if self.tag[i] == "VBG" else self.holders(h)
        if dep == "acl:relcl":
            return (h,)
        return () if dep == "parataxis" or self.is_verb(i) else self.holders(i)

    def holders(self, noun: int) -> tuple[int, ...]:
        """Whose act or state a noun is: possessor, "of"/"by" phrase or the subject of the verb that governs it."""
        own = tuple(
            k
            for k in self.kids[noun]
            if self.dep[k] in ("nmod:poss", "nsubj")
            or (self.dep[k].startswith("nmod") and self.preposition(k) in ("by", "between", "among"))
        )
        if own:
            return own
        h = self.head[noun]
        if h != noun and self.dep[noun] in ("obj", "xcomp", "obl", "nsubj:pass", "conj", "ccomp"):
            if self.dep[noun] == "conj":
                return self.holders(h) if not self.is_verb(h) else self.subjects(h)
            if self.dep[noun] == "obl" and self.lemma[h] in _THANKS and self.preposition(noun) == "for":
                return self.patients(h) or self.subjects(h)  # "thanked Poland for the support": that of Poland
            return self.subjects(h)
        return ()

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """The token and what is coordinated with it to its right."""
        found, queue = [i], [i]
        while queue:
            for k in self.kids[queue.pop()]:
                if self.dep[k] == "conj":
                    found.append(k)
                    queue.append(k)
        return tuple(found)

    def signs(self, i: int) -> Signs:
        """Marks of tense, modality, negation and condition on a predicate and on what governs it.

        `will`, `neg`, `modal`, `if`, `inf`, `gov:<lemma>` (governing verb or noun), `gov-neg`, `gov-will`, `quote`.
        """
        signs = set(self.marks(i))
        at, steps = i, 0
        while steps < 4 and self.head[at] != at:
            dep, h = self.dep[at], self.head[at]
            if dep not in _UPWARD:
                break
            if dep == "conj":
                signs |= self.marks(h) & {"will", "modal", "if", "inf"}
            elif dep in ("nsubj", "nsubj:pass", "parataxis"):
                if dep != "parataxis":
                    signs |= {f"sub-{s}" for s in self.marks(h) & {"will", "modal", "neg"}}
                    signs.add(f"of:{self.lemma[h]}")
                break
            else:
                signs.add(f"gov:{self.lemma[h]}")
                signs |= {f"gov-{s}" for s in self.marks(h) & {"will", "modal", "neg", "if"}}
            at, steps = h, steps + 1
        return frozenset(signs)

    def marks(self, i: int) -> Signs:
        """Marks on a predicate itself, not on what governs it: `will`, `neg`, `modal`, `if`, `inf`, `cond`."""
        if i not in self._marks:
            self._marks[i] = frozenset(self._find_marks(i))
        return self._marks[i]

    def _find_marks(self, i: int) -> set[str]:
        signs = set()
        for k in self.kids[i]:
            word, dep = self.lower[k], self.dep[k]
            if dep in ("aux", "aux:pass", "cop"):
                if word in _FUTURE:
                    signs.add("will")
                elif word in _HYPOTHETICAL:
                    signs.add("modal")
            elif dep == "mark":
                if word == "to":
                    signs.add("inf")
                elif word in _CONDITION:
                    signs.add("if")
            if word in _NEGATION and dep in ("advmod", "det", "neg", "cc", "mark", "case"):
                signs.add("neg")
            if dep == "advcl" and any(self.lower[m] in ("if", "unless") for m in self.kids[k]):
                signs.add("cond")
        return signs


# On these edges the tense, mood and negation of the governor bear on what it governs.
_UPWARD = frozenset("xcomp ccomp advcl acl conj obj obl nmod csubj nsubj nsubj:pass parataxis".split())
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_EDGES = {
    "nsubj": "subj", "nsubj:pass": "pass", "csubj": "subj", "obl:agent": "agent", "nmod:poss": "poss", "xcomp": "comp",
    "ccomp": "comp", "acl:relcl": "rel", "obl:unmarked": "adv", "nmod:unmarked": "mod",
}  # fmt: skip
