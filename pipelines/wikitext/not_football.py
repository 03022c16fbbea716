"""Templates that hold no match, table, entrant or season fact: data.

A name that is neither here, nor of a family that is read, nor an inline rule, counts as not
understood: silence about an unknown template would look like "read". So a name belongs here only
when somebody knows what the template shows.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NAMES = frozenset(
    _words(
        """
        shortdescription usedmydates usemdydates usedmydates2 engvarb about for forthe otheruses
        distinguish redirect hatnote main mainarticle seealso seealso2 further furtherinformation
        details otheruses4 portal portalbar portal-inline commons commonscategory commonscat
        commonscat-inline commonscategory-inline sisterlinks wikinews authoritycontrol toclimit
        tocright tocleft toc clear clr - reflist reflist2 references notelist notelist2
        notelist-ua refbegin refend sfn efn refn ref note harvnb webarchive cbignore deadlink
        citationneeded cn fact unreferenced refimprove moresources morecitationsneeded
        unreferencedsection refimprovesection onesource blpsources updatesection update
        expandsection expand stub emptysection cleanup tone pov orphan notability official
        officialwebsite officialurl url website inlang icon- deicon fricon esicon rsssf soccerway
        col-float col-float-break col-float-end col-begin col-end col-break col-2 col-3 col-1-of-2
        col-2-of-2 divcol divcolend colbegin colend columns-list multicol multicol-break
        multicol-end nowrapbegin nowrapend startflatlist endflatlist start- end stack stackbegin
        stackend locationmap locationmap+ locationmap~ locationmapmany overlay maplink
        osmlocationmap coord colorbox legend legend2 legend0 legendinline box-shadowborder
        fontcolor colour- key quote blockquote cquote quotebox imageframe multipleimage
        cssimagecrop annotatedimage gallery footballkit footballkitbox fbkit kit footballfield
        footballsquad footballmanager natfsstart natfsend natfsgstart natfsrstart natfsgplayer
        natfsrplayer natfsplayer natfsbreak natfsend2 natfsremark natsquadstart natsquadplayer
        natsquadend fsstart fsplayer fsmid fsend fs2start fs2player fs2end fsgstart fsgplayer
        footballsquadplayer footballsquadstart footballsquadend efsstart efsplayer efsend cpl
        fbsquad successionbox s-start s-end s-ach s-bef s-ttl s-aft s-new s-non s-vac s-sports
        succession medal medalsport medalcompetition medalcountry medalgold medalsilver
        medalbronze medalcount medaltop medalbottom medaltableevent navboxes navboxestop
        navboxesbottom navbox navbar sidebar defaultsort defaultsort: displaytitle: displaytitle
        lowercase italictitle italictitle: nobots bots featuredarticle goodarticle pp-semi
        pp-protected pp pp-move pp-semi-indef pp-pc1 pp-vandalism birthdateandage birthdate age
        birthdateand-age worldfootballeloratings fifaworldrankings fifarankings elorating ffr
        updated endash- wikidata languageicon lang-icon asof asof- currentyear currentseason inuse
        underconstruction currentsport currentsport-related current future recentism convert cvt
        inflation usd eur £ € us$ pv yesno sup sub abbreviation abbr tooltip round decade
        flagmedalist sections sectionlink anchor visibleanchor shortcut talkquote reflistend
        template documentation collapsetop collapsebottom hidden hiddenbegin hiddenend hidebegin
        hideend cot cob collapse goalsscored- footballsquad2- fb-squad! soccerbase transfermarkt
        nft fifa fifa-player uefa espnfc citeweb maybe cna okay nom included
        dropped stickyheader footballsquadonpitch ipa additionalcitationneeded
        legend-inline incompletelist multipleissues dynamiclist tablealignment rowhover
        screenreader-only static-row-numbers sortablelistof standardtable smalldiv smaller-
        largecategorytoc categorytoc expertneeded primarysources morefootnotes nofootnotes imdb
        facebook twitter instagram youtube samplecontent sic typo notatypo proseline lead
        leadtooshort leadmissing overview fbref
        """
    )
)
# Matched from the start of the name; each ends where a league's own name could not go on.
_PATTERNS = re.compile(
    r"cite[a-z]|citation$|use[a-z]+english$|lang-[a-z]{2,3}$|ill-|refn$|ref(?:list|begin|end|label)|"
    r"bots?$|pp-|wikiproject|wikidata|wikt$|userbox|[a-z0-9-]+-stub$|navbox|s-[a-z]{2,10}$|"
    r"medal(?:gold|silver|bronze|competition|sport|country|count|top|bottom|icon|tableend)?$|"
    r"(?:gold|silver|bronze)\d{0,2}(?:medal)?$|colou?r(?:box)?$|legend\d?$|natfs|natsquad|"
    r"(?:fs|fs2|fsg|fs3)(?:start|player|end|mid|break)$|locationmap|commonscat|col-|multicol|"
    r"footballkit|sfn[pm]?$|harv(?:nb|p|txt|col)|birthdate|deathdate|"
    r"#(?:if|ifeq|ifexist|iferror|ifexpr|switch|expr|time|tag|titleparts|property|"
    r"assessment|babel|formatdate|dateformat|padleft|replace)(?:$|:)|"
    r"#invoke:(?:wd|wikidata|navbox|citation|about|main|portal|coordinates|authoritycontrol|message|"
    r"check|string|list|infoboximage|anchor|yesno|hatnote|labelledlist|shortdesc|other|redirect)"
)
_VARIABLES = re.compile(
    r"(?:(?:full|base|sub|talk|article|subject|root)?pagename|current(?:year|month|day)|"
    r"(?:name|talk)space|sitename)$|localurl:|fullurl:|plural:|anchorencode:|urlencode:|uc:|lc:|ns:"
)

# What stands alone on a line below one of these headings is navigation, not content.
CLOSING_HEADINGS = frozenset(
    (
        *("references", "external links", "external link", "see also", "notes", "footnotes"),
        *("further reading", "bibliography", "sources", "citations", "notes and references"),
        *("references and notes", "related links", "navigation", "reference", "notes & references"),
        *("referencias", "enlaces externos", "véase también", "notas", "einzelnachweise"),
        *("weblinks", "ligações externas", "referências", "ver também", "collegamenti esterni"),
    )
)


@lru_cache(maxsize=8_192)
def is_not_football(key: str) -> bool:
    """True for a template known to hold nothing this project reads, by `templates.name_key`."""
    word = key.partition(":")[0] + ":" if ":" in key else key
    return (
        key in _NAMES
        or word in _NAMES
        or _PATTERNS.match(key) is not None
        or _VARIABLES.match(key) is not None
    )
