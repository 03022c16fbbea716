{#- Score text to goals, penalties and status. The one place that reads a score. -#}

{#- The score without notes: brackets gone, every dash a hyphen. -#}
{% macro score_core(text) -%}
    trim(
        regexp_replace(
            {{ plain_dashes(blank_to_null(text)) }}, '\([^)]*\)|\[[^\]]*\]', ' ', 'g'
        )
    )
{%- endmacro %}

{#- True for "0–2 / 2–3": each club has a result of its own, the match has none. -#}
{% macro holds_two_scores(core) -%}
    (len(regexp_extract_all({{ core }}, '\b[0-9]{1,2}\s*-\s*[0-9]{1,2}\b')) > 1)
{%- endmacro %}

{#-
    Goals of one side (1 home, 2 away) from a score core. One or two digits a side keep
    seasons ("2026–27") and dates out; a colon with two digits after it is a kick-off time.
-#}
{% macro score_goals(core, side) -%}
    case when not {{ holds_two_scores(core) }} then try_cast(
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

{#- Shoot-out goals of one side, from a score such as "1–1 (4–2 p)". -#}
{% macro score_penalties(text, side) -%}
    try_cast(
        nullif(
            regexp_extract(
                lower({{ plain_dashes(text) }}),
                '([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*(?:p\b|p\.|pen|pso)',
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
    What the score text says about the match. Rulings come before figures, except that a
    note on an earlier postponement does not undo a result. "unreadable" means: something
    stands there that none of these rules reads.
-#}
{% macro score_status(text, core) -%}
    case
        when {{ blank_to_null(text) }} is null then 'scheduled'
        when regexp_matches(lower({{ core }}), '^(bye|dns)$') then 'bye'
        when
            regexp_matches(
                lower({{ text }}), 'cancel|\bcanc\b|annul|\bvoid|^null$|\bexp\.|expunged'
            )
            then 'cancelled'
        when regexp_matches(lower({{ text }}), 'abandon|\bsusp') then 'abandoned'
        when regexp_matches(lower({{ core }}), '^a\s*-\s*a$') then 'abandoned'
        when regexp_matches(lower({{ core }}), '^pp\s*-\s*pp$') then 'two_results'
        when {{ holds_two_scores(core) }} then 'two_results'
        when regexp_matches(lower({{ text }}), '\bw/?o\b|w\.o\.|walkover|\bawd|award|forfeit')
            then 'awarded'
        when {{ score_goals(core, 1) }} is not null then 'played'
        when
            regexp_matches(lower({{ text }}), 'postpon|\bppd')
            or regexp_matches(lower({{ core }}), '^p\s*-\s*p$')
            then 'postponed'
        when regexp_matches(lower({{ core }}), '^(v\.?|vs\.?|-|a|x|\?|tbd|tba|tbc)?$')
            then 'scheduled'
        when regexp_matches(lower({{ core }}), '^match [0-9]+$') then 'scheduled'
        when regexp_matches(lower({{ core }}), '^[0-9]{1,2}[:.][0-9]{2}( ?[ap]\.?m\.?)?')
            then 'scheduled'
        when {{ text_holds_date(text) }} then 'scheduled'
        else 'unreadable'
    end
{%- endmacro %}
