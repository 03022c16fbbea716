{#-
    Which matches a table counts by its caption or heading, where that is not all: 'home' or 'away'
    ("Home table", "League table (away)", "Como local", "Heimtabelle").
-#}
{% macro side_of_table(name) -%}
    {%- set text = "strip_accents(lower(" ~ name ~ "))" -%}
    {%- set words = {
        'home': 'home|local(?:es)?|heim',
        'away': 'away|visitantes?|auswarts',
    } -%}
    case
        {% for side, own in words.items() -%}
        {%- set other = words['away' if side == 'home' else 'home'] -%}
        when
            regexp_matches(
                {{ text }},
                '^(?:tabla |posiciones )?(?:at |de |como )?(?:{{ own }})$'
                || '|\b(?:{{ own }}) ?(?:league )?(?:tables?|standings|record|form|tabelle)\b'
                || '|[–—:(,-] ?(?:{{ own }})\)?$'
            )
            and not regexp_matches({{ text }}, '\b(?:{{ other }})')
            then '{{ side }}'
        {% endfor -%}
    end
{%- endmacro %}
