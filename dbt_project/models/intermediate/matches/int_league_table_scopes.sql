-- From which part of the page a table takes its matches. The parts tried are the headings
-- around the table, from the nearest to the whole page. Matches that stand nearer to another
-- table with the same clubs belong to that one. A table over several of them, as of two
-- half-seasons, takes theirs: of all such tables, of those alone that are no smaller, or with
-- the matches nearest to itself.
--
-- Such a part is believed where every pair has met, at least two clubs of three have as many
-- results in it as the table says, and most rows tell no other results. So the final between the
-- winners of the half-seasons stays out of their sum, and one half is not the other's.
with

tables as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        count(distinct team_id) as team_count,
        count(distinct team_id) * (count(distinct team_id) - 1) // 2 as pairs_total,
        round(max(played) / nullif(count(distinct team_id) - 1, 0)) as legs_published
    from {{ ref('int_league_table_rows') }}
    group by league_table_id
),

-- What the results of other tables make of each club.
sums as (
    select
        league_table_id,
        holds_nearest,
        least_team_count,
        team_id,
        sum(result_count) as results,
        sum(own_wins) as wins,
        sum(result_count - own_wins - other_wins) as draws
    from (
        select
            *,
            unnest([first_team_id, second_team_id]) as team_id,
            unnest([first_wins, second_wins]) as own_wins,
            unnest([second_wins, first_wins]) as other_wins
        from {{ ref('int_league_table_meetings') }}
        where least_team_count is not null
    ) as club_meetings
    group by league_table_id, holds_nearest, least_team_count, team_id
),

compared as (
    select
        sums.league_table_id,
        sums.holds_nearest,
        sums.least_team_count,
        count(*) filter (
            where sums.results is distinct from rows.played
        ) as clubs_with_other_played,
        count(*) filter (
            where
            sums.wins is distinct from rows.shown_wins
            or sums.draws is distinct from rows.shown_draws
        ) as clubs_with_other_results
    from sums
    inner join {{ ref('int_league_table_rows') }} as rows
        on sums.league_table_id = rows.league_table_id and sums.team_id = rows.team_id
    group by sums.league_table_id, sums.holds_nearest, sums.least_team_count
),

-- legs: how often most pairs meet, in what the page lists so far.
parts as (
    select
        league_table_id,
        scope_level,
        holds_nearest,
        least_team_count,
        count(*) as pairs_met,
        sum(meeting_count) as fixture_count,
        mode(meeting_count order by meeting_count) as legs
    from {{ ref('int_league_table_meetings') }}
    group by league_table_id, scope_level, holds_nearest, least_team_count
),

measured as (
    select
        parts.*,
        tables.page_id,
        tables.team_count,
        tables.pairs_total,
        tables.legs_published
    from parts
    inner join tables on parts.league_table_id = tables.league_table_id
),

believed as (
    select
        measured.*,
        coalesce(compared.clubs_with_other_played = 0, false) as is_complete
    from measured
    left join compared
        on
            measured.league_table_id = compared.league_table_id
            and measured.holds_nearest = compared.holds_nearest
            and measured.least_team_count = compared.least_team_count
    where
        measured.least_team_count is null
        or (
            measured.pairs_met = measured.pairs_total
            and compared.clubs_with_other_played * 3 <= measured.team_count
            and compared.clubs_with_other_results * 2 < measured.team_count
        )
),

-- A part that holds more than half of the pairs is the table's own; among such parts
-- the one whose number of meetings fits the matches played, then the nearest.
ranked as (
    select
        *,
        row_number() over (
            partition by league_table_id
            order by
                (pairs_met * 2 > pairs_total) desc,
                case
                    when pairs_met * 2 > pairs_total
                        then (is_complete or legs is not distinct from legs_published)::integer
                    else pairs_met
                end desc,
                (least_team_count is null) desc,
                scope_level desc,
                is_complete desc,
                holds_nearest asc,
                least_team_count asc
        ) as choice
    from believed
),

headings as (
    select
        tables.league_table_id,
        ancestors.ancestor_level as scope_level,
        any_value(ancestors.ancestor_heading) as scope_heading
    from {{ ref('stg_wikitext__league_tables') }} as tables
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on
            tables.page_id = ancestors.page_id
            and tables.section_no = ancestors.section_no
    group by tables.league_table_id, ancestors.ancestor_level
)

select
    ranked.league_table_id,
    ranked.page_id,
    ranked.scope_level,
    ranked.holds_nearest,
    ranked.least_team_count,
    ranked.is_complete,
    ranked.team_count,
    ranked.pairs_total,
    ranked.pairs_met,
    ranked.fixture_count,
    ranked.legs,
    headings.scope_heading
from ranked
left join headings
    on
        ranked.league_table_id = headings.league_table_id
        and ranked.scope_level = headings.scope_level
where ranked.choice = 1
