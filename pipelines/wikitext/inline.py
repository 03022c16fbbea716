"""What a small template inside a value shows: one rule for each name, as data.

A rule gets the arguments, already rendered, and says which text, link and country code they stand
for. Names are keys of `templates.name_key`: lower case, without spaces. A new alias is a new line
in a tuple below. Dates come out as ISO `YYYY-MM-DD`: the same wording for every wiki.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from pipelines.wikitext.countries import country_name
from pipelines.wikitext.dates import date_shown


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template shows: plain wikitext, a link target, a country code."""

    text: str
    link: str | None = None
    code: str | None = None


class Arguments(Protocol):
    """The arguments of an inline template; see `values._Arguments`."""

    name: str
    after_colon: str

    def get(self, *names: str) -> str:
        """The first of these arguments that is not empty, else ''."""
        ...

    def positional(self) -> list[str]:
        """Arguments 1, 2, 3 …, a gap as ''."""
        ...


Inline = Callable[[Arguments], Shown]


def FOOTNOTES(arguments: Arguments) -> Shown:  # noqa: N802 - a marker that is compared by identity
    """Footnotes and notes to editors: not part of the value they stand in."""
    return Shown("")


def _said(word: str) -> Inline:
    """A coloured cell: its own text, else the word that its template shows."""

    def rule(arguments: Arguments) -> Shown:
        return Shown(arguments.get("1") or word)

    return rule


def _nothing(arguments: Arguments) -> Shown:
    return Shown("")


def _argument(position: int) -> Inline:
    def rule(arguments: Arguments) -> Shown:
        return Shown(arguments.get(str(position)))

    return rule


def _last_argument(arguments: Arguments) -> Shown:
    """`{{font color|white|Text}}`, `{{font color|white|blue|Text}}`: the text comes last."""
    return Shown(arguments.get("3", "2"))


def _constant(text: str) -> Inline:
    def rule(arguments: Arguments) -> Shown:
        return Shown(text)

    return rule


def _struck(arguments: Arguments) -> Shown:
    """Struck-out text: kept between `~~`, as that of an HTML tag is."""
    text = arguments.get("1")
    return Shown(f"~~{text}~~" if text else "")


def _raised(arguments: Arguments) -> Shown:
    """A superscript: what becomes of it depends on the text around it; see `plain`."""
    return Shown(f"<sup>{arguments.get('1')}</sup>")


def _joined(arguments: Arguments) -> Shown:
    return Shown("; ".join(part for part in arguments.positional() if part))


def _flag_only(arguments: Arguments) -> Shown:
    """A flag without a name: no text, but a code. `{{flagicon|PER}}`."""
    return Shown("", code=_code(arguments.get("1")))


def _flag_and_name(arguments: Arguments) -> Shown:
    """A national team or country: `{{fb|PER}}`, `{{fb-rt|PER|1936}}`, `{{flag|Peru}}`."""
    return _country(arguments.get("1"), arguments.get("name", "2name"))


def _flag_module(arguments: Arguments) -> Shown:
    """`{{#invoke:flag|fb|MEX}}`: the function decides whether a name is shown."""
    function = arguments.get("1").lower()
    if "icon" in function or function.startswith("deco"):
        return Shown("", code=_code(arguments.get("2")))
    return _country(arguments.get("2"), arguments.get("name"))


def _general_flag(arguments: Arguments) -> Shown:
    """`{{flagg|unc|PER}}`: the third letter tells how the name is shown, `x` that it is not.

    `{{#invoke:flagg|main|unc|PER}}` is the same.
    """
    how, given = ("2", "3") if arguments.get("1") == "main" else ("1", "2")
    if arguments.get(how)[2:3].lower() == "x":
        return Shown("", code=_code(arguments.get(given)))
    return _country(arguments.get(given), arguments.get("name"))


def _youth_team(arguments: Arguments) -> Shown:
    """`{{fbu|20|BRA}}`: the age stands before the country."""
    first = arguments.get("1")
    return _country(arguments.get("2") if first.isdecimal() else first, arguments.get("name"))


def _shoot_out(arguments: Arguments) -> Shown:
    """`{{pso|4–3}}` shows (4–3 p), `{{pso}}` (p)."""
    return Shown(f"({arguments.get('1')} p)" if arguments.get("1") else "(p)")


def country_by_name(arguments: Arguments) -> Shown:
    """`{{PER}}`: the template's name is the country's code."""
    return _country(arguments.name, arguments.get("name"))


def _country(given: str, name: str) -> Shown:
    code = _code(given)
    shown = name or (country_name(code) if code else None) or given
    return Shown(shown, code=code)


def _code(given: str) -> str | None:
    given = given.strip()
    return given if re.fullmatch(r"[A-Z]{2,4}", given) else None


def _date(arguments: Arguments) -> Shown:
    """`{{Start date|1997|11|30}}`, `{{dts|30 November 1997}}`: the year first, or a text."""
    return Shown(date_shown(arguments.positional()))


