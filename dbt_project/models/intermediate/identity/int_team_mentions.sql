-- Every name of a club on every page, once for each name and link.
with

mentions as (
    select
        page_id,
        'entrant' as mentioned_in,
        team as team_name,
        team_link,
        line_start
    from {{ ref('stg_wikitext__entrants') }}
    union all
    select
        page_id,
        'league_table' as mentioned_in,
        team as team_name,
        team_link,
        team_line as line_start
    from {{ ref('stg_wikitext__league_table_rows') }}
    union all
    select
        page_id,
        'match' as mentioned_in,
        home_team as team_name,
        home_team_link as team_link,
        line_start
    from {{ ref('stg_wikitext__match_boxes') }}
    union all
    select
        page_id,
        'match' as mentioned_in,
        away_team as team_name,
        away_team_link as team_link,
        line_start
    from {{ ref('stg_wikitext__match_boxes') }}
    union all
    select
        page_id,
        'result_grid' as mentioned_in,
        home_team as team_name,
        home_team_link as team_link,
        line_start
    from {{ ref('stg_wikitext__result_grid_cells') }}
    union all
    select
        page_id,
        'result_grid' as mentioned_in,
        away_team as team_name,
        away_team_link as team_link,
        line_start
    from {{ ref('stg_wikitext__result_grid_cells') }}
    union all
    select
        page_id,
        'infobox' as mentioned_in,
        winner_team as team_name,
        winner_link as team_link,
        null as line_start
    from {{ ref('int_season_facts') }}
)

select
    page_id,
    team_name,
    team_link,
    count(*) as mention_count,
    min(line_start) as first_line,
    bool_or(mentioned_in in ('match', 'result_grid')) as is_in_matches,
    bool_or(mentioned_in = 'league_table') as is_in_tables,
    {{ is_placeholder_name('team_name') }} as is_placeholder
from mentions
group by page_id, team_name, team_link
-- Not a condition on team_name itself: DuckDB would ask it of the raw text, and make every
-- name ready twice.
having count(team_name) > 0
