-- Which smallest edits would make a table and its matches agree, for each table where they do
-- not. The search is a Python function (pipelines/diagnosis); this builds its case, asks, and
-- types the answer.
with

residuals as (
    select
        league_table_id,
        bool_or(differences != '') as has_differences
    from {{ ref('int_standings_comparison') }}
    group by league_table_id
),

differing as (
    select
        facts.league_table_id,
        facts.legs_so_far as legs,
        facts.has_goals_recorded
    from {{ ref('int_league_table_facts') }} as facts
    inner join residuals on facts.league_table_id = residuals.league_table_id
    where
        facts.is_supported_style
        and not facts.is_generated_from_matches
        and facts.is_recorded
        -- The search knows the matches of its clubs with one another only.
        and not facts.is_open_set
        -- Without a number of matches nobody knows which ones a table counts.
        and facts.lacks_played is not true
        and facts.team_count = facts.row_count
        and (residuals.has_differences or facts.is_self_contradictory)
),

row_cases as (
    select
        rows.league_table_id,
        rows.page_id,
        rows.row_no,
        rows.team_id,
        differing.legs,
        rows.points_for_win,
        rows.points_for_draw,
        rows.points_for_loss,
        {
            'team_id': rows.team_id,
            'team': rows.team,
            'row_no': rows.row_no,
            'wins': rows.shown_wins,
            'draws': if(rows.lacks_draws, null, rows.shown_draws),
            'losses': rows.shown_losses,
            'goals_for': if(differing.has_goals_recorded, rows.shown_goals_for, null),
            'goals_against': if(differing.has_goals_recorded, rows.shown_goals_against, null),
            'played': rows.played_typed,
            'goal_difference':
            if(differing.has_goals_recorded, rows.goal_difference_typed, null),
            'points': rows.points_typed,
            'adjustment': rows.points_adjustment,
            'start_points': rows.starting_points,
            'line_start': rows.line_start,
            'line_end': rows.line_end
        } as row_case
    from {{ ref('int_league_table_rows') }} as rows
    inner join differing on rows.league_table_id = differing.league_table_id
),

table_rows as (
    select
        league_table_id,
        any_value(page_id) as page_id,
        any_value(legs) as legs,
        any_value(points_for_win) as points_for_win,
        any_value(points_for_draw) as points_for_draw,
        any_value(points_for_loss) as points_for_loss,
        list(row_case order by row_no) as case_rows
    from row_cases
    group by league_table_id
    having
        count(*) = count(team_id)
        and count(*) = count(points_for_win + points_for_draw + points_for_loss)
),

match_cases as (
    select
        candidates.league_table_id,
        candidates.match_id,
        matches.position_in_page,
        {
            'match_id': candidates.match_id,
            'home_team_id': candidates.home_team_id,
            'away_team_id': candidates.away_team_id,
            'home_goals': candidates.home_goals,
            'away_goals': candidates.away_goals,
            'line_start':
            if(matches.is_result_of_second, matches.second_witness_line, matches.line_start),
            'line_end':
            if(matches.is_result_of_second, matches.second_witness_line, matches.line_end),
            'date': candidates.match_date::varchar,
            'round': rounds.round,
            'counts': candidates.is_counted,
            'extra': candidates.is_extra
        } as match_case
    from {{ ref('int_league_table_matches') }} as candidates
    inner join differing on candidates.league_table_id = differing.league_table_id
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    left join {{ ref('int_league_table_rounds') }} as rounds
        on
            candidates.league_table_id = rounds.league_table_id
            and candidates.match_id = rounds.match_id
    where candidates.is_in_scope
),

table_matches as (
    select
        league_table_id,
        list(match_case order by position_in_page, match_id) as case_matches
    from match_cases
    group by league_table_id
),

cases as (
    select
        table_rows.league_table_id,
        table_rows.page_id,
        to_json(
            {
                'league_table_id': table_rows.league_table_id,
                'points_rule': [
                    table_rows.points_for_win,
                    table_rows.points_for_draw,
                    table_rows.points_for_loss
                ],
                'meetings': table_rows.legs,
                'rows': table_rows.case_rows,
                'matches': coalesce(table_matches.case_matches, [])
            }
        )::varchar as diagnosis_case
    from table_rows
    left join table_matches on table_rows.league_table_id = table_matches.league_table_id
),

asked as materialized (
    select
        league_table_id,
        page_id,
        diagnose(diagnosis_case) as answer
    from cases
),

typed as (
    select
        league_table_id,
        page_id,
        from_json(
            answer,
            '{
                "outcome": "VARCHAR",
                "explanation_count": "BIGINT",
                "note": "VARCHAR",
                "surplus": ["VARCHAR"],
                "explanations": [{
                    "sentence": "VARCHAR",
                    "accuses": "VARCHAR",
                    "edits": [{
                        "cause": "VARCHAR",
                        "match_id": "VARCHAR",
                        "team_id": "VARCHAR",
                        "current_value": "VARCHAR",
                        "suggested_value": "VARCHAR",
                        "line_start": "BIGINT",
                        "line_end": "BIGINT",
                        "figure": "VARCHAR"
                    }]
                }]
            }'
        ) as answer
    from asked
),

told as (
    select
        league_table_id,
        page_id,
        answer['outcome'] as outcome,
        answer['explanation_count'] as explanation_count,
        nullif(answer['note'], '') as note,
        answer['surplus'] as surplus,
        answer['explanations'] as explanations,
        array_to_string(
            list_transform(
                answer['explanations'][1:3], lambda explanation: explanation['sentence']
            ),
            ' Or: '
        ) as first_sentences
    from typed
)

select
    league_table_id,
    page_id,
    outcome,
    explanation_count,
    note,
    surplus,
    explanations,
    case
        when explanation_count = 1 then first_sentences
        when explanation_count > 1
            then
                concat(
                    explanation_count, ' explanations are equally small: ', first_sentences,
                    case when explanation_count > 3 then ' And others.' end
                )
        when outcome in ('unexplained', 'failed', 'self_contradictory')
            then concat('No edit is suggested: ', rtrim(note, '.'), '.')
    end as suggestion
from told
