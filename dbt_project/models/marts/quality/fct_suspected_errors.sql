-- Which edit would mend a table, a match that two witnesses tell differently, or the order of rows
-- whose figures agree with the matches. Nothing is ever changed: where several explanations are
-- equally small, each is here with their count.
with

numbered_explanations as (
    select
        league_table_id,
        explanation_count,
        unnest(explanations) as explanation,
        generate_subscripts(explanations, 1) as explanation_no
    from {{ ref('int_diagnoses') }}
),

numbered_edits as (
    select
        league_table_id,
        explanation_count,
        explanation_no,
        explanation['sentence'] as evidence,
        len(explanation['edits']) as edit_count,
        unnest(explanation['edits']) as edit,
        generate_subscripts(explanation['edits'], 1) as edit_no
    from numbered_explanations
),

table_edits as (
    select
        edits.league_table_id,
        tables.page_id,
        edits.explanation_no,
        edits.edit_no,
        edits.edit['cause'] as cause,
        edits.edit['match_id'] as match_id,
        edits.edit['team_id'] as team_id,
        edits.edit['figure'] as figure,
        edits.edit['current_value'] as current_value,
        edits.edit['suggested_value'] as suggested_value,
        edits.explanation_count,
        case
            when edits.explanation_count > 1 then 'low'
            when edits.edit_count > 1 then 'medium'
            else 'high'
        end as confidence,
        edits.evidence,
        edits.edit['line_start'] as line_start,
        edits.edit['line_end'] as line_end
    from numbered_edits as edits
    inner join {{ ref('dim_league_tables') }} as tables
        on edits.league_table_id = tables.league_table_id
),

tables_that_agree as (
    select league_table_id
    from {{ ref('int_standings_comparison') }}
    group by league_table_id
    having bool_and(row_status = 'agrees')
),

-- The box is what counts in the table. A table that agrees is a third witness for it.
witnesses as (
    select
        matches.*,
        tables_that_agree.league_table_id is not null and matches.counts_in_table
            as is_box_confirmed,
        concat(matches.home_goals, '–', matches.away_goals) as box_score,
        concat(matches.second_witness_home_goals, '–', matches.second_witness_away_goals)
            as other_score
    from {{ ref('fct_matches') }} as matches
    left join tables_that_agree
        on matches.league_table_id = tables_that_agree.league_table_id
    where not matches.do_witnesses_agree
),

witness_edits as (
    select
        league_table_id,
        page_id,
        1 as explanation_no,
        1 as edit_no,
        'witnesses_disagree' as cause,
        match_id,
        null::varchar as team_id,
        null::varchar as figure,
        case when is_box_confirmed then other_score else box_score end as current_value,
        case when is_box_confirmed then box_score else other_score end as suggested_value,
        case when is_box_confirmed then 1 else 2 end as explanation_count,
        case when is_box_confirmed then 'high' else 'low' end as confidence,
        concat(
            '*', home_team, ' ', box_score, ' ', away_team, '* (line ', line_start, ') is ',
            other_score, ' in the ', replace(second_witness, '_', ' '), ' (line ',
            second_witness_line, '); ',
            case
                when is_box_confirmed then 'the table agrees with the match box.'
                else 'one of the two is wrong.'
            end
        ) as evidence,
        case when is_box_confirmed then second_witness_line else line_start end as line_start,
        case when is_box_confirmed then second_witness_line else line_end end as line_end
    from witnesses
),

-- Right figures in the wrong order: the rows were not moved, or points taken are not recorded.
order_edits as (
    select
        league_rows.league_table_id,
        league_rows.page_id,
        row_number() over (
            partition by league_rows.league_table_id order by league_rows.row_no
        ) as explanation_no,
        1 as edit_no,
        'rows_out_of_order' as cause,
        null::varchar as match_id,
        league_rows.team_id,
        'points' as figure,
        concat('above ', league_rows.next_team) as current_value,
        concat('below ', league_rows.next_team) as suggested_value,
        2 as explanation_count,
        'low' as confidence,
        concat(
            '*', league_rows.team, '* (line ', league_rows.line_start, '), with ',
            league_rows.points, if(league_rows.points = 1, ' point', ' points'),
            ', stands above *', league_rows.next_team, '* (line ', league_rows.next_line_start,
            '), with ', league_rows.next_points,
            '; the rows were not moved, or a decision about points is not recorded.'
        ) as evidence,
        league_rows.line_start,
        league_rows.line_end,
        concat(league_rows.league_table_id, '/order-', league_rows.row_no) as suspected_error_id
    from {{ ref('int_rows_out_of_order') }} as league_rows
    inner join tables_that_agree
        on league_rows.league_table_id = tables_that_agree.league_table_id
),

edits as (
    select
        *,
        concat(league_table_id, '/explanation-', explanation_no, '/edit-', edit_no)
            as suspected_error_id
    from table_edits
    union all
    select
        *,
        concat(match_id, '/witnesses') as suspected_error_id
    from witness_edits
    union all
    select * from order_edits
)

select
    suspected_error_id,
    league_table_id,
    page_id,
    explanation_no,
    edit_no,
    cause,
    match_id,
    team_id,
    figure,
    current_value,
    suggested_value,
    explanation_count,
    confidence,
    evidence,
    line_start,
    line_end
from edits
order by suspected_error_id
