with

issues as (
    select
        page_id,
        line_start,
        line_end,
        severity,
        code,
        message,
        snippet,
        'parser' as found_by,
        concat(page_id, '#issue-', issue_no) as parse_issue_id
    from {{ ref('stg_wikitext__parse_issues') }}
    union all
    select
        page_id,
        line_start,
        line_end,
        'error' as severity,
        code,
        message,
        snippet,
        case when table_name = 'pages' then 'refused_page' else 'rejected_row' end as found_by,
        concat(page_id, '#reject-', reject_no) as parse_issue_id
    from {{ ref('stg_wikitext__rejects') }}
    union all
    select
        page_id,
        line_start,
        line_start as line_end,
        severity,
        code,
        message,
        snippet,
        'typing' as found_by,
        concat(
            page_id, '#typing-',
            row_number() over (partition by page_id order by line_start, code, message, snippet)
        ) as parse_issue_id
    from {{ ref('int_typing_issues') }}
)

select
    parse_issue_id,
    page_id,
    line_start,
    line_end,
    severity,
    code,
    message,
    snippet,
    found_by
from issues
order by parse_issue_id
