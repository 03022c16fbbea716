-- A goal counts for the club in whose list it stands: own goals are listed under the club
-- that profits.
select
    concat(goals.page_id, '#match-', goals.match_no, '/goal-', goals.goal_no) as goal_id,
    concat(goals.page_id, '#match-', goals.match_no) as match_id,
    goals.goal_no,
    goals.page_id,
    case goals.side when 1 then matches.home_team_id else matches.away_team_id end as team_id,
    case goals.side when 1 then matches.home_team else matches.away_team end as team,
    goals.scorer,
    goals.scorer_link,
    goals.goal_minute as minute,
    goals.stoppage_minute as stoppage,
    goals.goal_kind as kind,
    goals.line_start,
    goals.line_end
from {{ ref('stg_wikitext__goals') }} as goals
left join {{ ref('int_matches') }} as matches
    on concat(goals.page_id, '#match-', goals.match_no) = matches.match_id
order by goal_id
