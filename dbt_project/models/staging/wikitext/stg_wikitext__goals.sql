select
    page_id,
    match_no,
    goal_no,
    side,
    {{ blank_to_null('scorer') }} as scorer,
    {{ blank_to_null('scorer_link') }} as scorer_link,
    minute as goal_minute,
    stoppage as stoppage_minute,
    kind as goal_kind,
    content_sha256,
    line_start,
    line_end
from {{ source('wikitext', 'goals') }}
