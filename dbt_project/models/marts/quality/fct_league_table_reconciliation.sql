with

rows as (
    select
        league_table_id,
        count(*) as row_count,
        count(*) filter (where row_status in ('agrees', 'differs')) as rows_compared,
        count(*) filter (where row_status = 'agrees') as rows_agreeing,
        count(*) filter (where played_residual != 0) as rows_with_other_played,
        bool_and(coalesce(played_residual, 0) >= 0) as is_no_row_short,
        string_agg(
            concat(team, ' (line ', line_start, '): ', differences), '. ' order by row_no
        ) filter (where differences != '') as differing_rows
    from {{ ref('int_standings_comparison') }}
    group by league_table_id
),

orders as (
    select
        league_table_id,
        list(system order by system) filter (where verdict = 'consistent')
            as order_consistent_with,
        list(system order by system) filter (where verdict = 'contradicts')
            as order_contradicts,
        list(system order by system) filter (where verdict = 'undetermined')
            as order_undetermined_for
    from {{ ref('int_order_checks') }}
    group by league_table_id
),

systems_asked as (
    select
        league_table_id,
        count(*) as system_count
    from {{ ref('int_order_checks') }}
    group by league_table_id
),

pairs_left_level as (
    select
        league_table_id,
        unnest(inseparable_pairs) as pair
    from {{ ref('int_order_checks') }}
),

-- What no system separates, no statistic separates.
pairs_no_system_separates as (
    select
        pairs.league_table_id,
        pairs.pair
    from pairs_left_level as pairs
    inner join systems_asked on pairs.league_table_id = systems_asked.league_table_id
    group by pairs.league_table_id, pairs.pair, systems_asked.system_count
    having count(*) = systems_asked.system_count
),

undetermined as (
    select
        league_table_id,
        list(pair order by pair) as undetermined_pairs
    from pairs_no_system_separates
    group by league_table_id
),

joined as (
    select
        tables.league_table_id,
        tables.page_id,
        tables.section_path,
        tables.transcluded_from,
        tables.line_start,
        tables.line_end,
        coalesce(rows.row_count, 0) as row_count,
        coalesce(rows.rows_compared, 0) as rows_compared,
        coalesce(rows.rows_agreeing, 0) as rows_agreeing,
        coalesce(rows.rows_with_other_played, 0) as rows_with_other_played,
        coalesce(rows.is_no_row_short, true) as is_no_row_short,
        rows.differing_rows,
        coalesce(facts.matches_counted, 0) as matches_counted,
        coalesce(facts.extra_matches, 0) as extra_matches,
        facts.matches_expected,
        coalesce(facts.is_supported_style, false) as is_supported_style,
        coalesce(facts.is_generated_from_matches, false) as is_generated_from_matches,
        coalesce(facts.is_all_zero, false) as is_all_zero,
        coalesce(facts.is_self_contradictory, false) as is_self_contradictory,
        facts.sum_wins,
        facts.sum_draws,
        facts.sum_losses,
        facts.sum_goals_for,
        facts.sum_goals_against,
        coalesce(orders.order_consistent_with, []) as order_consistent_with,
        coalesce(orders.order_contradicts, []) as order_contradicts,
        coalesce(orders.order_undetermined_for, []) as order_undetermined_for,
        coalesce(undetermined.undetermined_pairs, []) as undetermined_pairs,
        coalesce(accepted.is_accepted, false) as is_accepted,
        accepted.reasons,
        diagnoses.outcome,
        diagnoses.suggestion
    from {{ ref('dim_league_tables') }} as tables
    left join rows on tables.league_table_id = rows.league_table_id
    left join {{ ref('int_league_table_facts') }} as facts
        on tables.league_table_id = facts.league_table_id
    left join orders on tables.league_table_id = orders.league_table_id
    left join undetermined on tables.league_table_id = undetermined.league_table_id
    left join {{ ref('int_accepted_discrepancies') }} as accepted
        on tables.league_table_id = accepted.league_table_id
    left join {{ ref('int_diagnoses') }} as diagnoses
        on tables.league_table_id = diagnoses.league_table_id
),

