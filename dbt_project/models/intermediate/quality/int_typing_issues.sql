{%- set figures = written_figures() -%}
-- Text that could not be given its type, and names that may mean one club. Staging makes
-- an unreadable value NULL; this is where it stays visible.
with

second_results as (
    select
        page_id,
        match_no,
        'result grid' as name
    from {{ ref('int_second_witnesses') }}
    where gives_result
    union all
    select
        page_id,
        match_no,
        'leg result' as name
    from {{ ref('int_leg_witnesses') }}
    where gives_result
),

unreadable as (
    select
        page_id,
        line_start,
        'warning' as severity,
        'unreadable_score' as code,
        concat(
            'The score of ', coalesce(home_team, '?'), ' v ', coalesce(away_team, '?'),
            ' is not readable; the match does not count in any table.'
        ) as message,
        score_text as snippet
    from {{ ref('int_matches') }}
    where match_status in ('unreadable', 'two_results')
    union all
    select
        cells.page_id,
        cells.line_start,
        'warning' as severity,
        'unreadable_score' as code,
        concat(
            'The score of ', coalesce(cells.home_team, '?'), ' v ',
            coalesce(cells.away_team, '?'),
            ' in the result grid is not readable; the match box beside it is compared with nothing.'
        ) as message,
        cells.score_text as snippet
    from {{ ref('stg_wikitext__result_grid_cells') }} as cells
    inner join {{ ref('int_second_witnesses') }} as second
        on cells.page_id = second.page_id and cells.cell_no = second.cell_no
    where cells.match_status in ('unreadable', 'two_results')
    union all
    select
        legs.page_id,
        legs.line_start,
        'warning' as severity,
        'unreadable_score' as code,
        concat(
            'The score of ', coalesce(legs.home_team, '?'), ' v ', coalesce(legs.away_team, '?'),
            ' in the leg result is not readable; the match box beside it is compared with nothing.'
        ) as message,
        legs.score_text as snippet
    from {{ ref('stg_wikitext__match_boxes') }} as legs
    inner join {{ ref('int_leg_witnesses') }} as second
        on legs.page_id = second.page_id and legs.match_no = second.leg_match_no
    where legs.match_status in ('unreadable', 'two_results')
    union all
    select
        boxes.page_id,
        boxes.line_start,
        'warning' as severity,
        'unreadable_score' as code,
        concat(
            'The score of ', coalesce(boxes.home_team, '?'), ' v ',
            coalesce(boxes.away_team, '?'),
            ' is not readable; that of the ', second.name, ' stands for it.'
        ) as message,
        boxes.score_text as snippet
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    inner join second_results as second
        on boxes.page_id = second.page_id and boxes.match_no = second.match_no
    where boxes.match_status = 'unreadable'
    union all
    select
        boxes.page_id,
        boxes.line_start,
        case when boxes.is_date_without_year then 'info' else 'warning' end as severity,
        case when boxes.is_date_without_year then 'date_without_year' else 'unreadable_date' end
            as code,
        case
            when boxes.is_date_without_year
                then
                    concat(
                        'The date names no year, and neither heading nor season gives it beyond ',
                        'doubt; match_date stays empty.'
                    )
            else 'The date is not one readable day; match_date stays empty.'
        end as message,
        boxes.date_text as snippet
    from {{ ref('stg_wikitext__match_boxes') }} as boxes
    left join {{ ref('int_match_dates') }} as dates
        on boxes.page_id = dates.page_id and boxes.match_no = dates.match_no
    where
        boxes.match_date is null
        and dates.match_date is null
        and {{ blank_to_null('boxes.date_text') }} is not null
        and not regexp_matches(
            lower(boxes.date_text), '^\s*(tbd|tba|tbc|to be (determined|decided|confirmed))\s*$'
        )
    union all
    select
        page_id,
        line_start,
        'info' as severity,
        'unreadable_attendance' as code,
        'The attendance holds no number.' as message,
        attendance_text as snippet
    from {{ ref('stg_wikitext__match_boxes') }}
    where attendance is null and {{ blank_to_null('attendance_text') }} is not null
),

