"""What an office is about: "Trade and Industry Minister", "Minister of Environment, Water and Agriculture"."""

from __future__ import annotations

from kg.language.clauses import Parse

__all__ = ["after_title", "before_title"]

_PORTFOLIO = frozenset(
    "affairs foreign external internal home interior defence defense security national homeland public safety "
    "intelligence justice finance financial services economy economic economics development trade commerce "
    "industry industries investment investments tourism energy oil petroleum gas power electricity mining "
    "mines minerals resources natural water irrigation environment environmental climate change sustainable "
    "sustainability agriculture agricultural food fisheries fishing forestry forests livestock rural regional "
    "transport transportation infrastructure communications communication telecommunications information "
    "technology digital digitalisation digitalization transformation innovation science research education "
    "higher culture cultural heritage arts sport sports youth women gender family social welfare labour labor "
    "employment work workplace relations health housing urban planning immigration migration citizenship "
    "integration refugees border borders reintegration veterans emergency emergencies disaster situations "
    "humanitarian human rights parliamentary constitutional legal law religious minorities civil aviation "
    "maritime marine shipping ports railway railways cooperation co-operation international policy political "
    "peace disarmament nuclear nonproliferation non-proliferation arms control counterterrorism counter- "
    "terrorism terrorism cyber cybersecurity cyberspace space armed media strategic superannuation business "
    "small consumer competition property revenue budget taxation expatriates diaspora overseas commonwealth "
    "multilateral global democracy governance reform reconstruction recovery reconciliation drugs narcotics "
    "policing police prisons prosecution chemicals works industrial administration management operations "
    "procurement regions territories community communities children families ageing aged disability skills "
    "training vocational universities antiquities museums protocol healthcare ecology equality recreation "
    "diplomacy protection oversight adult lifelong sciences tertiary neighbourhood neighborhood enlargement "
    "crisis sanctions".split()
)
_REGIONS = frozenset(
    "middle east north south africa african asia asian pacific indo-pacific gulf caribbean americas latin "
    "central southern eastern western northern hemisphere eurasian america union eu nato european arctic "
    "sahel horn balkans near mediterranean".split()
)
_NEVER_LAST = frozenset(
    "of for on and & , the - – / european african asian union north south latin central southern eastern "
    "western northern foreign international national".split()
)
_BODIES = frozenset(
    "board council committee agency authority commission department bureau office institute fund forum "
    "ministry center centre".split()
)
_ABSTRACT = ("ness", "tion", "logy", "ics", "ship", "ivity", "ility")
_LINKS = frozenset(("and", "&", ",", "the", "-", "–", "/"))
_OPENERS = frozenset(("of", "for", "on"))


def before_title(parse: Parse, start: int) -> int:
    """Where the portfolio before a title begins: "[Trade and Industry] Minister", "[water] minister"."""
    best = i = start
    while i > 0 and start - i < 6 and parse.sent[i - 1] == parse.sent[start]:
        word = parse.lower[i - 1]
        if word in _PORTFOLIO:
            best = i = i - 1
        elif word in ("and", "&") and best == i and best < start and i > 1 and parse.lower[i - 2] in _PORTFOLIO:
            i -= 1
        else:
            break
    return best


def after_title(parse: Parse, end: int, *, takes: bool, goes_on: bool) -> int:
    """Where the portfolio after a title ends: "Minister [for Financial Services]"; `end` if there is none.

    A portfolio begins with "for", with `takes` also with "of" and "on"; with `goes_on` the title holds its beginning
    ("Minister of Foreign Affairs [and Tourism]").
    """
    if end >= parse.n:
        return end
    opener = parse.lower[end]
    if not (opener == "for" or (takes and opener in _OPENERS) or (goes_on and opener in ("and", "&", ","))):
        return end
    best, i = end, end + 1
    while i < parse.n and i - end < 14:
        word = parse.lower[i]
        if (
            word in _PORTFOLIO or word in _REGIONS or ((best > end or opener != "for") and word.endswith(_ABSTRACT))
        ) and (parse.word[i][0].isupper() or opener == "for"):
            best = i + 1
        elif word not in _LINKS and not (word in _OPENERS and best == i):
            break
        i += 1
    if best < parse.n and parse.lower[best] in _BODIES and parse.word[best][0].isupper():
        return end  # "Chair of the National Transportation Safety Board"
    while best > end and parse.lower[best - 1] in _NEVER_LAST:
        best -= 1  # "Head of Cabinet of the [European Commission]"
    return best