def _day_first_date(arguments: Arguments) -> Shown:
    """`{{fecha|17|enero|2021}}`, `{{Date|15|11|2025}}`: day, month, year."""
    return Shown(date_shown(arguments.positional(), day_first=True))


def _zoned_time(arguments: Arguments) -> Shown:
    """`{{UTZ|18:30|-4}}` → `18:30 UTC-4`: local time and its zone, never converted."""
    zone = arguments.get("2").replace("−", "-").replace("–", "-")
    if zone and zone[0] not in "+-":
        zone = f"+{zone}"
    return Shown(f"{arguments.get('1')} UTC{zone}".strip() if zone else arguments.get("1"))


def _score_link(arguments: Arguments) -> Shown:
    """`{{score link|Article#Match|2–0}}`: the text, with the target as its link."""
    return Shown(arguments.get("2") or arguments.get("1"), link=arguments.get("1") or None)


def _interlanguage_link(arguments: Arguments) -> Shown:
    """`{{ill|Title|es|Título}}` → the title on this wiki, or `lt`; it once came behind the code."""
    title, second = arguments.get("1"), arguments.get("2")
    if _LANGUAGE.fullmatch(title) and second and not _LANGUAGE.fullmatch(second):
        title = second
    return Shown(arguments.get("lt") or title, link=title or None)


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)*|simple")


def _sorted_by(arguments: Arguments) -> Shown:
    """`{{sort|key|text}}`; the key alone is the title of a link."""
    if len(arguments.positional()) > 1:
        return Shown(arguments.get("2"))
    return Shown(arguments.get("1"), link=arguments.get("1") or None)


def _number(arguments: Arguments) -> Shown:
    return Shown(arguments.after_colon or arguments.get("1"))


def _sum(arguments: Arguments) -> Shown:
    """`{{#expr: 16211 + 43084}}`: sums only; any other expression is kept as written."""
    given = arguments.after_colon.replace("−", "-")
    if not re.fullmatch(r"-?\d{1,12}(?:\s*[-+]\s*\d{1,12}){0,2000}\s*\+?", given):
        return Shown(given)
    return Shown(str(sum(int(t.replace(" ", "")) for t in re.findall(r"-?\s*\d+", given))))


def _goal(arguments: Arguments) -> Shown:
    """`{{goal|23||45+2|pen.}}` → `23', 45+2' (pen.)`."""
    parts = arguments.positional()
    shown: list[str] = []
    for minute, remark in zip(parts[::2], [*parts[1::2], ""], strict=False):
        if minute:
            shown.append(f"{minute}'" + (f" ({remark})" if remark else ""))
    return Shown(", ".join(shown))


def _named_club(arguments: Arguments) -> Shown:
    """`{{Fb team Santos}}`: one template for each club; its name is what it shows."""
    name = arguments.get("name") or arguments.name
    return Shown(re.sub(r"^fb ?team", "", name, flags=re.I).strip())


def _link(arguments: Arguments) -> Shown:
    return Shown(arguments.get("2") or arguments.get("1"), link=arguments.get("1") or None)


