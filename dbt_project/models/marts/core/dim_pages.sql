with

pages as (
    select * from {{ ref('int_current_pages') }}
),

matches as (
    select
        page_id,
        count(*) as match_count
    from {{ ref('int_matches') }}
    group by page_id
),

league_tables as (
    select
        page_id,
        count(*) as league_table_count
    from {{ ref('stg_wikitext__league_tables') }}
    group by page_id
),

issues as (
    select
        page_id,
        count(*) as parse_issue_count
    from {{ ref('fct_parse_issues') }}
    group by page_id
)

select
    pages.page_id,
    pages.site,
    pages.title,
    pages.source_uri,
    pages.revision_id,
    pages.content_sha256,
    pages.dialect,
    pages.must_reconcile,
    pages.first_seen_at,
    pages.ingested_at,
    coalesce(matches.match_count, 0) as match_count,
    coalesce(league_tables.league_table_count, 0) as league_table_count,
    coalesce(issues.parse_issue_count, 0) as parse_issue_count
from pages
left join matches on pages.page_id = matches.page_id
left join league_tables on pages.page_id = league_tables.page_id
left join issues on pages.page_id = issues.page_id
order by pages.page_id
