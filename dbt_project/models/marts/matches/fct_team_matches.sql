with

sides as (
    select
        match_id,
        page_id,
        season_id,
        match_date,
        'home' as side,
        home_team_id as team_id,
        home_team as team,
        away_team_id as opponent_team_id,
        away_team as opponent_team,
        home_goals as goals_for,
        away_goals as goals_against,
        match_status,
        counts_in_table,
        case when counts_in_table then league_table_id end as league_table_id
    from {{ ref('fct_matches') }}
    where home_team_id is not null
    union all
    select
        match_id,
        page_id,
        season_id,
        match_date,
        'away' as side,
        away_team_id as team_id,
        away_team as team,
        home_team_id as opponent_team_id,
        home_team as opponent_team,
        away_goals as goals_for,
        home_goals as goals_against,
        match_status,
        counts_in_table,
        case when counts_in_table then league_table_id end as league_table_id
    from {{ ref('fct_matches') }}
    where away_team_id is not null
),

judged as (
    select
        *,
        case
            when match_status not in ('played', 'awarded') then null
            when goals_for > goals_against then 'win'
            when goals_for = goals_against then 'draw'
            when goals_for < goals_against then 'loss'
        end as outcome
    from sides
)

select
    judged.match_id,
    judged.side,
    judged.page_id,
    judged.season_id,
    judged.match_date,
    judged.team_id,
    judged.team,
    judged.opponent_team_id,
    judged.opponent_team,
    judged.goals_for,
    judged.goals_against,
    judged.outcome,
    case
        when not judged.counts_in_table then null
        when judged.outcome = 'win' then tables.points_for_win
        when judged.outcome = 'draw' then tables.points_for_draw
        when judged.outcome = 'loss' then tables.points_for_loss
    end as points,
    judged.league_table_id,
    judged.counts_in_table
from judged
left join {{ ref('dim_league_tables') }} as tables
    on judged.league_table_id = tables.league_table_id
order by judged.match_id, judged.side
