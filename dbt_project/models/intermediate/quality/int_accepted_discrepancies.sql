{%- set figures = [
    'played', 'wins', 'draws', 'losses',
    'goals_for', 'goals_against', 'goal_difference', 'points',
] -%}
{#- What contradicts itself in the table as a whole: each of these would be 0. -#}
{%- set sums = {
    'wins_minus_losses': 'sum_wins - sum_losses',
    'goals_for_minus_goals_against': 'sum_goals_for - sum_goals_against',
    'draws_beyond_even': 'sum_draws % 2',
    'played_beyond_even': 'sum_played % 2',
} -%}
-- Reviewed discrepancies held against those found. A table is accepted when the two sets
-- are equal, residual for residual: one that is gone, one that changed and one that was not
-- reviewed each make the review outdated. Entries of pages that are not in this warehouse
-- ask for nothing.
with

entries as (
    select
        accepted.league_table_id,
        pages.page_id,
        coalesce(accepted.team, '') as team,
        accepted.figure,
        accepted.expected_residual,
        accepted.reason
    from {{ ref('accepted_discrepancies') }} as accepted
    inner join {{ ref('int_current_pages') }} as pages
        on split_part(accepted.league_table_id, '#table-', 1) = pages.page_id
),

reviewed_tables as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        string_agg(distinct reason, ' ' order by reason) as reasons
    from entries
    group by league_table_id
),

found as (
    {% for figure in figures -%}
    select
        league_table_id,
        team,
        '{{ figure }}' as figure,
        {{ figure }}_residual as residual
    from {{ ref('int_standings_comparison') }}
    where {{ figure }}_residual != 0
    union all
    {% endfor -%}
    {% for figure, residual in sums.items() -%}
    select
        league_table_id,
        '' as team,
        '{{ figure }}' as figure,
        ({{ residual }})::bigint as residual
    from {{ ref('int_league_table_facts') }}
    where is_self_contradictory and {{ residual }} != 0
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

compared as (
    select
        reviewed_tables.league_table_id,
        coalesce(entries.team, found.team) as team,
        coalesce(entries.figure, found.figure) as figure,
        entries.expected_residual,
        found.residual as found_residual
    from entries
    full outer join found
        on
            entries.league_table_id = found.league_table_id
            and entries.team = found.team
            and entries.figure = found.figure
    inner join reviewed_tables
        on
            coalesce(entries.league_table_id, found.league_table_id)
            = reviewed_tables.league_table_id
),

differing as (
    select
        league_table_id,
        string_agg(
            concat(
                coalesce(nullif(team, ''), 'the table'), ', ', replace(figure, '_', ' '), ': ',
                coalesce(expected_residual::varchar, 'nothing'), ' reviewed, ',
                coalesce(found_residual::varchar, 'nothing'), ' found'
            ),
            '; ' order by team, figure
        ) as problem
    from compared
    where expected_residual is distinct from found_residual
    group by league_table_id
)

select
    reviewed_tables.league_table_id,
    reviewed_tables.page_id,
    reviewed_tables.reasons,
    differing.problem is null as is_accepted,
    differing.problem
from reviewed_tables
left join differing on reviewed_tables.league_table_id = differing.league_table_id
