-- The extra matches (int_extra_matches) of clubs that a first block leaves level, among themselves,
-- that count in no table: play-offs. Whatever else two clubs played, such as a cup, decides nothing
-- here. Each as both clubs saw it; a shoot-out tells where the goals do not.
with

tied_clubs as (
    {{ rows_of_tied_clubs() }}
),

counted_matches as (
    select distinct match_id
    from {{ ref('int_league_table_matches') }}
    where is_counted
),

-- By itself, because these are few and the joins below are not.
extra_matches as materialized (
    select
        candidates.league_table_id,
        candidates.match_id
    from {{ ref('int_league_table_matches') }} as candidates
    left join counted_matches
        on candidates.match_id = counted_matches.match_id
    where
        candidates.is_extra
        and candidates.is_nearest_table
        and counted_matches.match_id is null
),

deciding_matches as (
    select
        matches.page_id,
        matches.match_id,
        home.club_no as home_no,
        away.club_no as away_no,
        (matches.home_goals - matches.away_goals) * 100
        + coalesce(matches.home_penalties - matches.away_penalties, 0) as margin
    from extra_matches as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    inner join tied_clubs as home
        on
            candidates.league_table_id = home.league_table_id
            and matches.home_team_id = home.team_id
    inner join tied_clubs as away
        on
            candidates.league_table_id = away.league_table_id
            and matches.away_team_id = away.team_id
    where matches.has_result
)

select
    home_no as club_no,
    page_id,
    match_id,
    away_no as opponent_no,
    margin
from deciding_matches
union all
select
    away_no as club_no,
    page_id,
    match_id,
    home_no as opponent_no,
    -margin as margin
from deciding_matches
