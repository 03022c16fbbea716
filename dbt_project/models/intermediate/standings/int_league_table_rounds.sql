-- The round of each match that counts in a table. Rounds are those of the page where every
-- match has one (int_match_rounds) and no club plays twice in one; else each day is a
-- round. Matches without a day come last, as one.
with

appearances as (
    select
        league_table_id,
        round_key,
        home_team_id as team_id
    from {{ ref('int_match_rounds') }}
    union all
    select
        league_table_id,
        round_key,
        away_team_id as team_id
    from {{ ref('int_match_rounds') }}
),

appearance_counts as (
    select
        league_table_id,
        round_key,
        team_id,
        count(*) as match_count
    from appearances
    group by league_table_id, round_key, team_id
),

tables as (
    select
        league_table_id,
        count(*) = count(round_key) and max(match_count) = 1 as has_rounds
    from appearance_counts
    group by league_table_id
),

keyed as (
    select
        counted.league_table_id,
        counted.page_id,
        counted.match_id,
        counted.match_date,
        counted.position_in_page,
        tables.has_rounds,
        case when tables.has_rounds then counted.round end as round,
        case
            when tables.has_rounds then counted.round_key
            else counted.match_date::varchar
        end as step_key
    from {{ ref('int_match_rounds') }} as counted
    inner join tables on counted.league_table_id = tables.league_table_id
),

steps as (
    select
        league_table_id,
        step_key,
        has_rounds,
        min(round) as round,
        -- Its own number, where there is one in its name and nothing else that is a number.
        try_cast(
            nullif(regexp_extract(min(round), '^\D*(\d{1,3})\D*$', 1), '') as bigint
        ) as own_number,
        quantile_disc(match_date, 0.5) as usual_date,
        case when count(*) = count(match_date) then max(match_date) end as last_date,
        min(position_in_page) as first_position
    from keyed
    group by league_table_id, step_key, has_rounds
),

-- Rounds follow one another by their own numbers where each has another one: a match brought
-- forward does not move its round. Else by the day by which half of their matches were played,
-- where all have one, else as on the page.
numbered as (
    select
        *,
        row_number() over (
            partition by league_table_id
            order by
                case when have_own_numbers then own_number end asc,
                case when are_all_dated or not has_rounds then usual_date end asc nulls last,
                first_position asc,
                step_key asc
        ) as round_number
    from (
        select
            *,
            count(*) over of_table = count(distinct own_number) over of_table as have_own_numbers,
            count(*) over of_table = count(usual_date) over of_table as are_all_dated
        from steps
        window of_table as (partition by league_table_id)
    ) as dated
),

closed as (
    select
        *,
        case
            when count(last_date) over so_far = round_number then max(last_date) over so_far
        end as as_of_date
    from numbered
    window so_far as (partition by league_table_id order by round_number)
)

select
    keyed.league_table_id,
    keyed.page_id,
    keyed.match_id,
    closed.round_number,
    closed.round,
    case
        when closed.has_rounds then 'round'
        when closed.step_key is not null then 'date'
        else 'undated'
    end as round_basis,
    closed.as_of_date
from keyed
inner join closed
    on
        keyed.league_table_id = closed.league_table_id
        and keyed.step_key is not distinct from closed.step_key
