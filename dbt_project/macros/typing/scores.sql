{#- Score text to goals, penalties and status. The one place that reads a score. -#}

{#- What the page lets stand of a score: struck text, which the parser keeps in ~~, is gone. -#}
{% macro standing_score(text) -%}
    regexp_replace({{ text }}, '~~[^~]*~~', ' ', 'g')
{%- endmacro %}

{#- True where a score is struck out: it was annulled, or another took its place. -#}
{% macro strikes_a_score(text) -%}
    regexp_matches(
        {{ plain_dashes(text) }},
        '~~[^~]*\b[0-9]{1,2}\s*(?:-\s*[0-9]{1,2}|:\s*[0-9])\b[^~]*~~'
    )
{%- endmacro %}

{#- The words for a result that was given, not played for. -#}
{% macro award_words() -%}
\bw/?o\b|w\.o\.|walkover|\bawd|award|forfeit
{%- endmacro %}

{#- A ruling with its score, which may stand beside another: "awarded 0–3", "(0–3 awarded)". -#}
{% macro awarded_score() -%}
(?:{{ award_words() }})[a-z.]*:?\s*(?:as\s+)?(?:a\s+)?([0-9]{1,2}\s*-\s*[0-9]{1,2})\b|\(\s*([0-9]{1,2}\s*-\s*[0-9]{1,2})\s*(?:{{ award_words() }})
{%- endmacro %}

{#-
    The score without notes: brackets gone, every dash a hyphen. Where a ruling names a score of
    its own, that is all that is left; nothing is where it names the winner with it ("awarded
    3–0 to"): then it may not be the home side that comes first.
-#}
{% macro score_core(text) -%}
    trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    lower({{ plain_dashes(blank_to_null(text)) }}),
                    '(?s)^.*(?:{{ awarded_score() }})\s*(?:win|victory|to|for|in favou?r)\b.*$', ''
                ),
                '(?s)^.*?(?:{{ awarded_score() }}).*$', '\1\2'
            ),
            '\([^)]*\)|\[[^\]]*\]', ' ', 'g'
        )
    )
{%- endmacro %}

{#- True for "0–2 / 2–3": each club has a result of its own, the match has none. -#}
{% macro holds_two_scores(core) -%}
    (len(regexp_extract_all({{ core }}, '\b[0-9]{1,2}\s*-\s*[0-9]{1,2}\b')) > 1)
{%- endmacro %}

{#-
    Goals of one side (1 home, 2 away) from a score core. One or two digits a side keep
    seasons ("2026–27") and dates out, a month behind them days ("16–18 Oct"); a colon with two
    digits after it is a kick-off time.
-#}
{% macro score_goals(core, side) -%}
    case when not {{ holds_two_scores(core) }} and not {{ text_is_date_range(core) }} then try_cast(
        coalesce(
            nullif(
                regexp_extract(
                    {{ core }},
                    '(?:^|[^0-9.:-])([0-9]{1,2})\s*-\s*([0-9]{1,2})(?:[^0-9-]|$)',
                    {{ side }}
                ),
                ''
            ),
            nullif(
                regexp_extract(
                    {{ core }},
                    '(?:^|[^0-9.:-])([0-9]{1,2})\s*:\s*([0-9])(?:[^0-9:]|$)',
                    {{ side }}
                ),
                ''
            )
        ) as bigint
    ) end
{%- endmacro %}

{#-
    Where a score tells of a shoot-out: "(p. 4–2)", "(4–2 on penalties)", "(4–3 (p))". A bare
    "(p)" behind the score itself only says that there was one.
-#}
{% macro shoot_out_pattern() -%}
    {%- set score = '[0-9]{1,2}\s*-\s*[0-9]{1,2}' -%}
\b(?:p|pens?|pso|penalt[a-z]*)\b[.:]*\s*{{ score }}\b|\b{{ score }}\s*(?:(?:on|after|in|by|via|en|por)\s+)?(?:p\b|p\.|pen|pso)|\(\s*{{ score }}\s*\(\s*(?:p\b|pen|pso)
{%- endmacro %}

{#- Shoot-out goals of one side, from a score such as "1–1 (4–2 p)". -#}
{% macro score_penalties(text, side) -%}
    try_cast(
        nullif(
            regexp_extract(
                regexp_extract(lower({{ plain_dashes(text) }}), '{{ shoot_out_pattern() }}'),
                '([0-9]{1,2})\s*-\s*([0-9]{1,2})',
                {{ side }}
            ),
            ''
        ) as bigint
    )
{%- endmacro %}

{#- True where the score or the aet parameter says "after extra time". -#}
{% macro says_after_extra_time(text) -%}
    regexp_matches(lower({{ text }}), '\baet\b|a\.e\.t|after extra time|\(aet')
{%- endmacro %}

{#-
    True for a match that ended early, unless a ruling stands before that word, and so beside the
    score, or names a score of its own.
-#}
{% macro is_abandoned(text) -%}
    (
        regexp_extract(lower({{ text }}), 'abandon|\bsusp|{{ award_words() }}')
        in ('abandon', 'susp')
        and not regexp_matches(lower({{ plain_dashes(text) }}), '{{ awarded_score() }}')
    )
{%- endmacro %}

{#-
    What the score text says about the match. Rulings come before figures, except that a
    note on an earlier postponement does not undo a result, and that a match which was awarded
    may have been abandoned before. "unreadable" means: something stands there that none of
    these rules reads. `standing` is the standing_score of the text, `core` the core of that.
-#}
{% macro score_status(text, standing, core) -%}
    case
        when {{ blank_to_null(text) }} is null then 'scheduled'
        when regexp_matches({{ core }}, '^(bye|dns)$') then 'bye'
        when
            regexp_matches(
                lower({{ standing }}), 'cancel|\bcanc\b|annul|\bvoid|^\s*null\s*$|\bexp\.|expunged'
            )
            then 'cancelled'
        when {{ is_abandoned(standing) }} then 'abandoned'
        when regexp_matches({{ core }}, '^a\s*-\s*a$') then 'abandoned'
        when regexp_matches({{ core }}, '^pp\s*-\s*pp$') then 'two_results'
        when {{ holds_two_scores(core) }} then 'two_results'
        when regexp_matches(lower({{ standing }}), '{{ award_words() }}') then 'awarded'
        when {{ score_goals(core, 1) }} is not null
            then case when {{ strikes_a_score(text) }} then 'awarded' else 'played' end
        when
            regexp_matches(lower({{ standing }}), 'postpon|\bppd')
            or regexp_matches({{ core }}, '^p\s*-\s*p$')
            then 'postponed'
        when coalesce({{ core }}, '') = '' and {{ strikes_a_score(text) }} then 'cancelled'
        when regexp_matches({{ core }}, '^(v\.?|vs\.?|-|a|x|\?|tbd|tba|tbc)?$') then 'scheduled'
        when regexp_matches({{ core }}, '^match [0-9]+$') then 'scheduled'
        when regexp_matches({{ core }}, '^[0-9]{1,2}[:.][0-9]{2}( ?[ap]\.?m\.?)?')
            then 'scheduled'
        when {{ text_holds_date(months_in_english('lower(' ~ standing ~ ')')) }} then 'scheduled'
        else 'unreadable'
    end
{%- endmacro %}
