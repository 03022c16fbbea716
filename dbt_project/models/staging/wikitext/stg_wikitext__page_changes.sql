select
    page_id,
    -- UTC without a zone, like the other timestamps.
    make_timestamp(epoch_us(changed_at)) as changed_at,
    change_no,
    entity,
    entity_id,
    subject,
    column_name as raw_column,
    old_value,
    new_value,
    content_sha256,
    previous_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'page_changes') }}
