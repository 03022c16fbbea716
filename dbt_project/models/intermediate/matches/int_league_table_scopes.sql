-- From which part of the page a table takes its matches. The parts tried are the headings
-- around the table, from the nearest to the whole page. Matches that stand nearer to
-- another table with the same clubs belong to that one, unless this table has none of its
-- own and all of them together make a full round robin (the table of two half-seasons).
with

tables as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        count(distinct team_id) as team_count,
        count(distinct team_id) * (count(distinct team_id) - 1) // 2 as pairs_total,
        round(max(played) / nullif(count(distinct team_id) - 1, 0)) as legs_published,
        sum(played) as played_published
    from {{ ref('int_league_table_rows') }}
    group by league_table_id
),

fixtures as (
    select
        candidates.league_table_id,
        candidates.match_id,
        candidates.first_team_id,
        candidates.second_team_id,
        candidates.common_level,
        candidates.is_nearest_table
    from {{ ref('int_league_table_candidates') }} as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    where
        matches.match_status not in ('cancelled', 'bye')
        and not candidates.is_ranking_over_groups
),

levels as (
    select distinct
        league_table_id,
        common_level as scope_level,
        true as is_nearest_only
    from fixtures
    where is_nearest_table
    union all
    select
        league_table_id,
        0 as scope_level,
        false as is_nearest_only
    from fixtures
    group by league_table_id
    having not bool_or(is_nearest_table)
),

meetings as (
    select
        levels.league_table_id,
        levels.scope_level,
        levels.is_nearest_only,
        fixtures.first_team_id,
        fixtures.second_team_id,
        count(*) as meeting_count
    from levels
    inner join fixtures
        on
            levels.league_table_id = fixtures.league_table_id
            and levels.scope_level <= fixtures.common_level
            and (fixtures.is_nearest_table or not levels.is_nearest_only)
    group by
        levels.league_table_id,
        levels.scope_level,
        levels.is_nearest_only,
        fixtures.first_team_id,
        fixtures.second_team_id
),

-- legs: how often most pairs meet.
measured as (
    select
        meetings.league_table_id,
        meetings.scope_level,
        meetings.is_nearest_only,
        tables.team_count,
        any_value(tables.page_id) as page_id,
        tables.pairs_total,
        tables.legs_published,
        tables.played_published,
        count(*) as pairs_met,
        sum(meetings.meeting_count) as fixture_count,
        mode(meetings.meeting_count order by meetings.meeting_count) as legs
    from meetings
    inner join tables on meetings.league_table_id = tables.league_table_id
    group by
        meetings.league_table_id,
        meetings.scope_level,
        meetings.is_nearest_only,
        tables.team_count,
        tables.pairs_total,
        tables.legs_published,
        tables.played_published
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
                        then (legs is not distinct from legs_published)::integer
                    else pairs_met
                end desc,
                scope_level desc
        ) as choice
    from measured
    where
        is_nearest_only
        or (pairs_met = pairs_total and fixture_count * 2 = played_published)
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
    ranked.is_nearest_only,
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
