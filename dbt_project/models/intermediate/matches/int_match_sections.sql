-- The sections that hold matches, in the words that matches say them with: the stage is the
-- heading of the second level, a deeper heading may be the round.
with

stages as (
    select
        page_id,
        section_no,
        any_value(ancestor_heading) as stage
    from {{ ref('int_section_ancestors') }}
    where ancestor_level = 2
    group by page_id, section_no
),

with_matches as (
    select distinct
        page_id,
        section_no
    from {{ ref('int_matches') }}
)

select
    sections.page_id,
    sections.section_no,
    sections.section_path,
    stages.stage,
    case when sections.section_level > 2 then sections.heading end as round_heading
from {{ ref('stg_wikitext__sections') }} as sections
inner join with_matches
    on sections.page_id = with_matches.page_id and sections.section_no = with_matches.section_no
left join stages
    on sections.page_id = stages.page_id and sections.section_no = stages.section_no
