with

boxes as (
    select
        *,
        case
            when {{ blank_to_null('score') }} is not null then score
            when coalesce({{ blank_to_null('score1') }}, {{ blank_to_null('score2') }}) is not null
                then concat(
                    coalesce({{ blank_to_null('score1') }}, '0'),
                    '–',
                    coalesce({{ blank_to_null('score2') }}, '0')
                )
            else score
        end as score_text
    from {{ source('wikitext', 'match_boxes') }}
),

standing as (
    select
        *,
        {{ standing_score('score_text') }} as standing_score
    from boxes
),

worded as (
    select
        *,
        {{ score_core('standing_score') }} as score_words,
        {{ date_core('date') }} as date_words
    from standing
),

prepared as (
    select
        *,
        {{ months_in_english('score_words') }} as score_core,
        {{ months_in_english('date_words') }} as date_core,
        {{ score_core('penaltyscore') }} as penalty_core
    from worded
)

select
    page_id,
    match_no,
    section_no,
    template,
    witness,
    leg_no,
    date as date_text,
    {{ date_value('date_core') }} as match_date,
    {{ date_lacks_year('date_core') }} as is_date_without_year,
    time as time_text,
    {{ blank_to_null('round') }} as round,
    {{ blank_to_null('competition') }} as competition,
    team1 as home_team_text,
    {{ team_name('team1') }} as home_team,
    {{ team_link('team1_link') }} as home_team_link,
    team1_code as home_country_code,
    team2 as away_team_text,
    {{ team_name('team2') }} as away_team,
    {{ team_link('team2_link') }} as away_team_link,
    team2_code as away_country_code,
    score_text,
    score_link,
    {{ score_status('score_text', 'standing_score', 'score_core') }} as match_status,
    {{ score_goals('score_core', 1) }} as home_goals,
    {{ score_goals('score_core', 2) }} as away_goals,
    penaltyscore as penalty_score_text,
    coalesce(
        {{ score_goals('penalty_core', 1) }},
        {{ score_penalties('penaltyscore', 1) }},
        {{ score_penalties('standing_score', 1) }}
    ) as home_penalties,
    coalesce(
        {{ score_goals('penalty_core', 2) }},
        {{ score_penalties('penaltyscore', 2) }},
        {{ score_penalties('standing_score', 2) }}
    ) as away_penalties,
    aet as aet_text,
    coalesce(
        lower({{ blank_to_null('aet') }}) not in ('no', 'n', '0')
        or {{ says_after_extra_time('standing_score') }},
        {{ says_after_extra_time('standing_score') }},
        false
    ) as says_after_extra_time,
    aggregatescore as aggregate_score_text,
    goals1 as home_goals_text,
    goals2 as away_goals_text,
    stadium as stadium_text,
    location as location_text,
    case
        when {{ blank_to_null('location') }} is not null then {{ blank_to_null('stadium') }}
        else {{ blank_to_null("split_part(stadium, ',', 1)") }}
    end as venue,
    coalesce(
        {{ blank_to_null('location') }},
        {{ blank_to_null("regexp_extract(stadium, ',(.*)$', 1)") }}
    ) as city,
    attendance as attendance_text,
    {{ attendance_number('attendance') }} as attendance,
    {{ blank_to_null('referee') }} as referee,
    report as report_text,
    {{ blank_to_null('note') }} as note,
    anchor,
    content_sha256,
    line_start,
    line_end
from prepared
