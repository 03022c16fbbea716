{{ config(meta={'dagster': {'ref': {'name': 'team_aliases'}}, 'scope': 'warehouse'}) }}
with

covered as (
    select distinct
        aliases.alias,
        aliases.team,
        aliases.page_id,
        aliases.site
    from {{ ref('team_aliases') }} as aliases
    inner join {{ ref('int_season_facts') }} as seasons
        on
            (aliases.page_id is null or aliases.page_id = seasons.page_id)
            and (aliases.site is null or aliases.site = seasons.site)
            and (
                aliases.valid_from_season is null
                or aliases.valid_from_season <= seasons.season_year
            )
            and (
                aliases.valid_to_season is null
                or aliases.valid_to_season >= seasons.season_year
            )
    inner join {{ ref('dim_pages') }} as pages
        on seasons.page_id = pages.page_id
    where pages.must_reconcile
)

select
    covered.alias,
    covered.team,
    covered.site,
    covered.page_id
from covered
left join {{ ref('int_team_aliases') }} as used
    on
        covered.alias = used.alias
        and covered.team = used.alias_of
        and (covered.page_id is null or covered.page_id = used.page_id)
where used.alias is null
