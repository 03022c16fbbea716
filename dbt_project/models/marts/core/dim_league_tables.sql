with

rules as (
    select
        league_table_id,
        any_value(points_for_win) as points_for_win,
        any_value(points_for_draw) as points_for_draw,
        any_value(points_for_loss) as points_for_loss,
        count(*) as team_count
    from {{ ref('int_league_table_rows') }}
    group by league_table_id
),

sections as (
    {{ sections_holding(ref('stg_wikitext__league_tables')) }}
)

select
    tables.league_table_id,
    tables.page_id,
    seasons.season_id,
    tables.table_no,
    sections.section_path,
    tables.caption,
    tables.template,
    tables.family,
    tables.table_style as template_style,
    rules.points_for_win,
    rules.points_for_draw,
    rules.points_for_loss,
    coalesce(rules.team_count, 0) as team_count,
    tables.update_status,
    tables.class_rules,
    tables.transcluded_from,
    tables.line_start,
    tables.line_end
from {{ ref('stg_wikitext__league_tables') }} as tables
inner join {{ ref('int_season_facts') }} as seasons
    on tables.page_id = seasons.page_id
left join sections
    on tables.page_id = sections.page_id and tables.section_no = sections.section_no
left join rules on tables.league_table_id = rules.league_table_id
order by tables.league_table_id
