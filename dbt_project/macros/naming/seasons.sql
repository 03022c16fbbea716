{#- The season and the competition that the title of a page names. -#}

{#- "2016", "2015–16", "2015/2016". -#}
{% macro season_pattern() -%}
(?:1[89]|20)[0-9]{2}(?:[–/-](?:[0-9]{4}|[0-9]{2}))?
{%- endmacro %}

{#- Words, in small letters without accents, that name a competition and no club. -#}
{% macro competition_pattern() -%}
(?:euro|(?:super)?(?:cup|cups|copa|coppa|coupe|taca|cupa|kupa|pokal|beker)|(?:super|bundes)?liga|league|ligue|eredivisie|allsvenskan|eliteserien|championships?|campeonato|championnat|meisterschaft|serie|divisi?on|primera|premiership|qualifying|qualification|eliminatorias?|clasificacion|tournament|torneo|torneio|olympics|games|libertadores|sudamericana|apertura|clausura|supercopa|supercoppa|trophy)
{%- endmacro %}

{#- The title without its namespace where that says it is a template. -#}
{% macro title_without_namespace(title) -%}
    regexp_replace({{ title }}, '^(?:template|plantilla)\s*:\s*', '', 'i')
{%- endmacro %}

{#-
    The one season of a title: at its start ("1997 Copa Perú"), or in the title of a competition at
    its end ("FIFA World Cup 2022"), behind its name ("UEFA Euro 2016 qualifying") or after "at the"
    and the like. No year of a club ("Bologna 1909", "1860 Munich": football has no season before
    1863), no span of years, none of several.
-#}
{% macro title_season(title) -%}
    {%- set plain = "strip_accents(lower(" ~ title ~ "))" -%}
    {%- set seasons = "regexp_extract_all(" ~ title ~ ", '\\b" ~ season_pattern() ~ "\\b')" -%}
    {%- set last_year = "nullif(regexp_extract(" ~ seasons ~ "[1], '[–/-]([0-9]+)$', 1), '')" -%}
    case
        when regexp_matches({{ title }}, '^[0-9]{4}(?:[–-][0-9]{2,4})? .')
            then
                case
                    when left({{ title }}, 4)::bigint >= 1863
                        then regexp_extract({{ title }}, '^([0-9]{4}(?:[–-][0-9]{2,4})?) ', 1)
                end
        when
            len({{ seasons }}) = 1
            and left({{ seasons }}[1], 4)::bigint >= 1863
            and coalesce(
                right(
                    (left({{ seasons }}[1], 4)::bigint + 1)::varchar, length({{ last_year }})
                ) = {{ last_year }},
                true
            )
            and regexp_matches({{ plain }}, '\b{{ competition_pattern() }}\b')
            and regexp_matches(
                {{ plain }},
                '\b{{ season_pattern() }}(?: \([^)]*\))?$'
                || '|\b{{ competition_pattern() }}(?: [a-z]+)? {{ season_pattern() }}\b'
                || '|\b(?:at|of|in|for) the {{ season_pattern() }}\b'
            )
            then {{ seasons }}[1]
    end
{%- endmacro %}

{#- What is left of a title without its season. -#}
{% macro title_competition(title, season) -%}
    trim(
        regexp_replace(
            replace({{ title }}, coalesce({{ season }}, ''), ''), '\s+', ' ', 'g'
        )
    )
{%- endmacro %}
