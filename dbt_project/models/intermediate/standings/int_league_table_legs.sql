-- How often each pair of a table meets: at all, where the page tells it, and so far.
--
-- What most pairs have done so far is not it: with half of the season to come, two that meet twice
-- have met once. It is told by a list, matches to come included and extra ones apart, in which all
-- pairs stand, most of them that often, and a quarter of the matches is missing at most; or by a
-- table whose clubs have all played such a number of rounds, unless the list goes on for another
-- round. Of two the larger holds, as lists and tables fall behind.
with

tables as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        count(distinct team_id) as team_count,
        min(played) as least_played,
        max(played) as most_played
    from {{ ref('int_league_table_rows') }}
    group by league_table_id
),

extras as (
    select
        league_table_id,
        count(*) as extra_matches
    from {{ ref('int_extra_matches') }}
    group by league_table_id
),

joined as (
    select
        tables.league_table_id,
        tables.page_id,
        tables.team_count,
        scopes.legs as legs_on_page,
        scopes.pairs_met,
        scopes.pairs_met = scopes.pairs_total as have_all_met,
        scopes.legs * scopes.pairs_total as fixtures_of_all_pairs,
        scopes.fixture_count - coalesce(extras.extra_matches, 0) as fixtures_listed,
        -- How often a pair has met where every club has played the same full number of rounds.
        -- More than four meetings are not believed: such a table is an excerpt.
        case
            when
                tables.least_played > 0
                and tables.least_played = tables.most_played
                and tables.most_played % nullif(tables.team_count - 1, 0) = 0
                and tables.most_played <= 4 * (tables.team_count - 1)
                then tables.most_played // (tables.team_count - 1)
        end as legs_published
    from tables
    left join extras on tables.league_table_id = extras.league_table_id
    left join {{ ref('int_league_table_scopes') }} as scopes
        on tables.league_table_id = scopes.league_table_id
)

-- A round has half as many matches as there are clubs.
select
    league_table_id,
    page_id,
    legs_published,
    greatest(legs_on_page, legs_published) as legs_so_far,
    greatest(
        case
            when
                have_all_met
                and fixtures_listed <= fixtures_of_all_pairs
                and fixtures_listed * 4 >= fixtures_of_all_pairs * 3
                then legs_on_page
        end,
        case
            when
                coalesce(fixtures_listed - legs_published * pairs_met, 0)
                < greatest(team_count // 2, 1)
                then legs_published
        end
    ) as legs
from joined
