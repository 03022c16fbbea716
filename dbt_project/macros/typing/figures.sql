{#- Figures of a league table row: what was written and what the page shows. -#}

{#- True where something is written that is not a number. -#}
{% macro is_unreadable(text, number) -%}
    ({{ blank_to_null(text) }} is not null and {{ number }} is null)
{%- endmacro %}

{#- The figure the page shows: the number; 0 where it is left out of a row that has others. -#}
{% macro as_shown(text, number) -%}
    case
        when {{ number }} is not null then {{ number }}
        when {{ blank_to_null(text) }} is null and has_figures then 0
    end
{%- endmacro %}
