-- The name shown is the one the club's pages use most, a reviewed name before an alias.
with

mentions as (
    select
        identity.team_id,
        identity.team_name,
        identity.known_name,
        identity.link_target,
        identity.mention_count,
        seasons.season
    from {{ ref('int_team_identity') }} as identity
    inner join {{ ref('int_season_facts') }} as seasons
        on identity.page_id = seasons.page_id
),

names as (
    select
        team_id,
        known_name,
        sum(mention_count) as mention_count
    from mentions
    group by team_id, known_name
),

shown_names as (
    select
        team_id,
        arg_max(known_name, (mention_count, known_name)) as team
    from names
    group by team_id
),

clubs as (
    select
        team_id,
        list_sort(list(distinct team_name)) as all_names,
        min(link_target) as link_target,
        min(season) as first_season,
        max(season) as last_season
    from mentions
    group by team_id
)

select
    clubs.team_id,
    shown_names.team,
    list_filter(clubs.all_names, lambda name : name != shown_names.team) as also_known_as,
    clubs.link_target,
    clubs.first_season,
    clubs.last_season
from clubs
inner join shown_names on clubs.team_id = shown_names.team_id
