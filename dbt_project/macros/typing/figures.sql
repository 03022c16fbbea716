{#- Figures of a league table row: what was written and what the page shows. -#}

{#- True where something is written that is not a number. -#}
{% macro is_unreadable(text, number) -%}
    ({{ blank_to_null(text) }} is not null and {{ number }} is null)
{%- endmacro %}

{#- The figures of a row: how each is called, its text, its number. -#}
{% macro written_figures() -%}
    {{ return([
        ('played', 'played_text', 'played_typed'),
        ('wins', 'wins_text', 'wins'),
        ('draws', 'draws_text', 'draws'),
        ('losses', 'losses_text', 'losses'),
        ('goals for', 'goals_for_text', 'goals_for'),
        ('goals against', 'goals_against_text', 'goals_against'),
        ('goal difference', 'goal_difference_text', 'goal_difference_typed'),
        ('points', 'points_text', 'points_typed'),
        ('points adjustment', 'adjust_points_text', 'points_adjustment'),
        ('starting points', 'startpoints_text', 'starting_points'),
    ]) }}
{%- endmacro %}

{#- True where one of them is written and is not a number. -#}
{% macro has_unreadable_figure() -%}
    (
        {% for _, text, number in written_figures() -%}
        {{ is_unreadable(text, number) }}{% if not loop.last %} or {% endif %}
        {%- endfor %}
    )
{%- endmacro %}

{#- The figure the page shows: the number; 0 where it is left out of a row that has others. -#}
{% macro as_shown(text, number) -%}
    case
        when {{ number }} is not null then {{ number }}
        when {{ blank_to_null(text) }} is null and has_figures then 0
    end
{%- endmacro %}

{#-
    A figure that follows from others of its row: as typed, else as it follows from them; not
    known where what is typed is unreadable.
-#}
{% macro typed_or_derived(figure) -%}
    case
        when not {{ is_unreadable(figure ~ '_text', figure ~ '_typed') }}
            then coalesce({{ figure }}_typed, {{ figure }}_derived)
    end
{%- endmacro %}

{#- True where a table names points for a win, a draw or a loss that are no number. -#}
{% macro has_unreadable_points_rule(tables) -%}
    (
        {{ is_unreadable(tables ~ '.winpoints_text', tables ~ '.points_for_win') }}
        or {{ is_unreadable(tables ~ '.drawpoints_text', tables ~ '.points_for_draw') }}
        or {{ is_unreadable(tables ~ '.losspoints_text', tables ~ '.points_for_loss') }}
    )
{%- endmacro %}

{#- One part of points that say what was taken off them: 1 of "25 (−3)" is 25, 2 is -3. -#}
{% macro bracketed_points(text, part) -%}
    try_cast(
        nullif(
            regexp_extract(
                {{ plain_dashes(blank_to_null(text)) }},
                '^([0-9]{1,4})\s*\(\s*[+]?(-?[0-9]{1,3})\s*\)$',
                {{ part }}
            ),
            ''
        ) as bigint
    )
{%- endmacro %}

{#-
    True where a note says that so many points were deducted: "deducted 3 points", "three points
    were docked".
-#}
{% macro note_tells_deduction(note, points) -%}
    (
        coalesce({{ points }} > 0, false)
        and regexp_matches(lower({{ note }}), '\b(?:deduct|dock|penal|sancion|descont|rest[oó]|quit)')
        and regexp_matches(
            lower({{ note }}),
            concat(
                '\b(?:', {{ points }}, '|',
                coalesce(
                    [
                        'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine',
                        'ten', 'eleven', 'twelve'
                    ][{{ points }}],
                    ({{ points }})::varchar
                ),
                ')[ -](?:league )?(?:points?|pts|puntos?)\b'
            )
        )
    )
{%- endmacro %}