def _year_link(arguments: Arguments) -> Shown:
    return Shown(arguments.get("2", "1"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_RULES: tuple[tuple[Inline, Iterable[str]], ...] = (
    (
        _argument(1),
        _words(
            """
            nowrap nobr nobreak nowraplinks small smaller smalldiv big larger resize strong bold b
            i em italic center centre left right tooltip abbr abbrv hover sub
            midsize noitalic plainlist flatlist nobold vtop url nowraptext notatypo sic- lc: uc:
            ucfirst: lcfirst: lc uc mono serif ill-wd interlanguage bdi rtl-lang angbr noprint
            hidden-text
            """
        ),
    ),
    (_struck, ("s", "strike", "del", "strikethrough")),
    (_raised, ("sup",)),
    (
        _argument(2),
        _words(
            """
            lang langx lang-xx color colour colorbox font nts- sorttext hidden color2 coloredtext
            wikt
            """
        ),
    ),
    (_last_argument, ("fontcolor", "fontcolour", "transl", "transliteration")),
    (_interlanguage_link, ("ill", "illm", "interlanguagelink", "interlanguagelinkmulti")),
    (_sorted_by, ("sort",)),
    (_joined, _words("ubl unbulletedlist hlist br-list blist bulletedlist flowlist csv cslist")),
    (
        _flag_only,
        _words(
            """
            flagicon fbicon fbaicon flagdeco flagiconimage fbwicon flagu- flaglink- flagicons flagc
            fbicon-rt flagicon2 bandera flagiconathlete- cricon- fbuicon flagsport flagcountry-
            fb16icon fb17icon fb19icon fb20icon fb21icon fb23icon fbu20icon fbu23icon
            """
        ),
    ),
    (
        _flag_and_name,
        _words(
            """
            fb fb-rt fbw fbw-rt fba fba-rt fb-big flag flagcountry flagteam fb-r fb16
            fb16-rt fb17 fb17-rt fb18 fb18-rt fb19 fb19-rt fb20 fb20-rt fb21 fb21-rt fb22 fb22-rt
            fb23 fb23-rt fbu17 fbu20 fbu20-rt fbu21 fbu21-rt fbu23 fbu23-rt fbw16 fbw17 fbw19
            fbw20 fbw16-rt fbw17-rt fbw19-rt fbw20-rt flagu flagcountry2 bandera2 sel selb
            seleccionfb beachsoccer bs bs-rt futsal futsal-rt fut fut-rt nft national- country
            flag+link flaglink olyfb olympicfb oly-fb womenfb fbc fbclub-
            """
        ),
    ),
    (_youth_team, ("fbu", "fbu-rt", "fbwu", "fbwu-rt")),
    (_flag_module, ("#invoke:flag",)),
    (_general_flag, ("flagg", "#invoke:flagg")),
    (
        _date,
        _words(
            """
            startdate startdateandage enddate dts start-date film datetablesorting birthdate
            startdateandtime datesort
            """
        ),
    ),
    (_day_first_date, ("fecha", "fechayhora", "dt", "dataevento", "date", "date-", "datesport")),
    (_zoned_time, ("utz", "utc-time", "localtime", "timeutc")),
    (_score_link, ("scorelink", "scorel", "matchlink", "fbscore")),
    (_number, ("formatnum:", "formatnum", "nts", "ntsh-", "val", "num", "number", "commas", "fn")),
    (_sum, ("#expr:",)),
    (_goal, ("goal", "gol", "goals", "fbgoal", "goldengoal", "silvergoal")),
    (_named_club, ("fbteam*",)),
    (_link, ("linktext", "l", "pagelink", "section-link", "slink", "nbsplink")),
    (_year_link, ("footballyear", "fby", "fbyear", "fbl", "seasonlink")),
    (_constant("|"), ("!",)),
    (_constant("||"), ("!!",)),
    (_constant("="), ("=",)),
    (
        _constant(" "),
        ("nbsp", "space", "spaces", "thinsp", "thinspace", "hairsp", "br", "clear", "-"),
    ),
    (_constant("–"), ("ndash", "en dash", "endash", "–", "dash", "endash-")),
    (_constant(" – "), ("snd", "spndash", "spnd", "sndash", "spacedendash", "spacedndash")),
    (_constant("—"), ("mdash", "emdash", "—", "emd")),
    (_constant("−"), ("minus", "-minus", "subtract")),
    (_constant("·"), ("·", "dot", "middot", "•", "bullet", "*", "bull", "\\")),
    (_constant("'"), ("'", "apostrophe", "apos")),
    (_constant("(a.e.t.)"), ("aet", "aet-", "extratime")),
    (_shoot_out, ("pso", "p.", "pens", "penalties", "penaltyshoot-out")),
    (_said("Yes"), ("yes", "yes2")),
    (_said("No"), ("no", "no2")),
    # A picture; its argument is a size.
    (_constant("Yes"), ("y", "ya", "aye", "tick", "check", "checkmark")),
    (_constant("No"), ("n", "nay", "cross", "xmark")),
    (_said("Won"), ("won",)),
    (_said("Lost"), ("lost",)),
    (_said("Draw"), ("draw", "drawn")),
    (_said("Partial"), ("partial",)),
    (_constant("TBD"), ("tbd", "tba", "dunno", "tobedecided")),
    (_constant("N/A"), ("n/a", "na", "notapplicable")),
    (_constant("?"), ("?", "unknown")),
    (
        _nothing,
        _words(
            """
            yel yellowcard sentoff sendoff red redcard secondyellow syc suboff subon pengoal
            penmiss penscored penmissed missedpenalty penaltymissed 0 gold1 silver2 bronze3 gold01
            silver02 bronze03 goldmedal silvermedal bronzemedal increase decrease steady up down
            sameposition hs anchor anchorlist vanchor location goldcup clarify- flagright
            displaynone hidden-sort hid0 ntsh sortname- soccericon footballicon cup trophy assist
            captain injury subst winners- inj son soff yelred suspended zerowidthspace zwsp shy wbr
            startflatlist endflatlist nowrapbegin nowrapend plainlist- endplainlist medalicon loan
            dtsh
            """
        ),
    ),
    (
        FOOTNOTES,
        _words(
            """
            efn efn-ua efn-lr refn ref note notetag sfn sfnp harvnb cref cref2 ref+ reflabel
            reflist notelist r rp fn- citationneeded cn fact deadlink clarify when who whom which
            bycite update updateafter updated webarchive cbignore bda specify verify better-source
            bettersourceneeded unreliablesource? verificationneeded vague page-needed pageneeded
            full failedverification dubious disputed-inline citeweb citenews citebook citejournal
            citetweet citeavmedia citeav citemagazine citepressrelease citation webcite refname
            notea hthnote disambiguationneeded dn permanentdeadlink rsssf soccerway inlang nbnote
            anote
            """
        ),
    ),
)

# Footnotes that hold a text in their first argument.
EXPLANATIONS = ("efn", "efn-ua", "efn-lr", "refn", "notetag", "footnote", "efnlr")

INLINE: dict[str, Inline] = {key: rule for rule, keys in _RULES for key in keys}
