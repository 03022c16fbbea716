-- A page that left has no row in dim_pages any more and keeps its changes here.
with

worded as (
    select
        changes.*,
        coalesce(columns.column_name, changes.raw_column) as column_name,
        coalesce(columns.words, replace(changes.raw_column, '_', ' ')) as words,
        {{ one_line('changes.old_value') }} as old_text,
        {{ one_line('changes.new_value') }} as new_text
    from {{ ref('stg_wikitext__page_changes') }} as changes
    left join {{ ref('changed_columns') }} as columns
        on changes.raw_column = columns.raw_column
)

select
    page_id,
    changed_at,
    change_no,
    entity,
    entity_id,
    subject,
    column_name,
    old_value,
    new_value,
    case
        when raw_column = 'presence' and old_value is null then concat(subject, ': added')
        when raw_column = 'presence' then concat(subject, ': gone')
        when old_text is null and new_text is null
            then concat(subject, ': ', words, ' left empty in another way')
        when old_text is null then concat(subject, ': ', words, ' ', new_text, ' added')
        when new_text is null then concat(subject, ': ', words, ' ', old_text, ' removed')
        else concat(subject, ': ', words, ' ', old_text, ' became ', new_text)
    end as description,
    content_sha256,
    previous_sha256,
    line_start,
    line_end
from worded
order by page_id, changed_at, change_no
