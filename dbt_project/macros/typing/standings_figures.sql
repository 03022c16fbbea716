{#- The figures a published and a computed table row have in common. -#}
{% macro standings_figures() -%}
    {%- do return([
        'played', 'wins', 'draws', 'losses',
        'goals_for', 'goals_against', 'goal_difference', 'points',
    ]) -%}
{%- endmacro %}