figures as (
    select
        rows.page_id,
        rows.line_start,
        'warning' as severity,
        'unreadable_figure' as code,
        concat(
            rows.team, ': not a whole number, so the row is not compared: ',
            concat_ws(
                '; ',
                {% for name, text, number in figures -%}
                case
                    when {{ is_unreadable('rows.' ~ text, 'rows.' ~ number) }}
                        then concat('{{ name }} ', left(rows.{{ text }}, 40))
                end
                {%- if not loop.last %},{% endif %}
                {% endfor %}
            )
        ) as message,
        concat_ws(
            ' ',
            {% for name, text, number in figures -%}
            rows.{{ text }}{% if not loop.last %}, {% endif %}
            {%- endfor %}
        ) as snippet
    from {{ ref('stg_wikitext__league_table_rows') }} as rows
    inner join {{ ref('int_league_table_rows') }} as judged
        on rows.league_table_id = judged.league_table_id and rows.row_no = judged.row_no
    where judged.has_unreadable_figure
),

places as (
    select
        page_id,
        line_start,
        'info' as severity,
        'unreadable_position' as code,
        concat('The place of ', team, ' is no number; position stays empty.') as message,
        display_position_text as snippet
    from {{ ref('stg_wikitext__league_table_rows') }}
    where {{ is_unreadable('display_position_text', 'display_position') }}
),

rules as (
    select
        tables.page_id,
        tables.line_start,
        'warning' as severity,
        'unreadable_points_rule' as code,
        'The points for a win, a draw or a loss are not a whole number; no points are computed.'
            as message,
        concat_ws(
            ' ', tables.winpoints_text, tables.drawpoints_text, tables.losspoints_text
        ) as snippet
    from {{ ref('stg_wikitext__league_tables') }} as tables
    where {{ has_unreadable_points_rule('tables') }}
),

contradictory_rows as (
    select
        rows.page_id,
        rows.line_start,
        'warning' as severity,
        'row_contradicts_itself' as code,
        concat(
            rows.team, ': typed played, goal difference or points do not follow from the row: ',
            concat_ws(
                '; ',
                case
                    when rows.played_typed != rows.played_derived
                        then concat('played ', rows.played_typed, ' for ', rows.played_derived)
                end,
                case
                    when rows.goal_difference_typed != rows.goal_difference_derived
                        then
                            concat(
                                'goal difference ', rows.goal_difference_typed, ' for ',
                                rows.goal_difference_derived
                            )
                end,
                case
                    when not facts.counts_shoot_outs and rows.points_typed != rows.points_derived
                        then concat('points ', rows.points_typed, ' for ', rows.points_derived)
                end
            )
        ) as message,
        null::varchar as snippet
    from {{ ref('int_league_table_rows') }} as rows
    inner join {{ ref('int_league_table_facts') }} as facts
        on rows.league_table_id = facts.league_table_id
    where
        rows.played_typed != rows.played_derived
        or rows.goal_difference_typed != rows.goal_difference_derived
        or (not facts.counts_shoot_outs and rows.points_typed != rows.points_derived)
),

repeated_clubs as (
    select
        page_id,
        min(line_start) as line_start,
        'warning' as severity,
        'club_twice_in_table' as code,
        concat(any_value(team), ' stands in ', count(*), ' rows of one table.') as message,
        null::varchar as snippet
    from {{ ref('int_league_table_rows') }}
    where team_id is not null
    group by page_id, league_table_id, team_id
    having count(*) > 1
),

similar_names as (
    select
        page_id,
        null::bigint as line_start,
        'info' as severity,
        'similar_team_names' as code,
        concat(
            'The name ', any_value(team_key), ' differs from another club''s only in accents, ',
            'case or punctuation; if both are one club, add an alias.'
        ) as message,
        any_value(team_name) as snippet
    from {{ ref('int_team_identity') }}
    where clubs_with_this_slug > 1
    group by page_id, team_id
)

select * from unreadable
union all
select * from figures
union all
select * from places
union all
select * from rules
union all
select * from contradictory_rows
union all
select * from repeated_clubs
union all
select * from similar_names
