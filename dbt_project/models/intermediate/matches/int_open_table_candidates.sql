-- Tables that may count matches against clubs without a row in them: most rows say more matches
-- than the clubs have with one another, played or not, and all but one show the points that their
-- results give.
with

rows as (
    select
        league_table_id,
        page_id,
        team_id,
        section_no,
        played,
        coalesce(points_typed != points_derived, false) as has_other_points
    from {{ ref('int_league_table_rows') }}
    where is_supported_style and not is_generated_from_matches and single_side is null
),

own as (
    select
        league_table_id,
        team_id,
        count(*) as fixtures
    from (
        select
            league_table_id,
            unnest([home_team_id, away_team_id]) as team_id
        from {{ ref('int_league_table_matches') }}
        where is_in_scope and not is_extra
    ) as sides
    group by league_table_id, team_id
)

select
    rows.league_table_id,
    any_value(rows.page_id) as page_id,
    any_value(rows.section_no) as section_no,
    count(*) as row_count
from rows
left join own on rows.league_table_id = own.league_table_id and rows.team_id = own.team_id
group by rows.league_table_id
having
    count(*) = count(distinct rows.team_id)
    and count(*) filter (where rows.played > coalesce(own.fixtures, 0)) * 2 > count(*)
    and count(*) filter (where rows.has_other_points) <= 1
