-- Each section with itself and every section that holds it. The page as a whole is
-- section 0 at level 0, so that any two sections of a page have an ancestor in common.
with recursive

sections as (
    select
        page_id,
        section_no,
        parent_section_no,
        section_level,
        heading
    from {{ ref('stg_wikitext__sections') }}
),

ancestors as (
    select
        page_id,
        section_no,
        section_no as ancestor_section_no,
        section_level as ancestor_level,
        heading as ancestor_heading,
        parent_section_no as next_section_no
    from sections
    union all
    select
        ancestors.page_id,
        ancestors.section_no,
        parents.section_no as ancestor_section_no,
        parents.section_level as ancestor_level,
        parents.heading as ancestor_heading,
        parents.parent_section_no as next_section_no
    from ancestors
    inner join sections as parents
        on
            ancestors.page_id = parents.page_id
            and ancestors.next_section_no = parents.section_no
    where parents.section_no < ancestors.section_no
)

select
    page_id,
    section_no,
    ancestor_section_no,
    ancestor_level,
    ancestor_heading
from ancestors
