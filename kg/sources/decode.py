"""Bytes of a text file to text: Unicode where it says so, a legacy code page only when there is no doubt.

English news in a legacy code page is Windows-1252 nearly always, but the same bytes may be the Central European
Windows-1250 ("Vučić" would come out as "Vuèiæ"), so letter sequences that no Western language has are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from charset_normalizer import from_bytes

from kg.errors import InputError

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "clean", "decode"]

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 1_000_000  # what a spaCy pipeline takes at a time (nlp.max_length); the Bible has four times as many
"""The largest article that is read, in bytes after decompression."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "compressed twice"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3}")
# Other code pages read as Windows-1252: Vuèiæ, Kaczyñski, Wa³êsa, Erdoðan, PutinÕs (Macintosh), caf‚s (DOS).
_SUSPECT = re.compile(
    r"[ðÐþÞ]|è[aeiou]|[a-z]æ\b|ñ(?:[bcdfghjklmnpqrstvwxz]|\b)|[A-Za-z][¹³¼¾¿£¥ªº¯][a-z]|\b[£¥ª¯][a-z]|[a-z][¹³]\b|ê[bkz]|øi|ìn"
    r"|[a-z][À-ÖØ-ÝŠŽ]|Ò[A-Za-z]|[A-Za-z][‚„†‡ˆ‰‹˜›][a-z]"
)
_OTHER_PAGES = ["cp1251", "koi8_r", "cp1253", "cp1256"]
_SAMPLE = 200_000
_ADVICE = "save it as UTF-8 and try again"
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes, with `\\n` line ends and no byte order mark.

    `name` is the file as the user knows it, for messages. Raises InputError for what is empty, binary, larger than
    MAX_BYTES, or in an encoding that cannot be told for certain.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; split it into single articles")
    text = _unicode(data, name)
    if not text.strip():
        raise InputError(f"{name}: the file is empty; remove it or give it text")
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(text: str) -> str:
    """Text without the two things that no output can hold, NUL and lone surrogates; its length stays the same."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\0", " "))


def _unicode(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name}: {what}, not text; save the article as plain text in UTF-8")
    if _HTML.match(data):
        raise InputError(f"{name}: a web page, not text; save the article as plain text in UTF-8")
    if b"\0" in data:
        raise InputError(f"{name}: not a text file (it holds zero bytes); if it is UTF-16, {_ADVICE}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise InputError(f"{name}: broken UTF-8 at byte {error.start}; {_ADVICE}") from None
    return _legacy(data, name)


def _mostly_utf8(data: bytes) -> bool:
    return 2 * sum(map(len, _MULTIBYTE.findall(data))) > len(_HIGH.findall(data))


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        label = encoding.removesuffix("-sig").upper()
        raise InputError(f"{name}: broken {label} at byte {error.start}; {_ADVICE}") from None


def _legacy(data: bytes, name: str) -> str:
    """Text in a code page: Windows-1252 if accented letters stand in Latin words, else what is recognised surely."""
    encoding = _recognised(data) if _HIGH_RUN.search(data) else "cp1252"
    if encoding:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = ""
        if text and not (encoding == "cp1252" and _SUSPECT.search(text)):
            return text
    raise InputError(f"{name}: cannot tell the character encoding; {_ADVICE}")


def _recognised(data: bytes) -> str | None:
    """The one code page in which a text of long non-ASCII runs is coherent, or None."""
    first = max(0, next(i for i, byte in enumerate(data) if byte > 0x7F) - 1000)
    sample = data[first : first + _SAMPLE]
    matches: Iterable[object] = from_bytes(sample, cp_isolation=_OTHER_PAGES)
    found = [(m.encoding, m.chaos, m.coherence) for m in matches]  # type: ignore[attr-defined]
    good = sorted({encoding for encoding, chaos, coherence in found if chaos < 0.1 and coherence > 0.3})
    return good[0] if len(good) == 1 else None
