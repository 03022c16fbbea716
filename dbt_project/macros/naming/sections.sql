{#-
    The sections that hold rows of a relation, with their paths. Few sections hold a table or a list,
    and what is joined to has to be held in memory.
-#}
{% macro sections_holding(rows) -%}
    select
        sections.page_id,
        sections.section_no,
        sections.section_path
    from {{ ref('stg_wikitext__sections') }} as sections
    inner join (
        select distinct
            page_id,
            section_no
        from {{ rows }}
    ) as wanted
        on sections.page_id = wanted.page_id and sections.section_no = wanted.section_no
{%- endmacro %}
