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
        min(link_target) as link_target,
        min(season) as first_season,
        max(season) as last_season
    from mentions
    group by team_id
),

other_names as (
    select
        mentions.team_id,
        list(distinct mentions.team_name order by mentions.team_name) as also_known_as
    from mentions
    inner join shown_names on mentions.team_id = shown_names.team_id
    where mentions.team_name != shown_names.team
    group by mentions.team_id
)

select
    clubs.team_id,
    shown_names.team,
    coalesce(other_names.also_known_as, []) as also_known_as,
    clubs.link_target,
    clubs.first_season,
    clubs.last_season
from clubs
inner join shown_names on clubs.team_id = shown_names.team_id
left join other_names on clubs.team_id = other_names.team_id
order by clubs.team_id
