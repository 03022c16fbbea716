{#- A club's value under a tie-break criterion as text, equal exactly for clubs that are
    level on it. The goal ratio is a fraction in lowest terms, never a rounded number. -#}
{% macro criterion_key(criterion, club) -%}
    case {{ criterion }}
        when 'points' then {{ club }}.points::varchar
        when 'wins' then {{ club }}.wins::varchar
        when 'goal_difference' then {{ club }}.goal_difference::varchar
        when 'goals_for' then {{ club }}.goals_for::varchar
        when 'goal_ratio'
            then
                concat(
                    {{ club }}.goals_for // nullif(gcd({{ club }}.goals_for, {{ club }}.goals_against), 0),
                    ':',
                    {{ club }}.goals_against // nullif(gcd({{ club }}.goals_for, {{ club }}.goals_against), 0)
                )
    end
{%- endmacro %}
