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
