"""Which of the formats at hand a client wants most, by its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["chosen"]


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    """Type, subtype and quality of each range of the header; one that cannot be read is left out."""
    found = []
    for item in accept.split(","):
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        kind, slash, subtype = media.partition("/")
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if slash and kind and subtype:
            found.append((kind, subtype, quality))
    return found


def _quality(media: str, ranges: list[tuple[str, str, float]]) -> float:
    """What the most specific range that fits gives the media type."""
    kind, _, subtype = media.partition("/")
    fits = {
        (k == kind) + (s == subtype): quality
        for k, s, quality in reversed(ranges)
        if k in ("*", kind) and s in ("*", subtype)
    }
    return fits[max(fits)] if fits else 0.0


def chosen(accept: str, formats: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The format, and its media type, that the header likes best; of equals, the first. None if it likes none."""
    if not accept.strip():
        accept = "*/*"
    ranges = _ranges(accept)
    best: tuple[float, str, str] | None = None
    for name, medias in formats.items():
        for media in medias:
            quality = _quality(media, ranges)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, name, media)
    return best[1:] if best else None
