{#-
    Date text to a date: date_core, months_in_english, and then what is asked of it. A range, a date without a year and a
    placeholder are not dates.
-#}

{#- A time of the day: "15:30", "15.30", "20h30", "3 pm". -#}
{% macro clock_pattern() -%}
\b[0-9]{1,2}(?:[:.h][0-9]{2}\b|(?:[:.][0-9]{2})? ?[ap]\.?m\b)
{%- endmacro %}

{#-
    The number of a round set off from its date: "Matchday 3 - ". Without spaces it may be a
    range of days.
-#}
{% macro numbered_round_pattern() -%}
\b(?:match ?day|game ?week|round|match|game|leg|fecha|jornada|rodada|giornata|journ[eé]e|spieltag)\s+[0-9]{1,3}\s+-\s
{%- endmacro %}

{#-
    Lower case, hyphens for dashes, single spaces; no brackets, no time of the day and no number
    of a round, whose hyphens and digits would pass for those of a range.
-#}
{% macro date_core(text) -%}
    trim(
        regexp_replace(
            regexp_replace(
                lower({{ plain_dashes(blank_to_null(text)) }}),
                '\([^)]*\)|\[[^\]]*\]|{{ clock_pattern() }}|{{ numbered_round_pattern() }}',
                ' ', 'g'
            ),
            '\s+', ' ', 'g'
        )
    )
{%- endmacro %}

{#- True where the text names a day of a month, with or without a year. -#}
{% macro text_holds_date(text) -%}
    (
        regexp_matches(
            lower({{ text }}), '\b[0-9]{1,2}(?:st|nd|rd|th|\.)? {{ month_pattern() }}\b'
        )
        or regexp_matches(
            lower({{ text }}), '\b{{ month_pattern() }}\.? [0-9]{1,2}(?:st|nd|rd|th|\.)?\b'
        )
        or regexp_matches({{ text }}, '\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b')
    )
{%- endmacro %}

{#- True for "28–30 November 1997" and "30 November – 1 December 1997". -#}
{% macro text_is_date_range(core) -%}
    (
        regexp_matches({{ core }}, '\b[0-9]{1,2} ?- ?[0-9]{1,2} {{ month_pattern() }}')
        or regexp_matches(
            {{ core }},
            '{{ month_pattern() }}\.?,?( [0-9]{1,2})?,?( [0-9]{4})?,? ?(?:-|to) ?[0-9]{1,2}\b'
        )
    )
{%- endmacro %}

{#- One part of a date in words: 1 the first group of the pattern, 2 the second, 3 the third. -#}
{% macro date_part_text(core, pattern, part) -%}
    nullif(regexp_extract({{ core }}, '{{ pattern }}', {{ part }}), '')
{%- endmacro %}

{#- The date in a date core, else NULL. -#}
{% macro date_value(core) -%}
    {%- set day_first -%}
        \b([0-9]{1,2})(?:st|nd|rd|th|\.)? {{ month_pattern() }}\.?,? ([0-9]{4})\b
    {%- endset -%}
    {%- set month_first -%}
        \b{{ month_pattern() }}\.? ([0-9]{1,2})(?:st|nd|rd|th|\.)?,? ([0-9]{4})\b
    {%- endset -%}
    case
        when {{ text_is_date_range(core) }} then null
        when regexp_matches({{ core }}, '\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b')
            then
                try_cast(
                    regexp_extract({{ core }}, '\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b', 1) as date
                )
        when regexp_matches({{ core }}, '{{ day_first }}')
            then
                try_cast(
                    concat_ws(
                        '-',
                        {{ date_part_text(core, day_first, 3) }},
                        {{ month_number(date_part_text(core, day_first, 2)) }},
                        {{ date_part_text(core, day_first, 1) }}
                    ) as date
                )
        when regexp_matches({{ core }}, '{{ month_first }}')
            then
                try_cast(
                    concat_ws(
                        '-',
                        {{ date_part_text(core, month_first, 3) }},
                        {{ month_number(date_part_text(core, month_first, 1)) }},
                        {{ date_part_text(core, month_first, 2) }}
                    ) as date
                )
    end
{%- endmacro %}

{#- True where a day and month are given and the year is not (it may follow from the season). -#}
{% macro date_lacks_year(core) -%}
    coalesce(
        {{ text_holds_date(core) }}
        and not {{ text_is_date_range(core) }}
        and not regexp_matches({{ core }}, '\b[0-9]{4}\b'),
        false
    )
{%- endmacro %}

{#- Month (1–12) and day of a date without a year, from a date core. -#}
{% macro yearless_part(core, part) -%}
    {%- set day_first -%}
        \b([0-9]{1,2})(?:st|nd|rd|th|\.)? {{ month_pattern() }}\b
    {%- endset -%}
    {%- set month_first -%}
        \b{{ month_pattern() }}\.? ([0-9]{1,2})(?:st|nd|rd|th|\.)?\b
    {%- endset -%}
    {%- if part == 'month' -%}
    {{ month_number(
        "coalesce(" ~ date_part_text(core, day_first, 2) ~ ", "
        ~ date_part_text(core, month_first, 1) ~ ")"
    ) }}
    {%- else -%}
    coalesce(
        {{ date_part_text(core, day_first, 1) }}, {{ date_part_text(core, month_first, 2) }}
    )::bigint
    {%- endif -%}
{%- endmacro %}
