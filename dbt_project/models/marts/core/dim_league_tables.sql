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

-- Few sections hold a table, and what is joined to has to be held in memory.
sections_with_tables as (
    select distinct
        page_id,
        section_no
    from {{ ref('stg_wikitext__league_tables') }}
),

sections as (
    select
        sections.page_id,
        sections.section_no,
        sections.section_path
    from {{ ref('stg_wikitext__sections') }} as sections
    inner join sections_with_tables as wanted
        on sections.page_id = wanted.page_id and sections.section_no = wanted.section_no
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
