{#- Names of clubs and the keys made of them. -#}

{#-
    A club's name: composed letters (NFC), single spaces, struck out (the parser's ~~) or not.
    Marks behind it are no part of it: the status letters of a table, "(H)" and "(C, Q)", and those
    that a legend explains, "*", "†" and "(*)". Other words in brackets are: "Deportivo (Lima)".
-#}
{% macro team_name(text) -%}
    {%- set letter = '[aHQCPROEXYDTA]' -%}
    nullif(
        regexp_replace(
            trim(
                regexp_replace(
                    nfc_normalize(replace({{ text }}, chr(160), ' ')), '(?:~~|\s)+', ' ', 'g'
                )
            ),
            '([^\s*†‡§])(?: ?[*†‡§]| ?\([*†‡§]+\)| ?\({{ letter }}(?: ?[,/;&] ?{{ letter }})*\))+$',
            '\1'
        ),
        ''
    )
{%- endmacro %}

{#-
    The article a club's name links to. Links inside the page ("#A1") and links to one
    season of a club ("2005–06 Juventus F.C. season") do not name a club's article.
-#}
{% macro team_link(text) -%}
    nullif(
        regexp_replace(
            trim(
                regexp_replace(
                    nfc_normalize(replace(split_part({{ text }}, '#', 1), '_', ' ')),
                    '\s+', ' ', 'g'
                )
            ),
            '^[0-9]{4}.* season$', ''
        ),
        ''
    )
{%- endmacro %}

{#- True for "TBD", "Winner Match 3", "Runner-up Group A": a place in a draw, not a club. -#}
{% macro is_placeholder_name(name) -%}
    (
        regexp_matches(
            lower({{ name }}), '^(tbd|tba|tbc|\?|bye|to be (decided|determined|confirmed|announced))$'
        )
        or regexp_matches(
            lower({{ name }}),
            '^(winners?|losers?|runners?[- ]?up|(1st|2nd|3rd|[0-9]+th|first|second|third|fourth)( placed?)?)( of)? (match|group|game|semi|quarter|round|pot|play-?off|path|tie|section|zone|preliminary|qualif)'
        )
    )
{%- endmacro %}

{#- A readable key: lower case, marks off the letters, one hyphen between words. -#}
{% macro slug(text) -%}
    trim(
        regexp_replace(lower(strip_accents({{ text }})), '[^\p{L}\p{N}]+', '-', 'g'), '-'
    )
{%- endmacro %}

{#-
    One number for a name of a club with its link on a page: what mentions are joined by. A join
    by three texts holds all three of every mention in memory; this holds 16 bytes. Two mentions
    that share it are as likely as two texts with the same MD5.
-#}
{% macro mention_key(page_id, team_name, team_link) -%}
    md5_number(
        {{ page_id }} || chr(31) || {{ team_name }} || coalesce(chr(31) || {{ team_link }}, '')
    )
{%- endmacro %}

{#- The same for two clubs in the order they are named; NULL where one is not known. -#}
{% macro pair_key(page_id, home_team_id, away_team_id) -%}
    md5_number(
        {{ page_id }} || chr(31) || {{ home_team_id }} || chr(31) || {{ away_team_id }}
    )
{%- endmacro %}

{#- The clubs of matches by what some pages call them, as join_clubs wants them. -#}
{% macro teams_of(pages) -%}
    select
        {{ mention_key('identity.page_id', 'identity.team_name', 'identity.team_link') }}
            as mention_key,
        identity.team_id
    from {{ ref('int_team_identity') }} as identity
    inner join {{ pages }} as pages on identity.page_id = pages.page_id
    where identity.is_in_matches
{%- endmacro %}

{#-
    The clubs of each row of a relation that tells matches, as `home` and `away`: its mentions
    looked up in `teams` by mention_key.
-#}
{% macro join_clubs(matches) -%}
    {% for side in ('home', 'away') -%}
    {%- set name = matches ~ '.' ~ side ~ '_team' %}
    left join teams as {{ side }}
        on {{ mention_key(matches ~ '.page_id', name, name ~ '_link') }} = {{ side }}.mention_key
    {%- endfor %}
{%- endmacro %}

{#-
    A winner without how often it has won: "Ada (3rd title)", "Ada 3rd league title 9th title",
    which stand on lines of their own in an infobox, and "Ada ----".
-#}
{% macro without_titles(text) -%}
    regexp_replace(
        regexp_replace({{ text }}, '\s*\([^)]*title[^)]*\)', '', 'gi'),
        '\s+(?:[0-9]{1,3}(?:st|nd|rd|th)\s.*\btitles?\b.*|-{2,}.*)$', '', 'i'
    )
{%- endmacro %}
