"""Bytes to text: a table of what must come out, and what must be refused rather than garbled."""

from __future__ import annotations

import codecs
import gzip

import pytest

from kg.errors import InputError
from kg.sources.decode import MAX_BYTES, clean, decode

RUSSIAN = (
    "Президент России Владимир Путин провёл переговоры с председателем КНР Си Цзиньпином в Москве. "
    "Стороны подписали совместное заявление о стратегическом партнёрстве."
)

READ = [
    ("ascii", b"Xi met Putin.", "Xi met Putin."),
    ("utf-8", "Zelenskyy met Guaidó — “briefly”".encode(), "Zelenskyy met Guaidó — “briefly”"),
    ("utf-8 bom", codecs.BOM_UTF8 + "Vučić".encode(), "Vučić"),
    ("utf-16 le", codecs.BOM_UTF16_LE + "Vučić".encode("utf-16-le"), "Vučić"),
    ("utf-16 be", codecs.BOM_UTF16_BE + "Vučić".encode("utf-16-be"), "Vučić"),
    ("utf-32 le", codecs.BOM_UTF32_LE + "Vučić".encode("utf-32-le"), "Vučić"),
    ("cp1252 quotes", "Macron said “no” – twice…".encode("cp1252"), "Macron said “no” – twice…"),
    ("cp1252 names", "Peña Nieto, Guaidó, Støre, Mélenchon".encode("cp1252"), "Peña Nieto, Guaidó, Støre, Mélenchon"),
    ("cp1252 city", "They met in São Paulo and Genève.".encode("cp1252"), "They met in São Paulo and Genève."),
    ("latin-1", "the café in Zürich".encode("latin-1"), "the café in Zürich"),
    ("euro sign", "a loan of €2bn and £1bn".encode("cp1252"), "a loan of €2bn and £1bn"),
    ("cp1251", RUSSIAN.encode("cp1251"), RUSSIAN),
    ("koi8-r", RUSSIAN.encode("koi8_r"), RUSSIAN),
    ("windows line ends", b"one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
    ("other separators stay", "one\u2028two\x85three\x0cfour".encode(), "one\u2028two\x85three\x0cfour"),
    ("control characters stay", b"a\x01b\x1bc", "a\x01b\x1bc"),
    ("outer white space stays", b"  a \n", "  a \n"),
    ("emoji", "\N{GRINNING FACE} summit".encode(), "\N{GRINNING FACE} summit"),
]

REFUSED = [
    ("empty", b"", "empty"),
    ("blank", b" \n\t ", "empty"),
    ("only a mark", codecs.BOM_UTF8, "empty"),
    ("pdf", b"%PDF-1.7\n...", "PDF"),
    ("docx", b"PK\x03\x04....", "Office"),
    ("png", b"\x89PNG\r\n\x1a\n", "image"),
    ("jpeg", b"\xff\xd8\xff\xe0", "image"),
    ("rtf", b"{\\rtf1 text}", "Rich Text"),
    ("gzip in gzip", gzip.compress(b"text"), "compressed twice"),
    ("zeros", b"text\0text", "zero bytes"),
    ("utf-16 without mark", "Xi met Putin".encode("utf-16-le"), "zero bytes"),
    ("half a utf-16 unit", codecs.BOM_UTF16_LE + b"a\0b", "broken UTF-16"),
    ("cut utf-8", "Guaidó met Vučić".encode()[:-1], "broken UTF-8 at byte 17"),
    ("stray byte in utf-8", "“Guaidó” said ".encode() + b"\xff", "broken UTF-8"),
    ("web page", b"<!DOCTYPE html><html><p>Xi", "web page"),
    ("cp1250 Vučić", "Aleksandar Vučić met".encode("cp1250"), "encoding"),
    ("cp1250 Kaczyński", "Kaczyński met Wałęsa".encode("cp1250"), "encoding"),
    ("cp1254 Erdoğan", "Erdoğan met Şahin".encode("cp1254"), "encoding"),
    ("Macintosh", "Putin’s café".encode("mac_roman"), "encoding"),
    ("DOS", "the cafés".encode("cp850"), "encoding"),
    ("cyrillic name, too short to tell", "Putin (Путин) met Xi".encode("cp1251"), "encoding"),
    ("undefined in cp1252", b"caf\x81 \x9d", "encoding"),
    ("japanese", "プーチン大統領は習近平国家主席と会談した。".encode("shift_jis"), "encoding"),
]


@pytest.mark.parametrize(("data", "expected"), [c[1:] for c in READ], ids=[c[0] for c in READ])
def test_what_is_read(data: bytes, expected: str) -> None:
    assert decode(data, "a.txt") == expected


@pytest.mark.parametrize(("data", "reason"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(data, "folder/a.txt")
    message = str(caught.value)
    assert message.startswith("folder/a.txt: ")
    assert "\n" not in message


def test_a_line_of_five_megabytes_is_read_and_twenty_are_refused() -> None:
    line = b"word " * 1_000_000
    assert len(decode(line, "a.txt")) == len(line)
    with pytest.raises(InputError, match="larger than 20 MB"):
        decode(b"x" * (MAX_BYTES + 1), "a.txt")


def test_clean_keeps_the_length() -> None:
    assert clean("a\0b\ud800c") == "a b\N{REPLACEMENT CHARACTER}c"
