-- The one status that each table earns, and the numbers it follows from. The words that say so
-- follow in the mart: here few columns go through many joins, there many through few.
with

rows as (
    select
        league_table_id,
        count(*) as row_count,
        count(*) filter (where row_status in ('agrees', 'differs')) as rows_compared,
        count(*) filter (where row_status = 'agrees') as rows_agreeing,
        count(*) filter (where played_residual != 0) as rows_with_other_played,
        bool_and(coalesce(played_residual, 0) >= 0) as is_no_row_short
    from {{ ref('int_standings_comparison') }}
    group by league_table_id
),

joined as (
    select
        tables.league_table_id,
        tables.page_id,
        coalesce(rows.row_count, 0) as row_count,
        coalesce(rows.rows_compared, 0) as rows_compared,
        coalesce(rows.rows_agreeing, 0) as rows_agreeing,
        coalesce(rows.rows_with_other_played, 0) as rows_with_other_played,
        coalesce(rows.is_no_row_short, true) as is_no_row_short,
        coalesce(facts.matches_counted, 0) as matches_counted,
        coalesce(facts.extra_matches, 0) as extra_matches,
        facts.matches_expected,
        coalesce(facts.is_supported_style, false) as is_supported_style,
        coalesce(facts.is_generated_from_matches, false) as is_generated_from_matches,
        coalesce(facts.is_recorded, false) as is_recorded,
        coalesce(facts.is_open_set, false) as is_open_set,
        coalesce(facts.lacks_played, false) as lacks_played,
        coalesce(facts.is_self_contradictory, false) as is_self_contradictory,
        coalesce(accepted.is_accepted, false) as is_accepted,
        diagnoses.outcome
    from {{ ref('stg_wikitext__league_tables') }} as tables
    left join rows on tables.league_table_id = rows.league_table_id
    left join {{ ref('int_league_table_facts') }} as facts
        on tables.league_table_id = facts.league_table_id
    left join {{ ref('int_accepted_discrepancies') }} as accepted
        on tables.league_table_id = accepted.league_table_id
    left join {{ ref('int_diagnoses') }} as diagnoses
        on tables.league_table_id = diagnoses.league_table_id
)

select
    league_table_id,
    page_id,
    case
        when is_accepted then 'accepted'
        when not is_supported_style then 'unsupported_style'
        when is_generated_from_matches then 'derived_from_matches'
        when not is_recorded then 'not_recorded'
        -- What matches alone explain, such as a double defeat, contradicts nothing.
        when is_self_contradictory and coalesce(outcome, '') not in ('explained', 'ambiguous')
            then 'self_contradictory'
        when matches_counted = 0 then 'no_matches'
        when rows_agreeing = row_count and not is_self_contradictory then 'reconciled'
        when outcome = 'explained' then 'differs_explained'
        when outcome = 'ambiguous' then 'differs_ambiguous'
        when rows_with_other_played * 2 > row_count or lacks_played then 'scope_mismatch'
        when
            rows_with_other_played > 0
            and case
                when is_open_set then rows_agreeing = rows_compared
                else
                    is_no_row_short
                    and matches_counted < coalesce(matches_expected, matches_counted + 1)
            end
            then 'partial_matches'
        else 'differs_unexplained'
    end as status,
    row_count,
    rows_compared,
    rows_agreeing,
    rows_with_other_played,
    matches_counted,
    matches_expected,
    extra_matches
from joined
