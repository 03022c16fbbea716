with

standing as (
    select
        *,
        {{ standing_score('score') }} as standing_score
    from {{ source('wikitext', 'result_grid_cells') }}
),

prepared as (
    select
        *,
        {{ score_core('standing_score') }} as score_core
    from standing
),

typed as (
    select
        page_id,
        grid_no,
        cell_no,
        table_no,
        case when table_no is not null then concat(page_id, '#table-', table_no) end
            as league_table_id,
        section_no,
        template,
        leg_no,
        nfc_normalize(trim(home_code)) as home_code,
        nfc_normalize(trim(away_code)) as away_code,
        coalesce({{ team_name('home_team') }}, {{ team_name('home_code') }}) as home_team,
        {{ team_link('home_link') }} as home_team_link,
        coalesce({{ team_name('away_team') }}, {{ team_name('away_code') }}) as away_team,
        {{ team_link('away_link') }} as away_team_link,
        score as score_text,
        score_link,
        {{ score_status('score', 'standing_score', 'score_core') }} as match_status,
        {{ score_goals('score_core', 1) }} as home_goals,
        {{ score_goals('score_core', 2) }} as away_goals,
        {{ blank_to_null('note') }} as note,
        content_sha256,
        line_start,
        line_end
    from prepared
)

select
    *,
    match_status != 'scheduled' and (home_code is distinct from away_code) as is_match
from typed