judged as (
    select
        *,
        case
            when is_accepted then 'accepted'
            when not is_supported_style then 'unsupported_style'
            when is_generated_from_matches then 'derived_from_matches'
            when is_all_zero and matches_counted = 0 then 'not_recorded'
            -- What matches alone explain, such as a double defeat, contradicts nothing.
            when is_self_contradictory and coalesce(outcome, '') not in ('explained', 'ambiguous')
                then 'self_contradictory'
            when matches_counted = 0 then 'no_matches'
            when rows_agreeing = row_count and not is_self_contradictory then 'reconciled'
            when outcome = 'explained' then 'differs_explained'
            when outcome = 'ambiguous' then 'differs_ambiguous'
            when rows_with_other_played * 2 > row_count then 'scope_mismatch'
            when
                rows_with_other_played > 0
                and is_no_row_short
                and matches_counted < coalesce(matches_expected, matches_counted + 1)
                then 'partial_matches'
            else 'differs_unexplained'
        end as status
    from joined
),

named as (
    select
        *,
        concat(
            'Table ''', coalesce(nullif(section_path, ''), 'in the lead'), ''' (lines ',
            line_start, '–', line_end, ' of ' || transcluded_from, ')'
        ) as table_name
    from judged
)

select
    league_table_id,
    page_id,
    status,
    row_count,
    rows_compared,
    rows_agreeing,
    matches_counted,
    matches_expected,
    extra_matches,
    order_consistent_with,
    order_contradicts,
    order_undetermined_for,
    undetermined_pairs,
    case status
        when 'reconciled'
            then
                concat(
                    table_name, ': all figures of all ', row_count, ' rows agree with ',
                    matches_counted, ' matches',
                    case
                        when extra_matches = 1 then '; 1 extra match is left out'
                        when extra_matches > 1
                            then concat('; ', extra_matches, ' extra matches are left out')
                    end,
                    '.'
                )
        when 'not_recorded'
            then
                concat(
                    table_name, ': every figure is zero or missing and no match is on the page; ',
                    'the results are unknown, not nil.'
                )
        when 'accepted'
            then concat(table_name, ' differs as reviewed. ', reasons, ' ', differing_rows, '.')
        when 'no_matches'
            then concat(table_name, ': the page has no match between its clubs.')
        when 'unsupported_style'
            then concat(table_name, ': its style is not one whose points can be computed.')
        when 'derived_from_matches'
            then
                concat(
                    table_name, ': the wiki computes it from the match list; there is no ',
                    'second witness to compare with.'
                )
        when 'self_contradictory'
            then
                concat(
                    table_name, ' contradicts itself: wins ', sum_wins, ', losses ', sum_losses,
                    ', draws ', sum_draws, ', goals for ', sum_goals_for, ', goals against ',
                    sum_goals_against, '.',
                    case when differing_rows is not null then concat(' ', differing_rows, '.') end,
                    ' ' || suggestion
                )
        when 'scope_mismatch'
            then
                concat(
                    table_name, ': ', rows_with_other_played, ' of ', row_count,
                    ' rows have another number of matches than the page lists (',
                    matches_counted, ' found', ', ' || matches_expected || ' expected',
                    '); goals are not compared.',
                    ' ' || suggestion
                )
        when 'partial_matches'
            then
                concat(
                    table_name, ': ', matches_counted, ' matches are on the page, ',
                    matches_expected, ' are expected. ', differing_rows, '.', ' ' || suggestion
                )
        else
            concat(
                table_name, ': ', row_count - rows_agreeing, ' of ', row_count,
                ' rows do not agree with their matches. ', differing_rows, '.',
                ' ' || suggestion
            )
    end as explanation,
    line_start,
    line_end
from named
