-- Matches of a table's part of the page that do not belong to its round robin: the pair
-- has met more often than the others, and this meeting stands apart from the rounds.
--
-- No heading decides this. Four signs tell the extra meeting from the regular ones: its
-- round, or a heading above it that is not above the table too, has a word for deciding
-- matches; it is alone under its heading, alone on its day, later than every other match. It
-- needs one sign where all other pairs have met in full and two where matches are missing,
-- and more signs than the meetings that stay. A match listed twice has no sign and stays, so
-- that the table shows the difference. Nothing is left over of other tables' matches that are
-- as many as their sum says, however often a pair has met, nor where the rows of both clubs say
-- that they played every match there is: the first return match after a half-season counts.
with

scoped as (
    select
        candidates.league_table_id,
        candidates.match_id,
        candidates.first_team_id,
        candidates.second_team_id,
        candidates.match_section_no,
        candidates.common_level,
        scopes.legs,
        scopes.pairs_total,
        matches.page_id,
        matches.match_date,
        matches.round_text,
        matches.has_result,
        matches.position_in_page
    from {{ ref('int_league_table_candidates') }} as candidates
    inner join {{ ref('int_league_table_scopes') }} as scopes
        on
            candidates.league_table_id = scopes.league_table_id
            and {{ stands_in_part('candidates', 'scopes') }}
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    where
        matches.match_status not in ('cancelled', 'bye')
        and not scopes.is_complete
),

counted as (
    select
        *,
        count(*) filter (where has_result) over pair as pair_meetings,
        count(*) over (partition by league_table_id, match_section_no) as matches_in_section,
        count(*) over (partition by league_table_id, match_date) as matches_on_day,
        max(match_date) over (partition by league_table_id) as last_date
    from scoped
    window pair as (partition by league_table_id, first_team_id, second_team_id)
),

tables as (
    select
        league_table_id,
        median(matches_in_section) as usual_in_section,
        median(matches_on_day) filter (where match_date is not null) as usual_on_day
    from counted
    group by league_table_id
),

distinct_pairs as (
    select distinct
        league_table_id,
        first_team_id,
        second_team_id,
        pair_meetings,
        legs,
        pairs_total
    from counted
),

pairs as (
    select
        league_table_id,
        any_value(pairs_total) as pairs_total,
        count(*) filter (where pair_meetings >= legs) as pairs_full,
        count(*) filter (where pair_meetings = legs) as pairs_regular
    from distinct_pairs
    group by league_table_id
),

surplus as (
    select
        counted.*,
        pairs.pairs_full = pairs.pairs_total as is_otherwise_complete,
        counted.matches_in_section = 1 and tables.usual_in_section > 1 as is_alone_in_section,
        counted.match_date is not null
        and counted.matches_on_day = 1
        and tables.usual_on_day > 1 as is_alone_on_day,
        counted.match_date is not null
        and counted.match_date = counted.last_date
        and counted.matches_on_day = 1 as is_last,
        sections.heading
    from counted
    inner join tables on counted.league_table_id = tables.league_table_id
    inner join pairs on counted.league_table_id = pairs.league_table_id
    left join {{ ref('stg_wikitext__sections') }} as sections
        on
            counted.page_id = sections.page_id
            and counted.match_section_no = sections.section_no
    where
        counted.has_result
        and counted.pair_meetings > counted.legs
        and pairs.pairs_regular * 3 >= pairs.pairs_total * 2
),

names as (
    select
        surplus.league_table_id,
        surplus.match_id,
        ancestors.ancestor_heading as name
    from surplus
    inner join {{ ref('int_section_ancestors') }} as ancestors
        on
            surplus.page_id = ancestors.page_id
            and surplus.match_section_no = ancestors.section_no
            and surplus.common_level < ancestors.ancestor_level

    union all

    select
        league_table_id,
        match_id,
        round_text as name
    from surplus
),

words as (
    select distinct
        names.league_table_id,
        names.match_id
    from names
    inner join {{ ref('extra_match_words') }} as extra_match_words
        on regexp_matches(lower(names.name), extra_match_words.pattern)
),

signed as (
    select
        surplus.*,
        words.match_id is not null as has_word,
        (words.match_id is not null)::integer
        + surplus.is_alone_in_section::integer
        + surplus.is_alone_on_day::integer
        + surplus.is_last::integer as signs
    from surplus
    left join words
        on
            surplus.league_table_id = words.league_table_id
            and surplus.match_id = words.match_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by league_table_id, first_team_id, second_team_id
            order by signs desc, match_date desc nulls last, position_in_page desc
        ) as extra_no
    from signed
),

compared as (
    select
        *,
        max(signs) filter (where extra_no > pair_meetings - legs) over pair as signs_of_regular,
        string_agg(
            coalesce(
                strftime(match_date, '%-d %B %Y') || ' (line ' || position_in_page || ')',
                'line ' || position_in_page
            ),
            ', ' order by position_in_page
        ) filter (where extra_no > pair_meetings - legs) over pair as regular_meetings
    from ranked
    window pair as (partition by league_table_id, first_team_id, second_team_id)
),

results as (
    select
        league_table_id,
        team_id,
        count(*) as result_count
    from (
        select
            league_table_id,
            unnest([first_team_id, second_team_id]) as team_id
        from scoped
        where has_result
    ) as sides
    group by league_table_id, team_id
),

-- By what their rows say.
clubs_with_every_match as (
    select
        results.league_table_id,
        results.team_id
    from results
    inner join {{ ref('int_league_table_rows') }} as rows
        on results.league_table_id = rows.league_table_id and results.team_id = rows.team_id
    group by results.league_table_id, results.team_id, results.result_count
    having min(rows.played) = results.result_count
)

select
    compared.league_table_id,
    compared.page_id,
    compared.match_id,
    compared.first_team_id,
    compared.second_team_id,
    compared.legs,
    compared.is_otherwise_complete,
    compared.has_word,
    compared.is_alone_in_section,
    compared.is_alone_on_day,
    compared.is_last,
    compared.signs,
    compared.heading,
    compared.match_date,
    compared.regular_meetings
from compared
left join clubs_with_every_match as first_clubs
    on
        compared.league_table_id = first_clubs.league_table_id
        and compared.first_team_id = first_clubs.team_id
left join clubs_with_every_match as second_clubs
    on
        compared.league_table_id = second_clubs.league_table_id
        and compared.second_team_id = second_clubs.team_id
where
    compared.extra_no <= compared.pair_meetings - compared.legs
    and compared.signs > compared.signs_of_regular
    and compared.signs >= case when compared.is_otherwise_complete then 1 else 2 end
    and (first_clubs.team_id is null or second_clubs.team_id is null)
