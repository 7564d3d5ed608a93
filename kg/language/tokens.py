"""Words and sentences of diplomatic prose: what the tokenizer must keep whole, where a sentence cannot or must begin.

`kg_sentences` stands before the parser and settles the clear cases; the parser decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

__all__ = ["ABBREVIATIONS", "SENTENCES", "extend_tokenizer", "mark_sentences"]

SENTENCES = "kg_sentences"
# Never the last word of a sentence: a name or a number follows.
_TITLES = frozenset(
    """Adm. Amb. Brig. Capt. Cmdr. Col. Cpl. Dr. Fr. Gen. Gov. H.E. H.M. H.R.H. Hon. Lt. Maj. Messrs. Mme. Mr. Mrs. Ms.
    Msgr. Mt. Pres. Prof. Rep. Reps. Rev. Sec. Sen. Sens. Sgt. Ss. St. Ft. Dep. Vice-Adm. V.Adm.""".split()
)
_BEFORE_NUMBER = frozenset(
    """Art. Arts. No. Nos. Para. Paras. art. arts. no. nos. p. para. paras. pp. Res. Sec. Vol. ca. approx. Ch. Fig.
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.""".split()
)
_LATIN = frozenset("a.i. e.g. i.e. cf. viz. vs. v. incl. resp.".split())
ABBREVIATIONS: frozenset[str] = _TITLES | _LATIN | (_BEFORE_NUMBER - {"No.", "Fig.", "Sec.", "no.", "art.", "p."})

_END = re.compile(r"[.!?…]+$")
_CLOSERS = frozenset({"”", "’", '"', "'", ")", "]", "»", "''"})
_OPENERS = frozenset({"“", "‘", "(", "[", "«", "``"})
_BULLETS = frozenset("• ▪ ● ◦ · ■ □ ‣ * - – — o § ► ➢ ✓".split())
_NEVER_FIRST = frozenset({",", ".", ";", "!", "?", ":", "...", "…", "%"})
_INITIALISM = re.compile(r"(?:[A-Za-z]\.){2,}$")
_INITIAL = re.compile(r"[A-Z]\.$")
_NUMERAL = re.compile(r"(?:\d{1,3}|[ivxIVX]{1,5}|[A-Za-z])$")
_LOWER_NAMES = frozenset({"al", "an", "ash", "de", "del", "der", "van", "von", "el", "ar", "as", "ad", "bin"})
# After "U.S." these begin a sentence; any other capitalised word goes on with it ("the U.S. Senate").
_STARTERS = frozenset(
    """A After Also Although An And As At Both But By Despite During Earlier For From He Her His However If In It Its
    Last Later Meanwhile Moreover On Our Separately She Since So That The Their Then There These They This Those To
    Under We When While With You""".split()
)
# Tags of words that are small inside a name, too: with a capital they may open a sentence even after a name.
_SMALL = frozenset("DT EX IN MD PRP PRP$ RB UH VB WDT WP WRB".split())
_ZONES = frozenset("EST EDT ET GMT UTC CET CEST BST PST PDT local Moscow Beijing Kyiv Kiev".split())
_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*[A-Z][\w.’' -]{2,40}(?:[,/] ?[A-Z][\w.’' -]{2,30}){0,2}(?:, \w{3,9}\.? \d{1,2}(?:, \d{4})?)?"
    r"\s*(?:\([A-Z][\w /.-]{1,24}\)\s*(?:--?|[–—])?|(?:--|[–—]))\s+(?=[A-Z“\"‘])"
)


class _Words:
    """The non-blank words of a text, with the blanks before each and the state of the line."""

    __slots__ = ("before", "blank", "doc", "index", "text")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: list[str] = []
        self.index: list[int] = []
        self.before: list[str] = []  # white space between the word and the one before it
        self.blank: list[int] = []  # tokens of white space
        gap = "\n"
        for i, token in enumerate(doc):
            text = token.text
            if text.isspace():
                gap += text + token.whitespace_
                self.blank.append(i)
                continue
            self.text.append(text)
            self.index.append(i)
            self.before.append(gap)
            gap = token.whitespace_


def _after_newline(words: _Words, k: int) -> bool | None:
    """A word at the start of a line: an empty line always parts sentences, a single break mostly."""
    gap, word, last = words.before[k], words.text[k], words.text[k - 1]
    if gap.count("\n") > 1 or word in _BULLETS or (_END.search(last) and last not in ABBREVIATIONS) or last in ":;":
        return True
    length = _line_length(words, k)
    if word[0].islower() or (last == "," and length > 45):
        return False
    return True if length < 45 or length > 110 else None  # between them a text may have been wrapped


def _line_length(words: _Words, k: int) -> int:
    """Characters of the line that ends before word k."""
    end = words.doc[words.index[k - 1]].idx + len(words.text[k - 1])
    first = k - 1
    while first > 0 and "\n" not in words.before[first] and k - first < 40:
        first -= 1
    return end - words.doc[words.index[first]].idx


def _enumerator(words: _Words, k: int) -> bool:
    """Whether word k belongs to a sign at the head of a paragraph: "2." or "(a)" or a bullet."""
    text = words.text

    def opens(j: int) -> bool:
        if j == 0 or "\n" in words.before[j] or text[j - 1] == ";":
            return True
        return bool(_END.search(text[j - 1])) and not _abbreviated(text, j - 1)

    if text[k - 1] in _BULLETS:
        return k == 1 or "\n" in words.before[k - 1]
    if k > 1 and text[k - 1] in {".", ")"} and _NUMERAL.match(text[k - 2]):
        if text[k - 1] == ")" and k > 2 and text[k - 3] == "(":
            return opens(k - 3)
        single = text[k - 2].isalpha() and text[k - 1] == "." and "\n" not in words.before[k - 2]
        return opens(k - 2) and not words.before[k - 1] and not single
    return bool(k == 1 or "\n" in words.before[k - 1]) and bool(re.fullmatch(r"(?:\d{1,3}|[a-z])[.)]", text[k - 1]))


def _abbreviated(text: list[str], j: int) -> bool:
    """Whether word j is, or is the full stop of, an abbreviation that calls for a name or a number."""
    last = text[j - 1] + "." if text[j] == "." and j else text[j]
    return last in ABBREVIATIONS or last in _BEFORE_NUMBER or last.capitalize() in _TITLES


def _label(words: _Words, k: int) -> bool:
    """Whether a colon before word k closes the name of a speaker or a heading at the start of a line."""
    for j in range(k - 1, max(-1, k - 9), -1):
        if (
            j == 0
            or "\n" in words.before[j]
            or (_END.search(words.text[j - 1]) and not _abbreviated(words.text, j - 1))
        ):
            return True
    return False


def _after_abbreviation(words: _Words, k: int) -> bool | None:
    """A capitalised word or number after a word that ends in a full stop of its own."""
    last, word = words.text[k - 1], words.text[k]
    if (
        last.capitalize() in _TITLES
        or last in _TITLES
        or last in _LATIN
        or (word[0].isdigit() and last in _BEFORE_NUMBER)
    ):
        return False
    if last in {"a.m.", "p.m."}:
        return False if word in _ZONES else None
    if _INITIALISM.match(last):
        return True if word in _STARTERS else _follows(words, k)
    if _INITIAL.match(last):
        return False if word not in _STARTERS else None
    return None


def _follows(words: _Words, k: int) -> bool | None:
    """After an initialism: a name or noun continues ("U.S. President"), anything else is left to the parser."""
    return False if words.text[k][0].isupper() or words.text[k][0].isdigit() else None


def _glued(words: _Words, k: int) -> bool:
    """Whether a paragraph break was lost: "... today.The leaders", "... peace.”He"."""
    word, before = words.text[k], words.before[k]
    opener = word in _OPENERS - {"(", "["}
    if before or not (opener or (word[0].isupper() and (word[1:2].islower() or word in {"I", "A"}))):
        return False
    j = k - 1
    while j > 0 and not opener and words.text[j] in _CLOSERS and not words.before[j]:
        j -= 1
    return words.text[j] in {".", "!", "?"} and j > 0 and not words.text[j - 1][-1:].isupper()


def _verdict(words: _Words, k: int) -> bool | None:
    """Whether word k begins a sentence; None leaves it to the parser."""
    word, last, before = words.text[k], words.text[k - 1], words.before[k]
    if "\n" in before:
        return _after_newline(words, k)
    closing = word in _CLOSERS and (word not in {'"', "'"} or not before)
    if closing or word in _NEVER_FIRST or _enumerator(words, k):
        return False
    if _glued(words, k):
        return True
    if word[0].islower():
        return None if word in _LOWER_NAMES or (before and last in {".", "?", "!"}) else False
    if last.endswith(".") and _abbreviated(words.text, k - 1):
        return (
            False if word[0].isdigit() or last.capitalize() in _TITLES or last == "." else _after_abbreviation(words, k)
        )
    if last.endswith(".") and len(last) > 1:
        return _after_abbreviation(words, k)
    if last == ":":
        return False if _label(words, k) else None
    return _after_end(words, k)


def _after_end(words: _Words, k: int) -> bool | None:
    """A capitalised word, a number or an opening quote after a sign that may end a sentence."""
    word, last, before = words.text[k], words.text[k - 1], words.before[k]
    if last == "." and not before:
        return False
    if last in {".", "!", "?"} and before and (word in _OPENERS - {"(", "["} or word in {'"', "'"}):
        return True
    quoted = last in _CLOSERS and not words.before[k - 1] and k > 1 and words.text[k - 2][-1] in ".!?"
    if quoted and before and word in _STARTERS:
        return True
    return False if last in _OPENERS else None


def _inside(words: _Words, k: int) -> bool | None:
    """A word after a word or a comma: no start, but left open for a capital that is not tagged as part of a name.

    There the line break after a heading or a greeting may have been lost. Without tags nothing is left open.
    """
    tag = words.doc[words.index[k]].tag_
    if not tag or tag in {"NNP", "NNPS"} or not words.text[k][0].isupper():
        return False
    return None if tag in _SMALL or not words.text[k - 1][0].isupper() else False


def mark_sentences(doc: Doc) -> Doc:
    """Sets `is_sent_start` where the signs are clear; the other words keep None."""
    words = _Words(doc)
    for k in range(1, len(words.text)):
        last = words.text[k - 1]
        inside = (last[-1].isalnum() or last == ",") and words.text[k][0].isalnum() and "\n" not in words.before[k]
        verdict = _inside(words, k) if inside else _verdict(words, k)
        if verdict is not None:
            doc[words.index[k]].is_sent_start = verdict
    for i in words.blank:
        if words.index and i > words.index[0]:
            doc[i].is_sent_start = False
    _mark_datelines(doc)
    return doc


def _mark_datelines(doc: Doc) -> None:
    """A dateline ("BEIJING, March 21 (Xinhua) --") is no part of the sentence that follows it."""
    if not any(sign in doc.text for sign in ("--", "–", "—", ") -", "(")):
        return
    for match in _DATELINE.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or len(span) > 20 or not match[0].strip()[:3].isupper():
            continue
        for token in span:
            if token.i > span.start and not doc[token.i - 1].is_space:
                token.is_sent_start = False
        after = span.end if span[-1].idx < match.end() and span[-1].idx + len(span[-1]) <= match.end() else span.end - 1
        if after < len(doc):
            doc[after].is_sent_start = True


def extend_tokenizer(nlp: Language, words: Iterable[str] = tuple(sorted(ABBREVIATIONS))) -> None:
    """Keeps abbreviations whole and parts "U.S.-led", "2022.The", "(NATO).The"; for spaCy's own tokenizer only."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return
    for word in words:
        if word not in (tokenizer.rules or {}):
            tokenizer.add_special_case(word, [{"ORTH": word}])
    infixes = [
        *(nlp.Defaults.infixes or ()),
        r"(?<=[A-Za-z]\.)[-–](?=[A-Za-z])",
        r"(?<=[0-9%)\]”’\"])[.!?](?=[A-Z“][a-z])",
        r"(?<=[A-Za-z0-9])[)\]](?=[.!?][A-Z][a-z])",
        r"(?<=[a-z][!?])(?=[A-Z])",
        r"(?<=[a-z])[!?](?=[A-Z“])",
        r"(?<=[a-z.!?,])[”\"](?=[A-Z][a-z])",
        r"(?<=[a-z])\.(?=[“])",
        r"(?<=[a-z])[.](?=[”\"][A-Z])",
    ]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


@Language.factory(SENTENCES, assigns=["token.is_sent_start"])
def make_kg_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component for a pipeline."""
    return mark_sentences
