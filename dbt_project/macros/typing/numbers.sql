{#- Plain text to whole numbers. Unreadable, empty and absent text give NULL. -#}

{#- Hyphens, en and em dashes and the minus sign (U+2212) become "-". -#}
{% macro plain_dashes(text) -%}
    regexp_replace(replace({{ text }}, '&ndash;', '-'), '[‐‑‒–—―−]', '-', 'g')
{%- endmacro %}

{#- '' and blanks become NULL, other text loses the space around it. -#}
{% macro blank_to_null(text) -%}
    nullif(trim(replace({{ text }}, chr(160), ' ')), '')
{%- endmacro %}

{#- A signed whole number: "4", "+11", "−3". Anything else is NULL. -#}
{% macro whole_number(text) -%}
    try_cast(
        nullif(
            regexp_extract(
                {{ plain_dashes(blank_to_null(text)) }}, '^[+]?(-?[0-9]{1,9})$', 1
            ),
            ''
        ) as bigint
    )
{%- endmacro %}

{#- The text without the footnote marks behind it: "9*", "−8†", "12[b]", "5 (a)". -#}
{% macro without_marks(text) -%}
    regexp_replace(
        {{ text }}, '(?i)(?:\s*(?:[*†‡§¶#¹²³]|\[[a-z0-9 ]{1,10}\]|\([a-z]\)))+\s*$', ''
    )
{%- endmacro %}

{#-
    A figure as a table shows it to its readers: a whole number, which may have footnote marks
    behind it or be "±0". Figures that a template computes with bear no marks.
-#}
{% macro shown_number(text) -%}
    {{ whole_number("replace(" ~ without_marks(text) ~ ", '±0', '0')") }}
{%- endmacro %}

{#-
    The points won of a pair of points won and lost, "32–12", as tables had it when two points were
    shared in each match. "32–3" may be points and a deduction, and gives NULL.
-#}
{% macro points_won(text, played) -%}
    {%- set pair -%}
        regexp_extract(
            {{ plain_dashes(without_marks(text)) }},
            '^\s*([0-9]{1,3})\s*[:-]\s*([0-9]{1,3})$',
            ['won', 'lost']
        )
    {%- endset -%}
    case
        when
            try_cast({{ pair }}.won as bigint) + try_cast({{ pair }}.lost as bigint)
            = 2 * ({{ played }})
            then try_cast({{ pair }}.won as bigint)
    end
{%- endmacro %}

{#- A place in a table: "4", "4.", "4th", "4º"; "4=" and "=4" where it is shared. -#}
{% macro place_number(text) -%}
    try_cast(
        nullif(
            regexp_extract(
                lower({{ blank_to_null(without_marks(text)) }}),
                '^=?\s*([0-9]{1,4})\s*(?:=|\.|st|nd|rd|th|º|°|ª)?$',
                1
            ),
            ''
        ) as bigint
    )
{%- endmacro %}

{#- The first number of an attendance: "12,345", "12.345", "c. 5,000", "0 (closed doors)". -#}
{% macro attendance_number(text) -%}
    try_cast(
        nullif(
            regexp_replace(
                regexp_extract(
                    {{ blank_to_null(text) }}, '([0-9]{1,3}(?:[,. ][0-9]{3})+|[0-9]+)', 1
                ),
                '[^0-9]', '', 'g'
            ),
            ''
        ) as bigint
    )
{%- endmacro %}

{#- A switch as the wiki's modules read it: yes, y, true, 1 and on are true. -#}
{% macro yes_parameter(text) -%}
    coalesce(lower({{ blank_to_null(text) }}) in ('yes', 'y', 'true', 't', '1', 'on'), false)
{%- endmacro %}
