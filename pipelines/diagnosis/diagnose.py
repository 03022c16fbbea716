"""The diagnosis of one table, layer by layer (DOMAIN §5.4). It suggests; it changes nothing."""

from collections.abc import Sequence

from pipelines.diagnosis.checks import check_case
from pipelines.diagnosis.finding import Finding, explanation, number
from pipelines.diagnosis.gates import ground_note, not_comparable, out_of_scope, surplus
from pipelines.diagnosis.ledger import POINTS, Ledger
from pipelines.diagnosis.mending import is_mended, mended_ledger
from pipelines.diagnosis.model import Cause, Diagnosis, Explanation, Outcome, Side, TableCase
from pipelines.diagnosis.move import Move
from pipelines.diagnosis.points import Reading, order_denies, readings
from pipelines.diagnosis.ranking import equally_small
from pipelines.diagnosis.search import MOST_EDITS, Search, SearchStoppedError
from pipelines.diagnosis.self_check import self_check_findings
from pipelines.diagnosis.sentences import part_of
from pipelines.diagnosis.whole_table import whole_table_findings

LIMIT = 200_000
MOST_ROWS_REWRITTEN = 2
REMOVALS = (Cause.DOUBLED_MATCH, Cause.EXTRA_MATCH_COUNTED)
ADJUSTMENTS = {Cause.DEDUCTION, Cause.BONUS}
FIXTURE_CAUSES = (
    *REMOVALS,
    Cause.MISSING_MATCH,
    Cause.WRONG_CLUB,
    Cause.EXTRA_MATCH_LEFT_OUT,
)


def diagnose(case: TableCase, *, limit: int = LIMIT) -> Diagnosis:
    """Which smallest edits would make the table and its matches agree.

    Takes a table with its matches, and how many edits the search may try. Returns the outcome
    with every equally small explanation (``ranking`` says what that means, ``search`` which sets of
    edits are tried); the same case always gives the same diagnosis. Raises ``ValueError``, naming
    the field, for a case that cannot be (negative goals, an id that occurs twice).
    """
    check_case(case)
    ledger = Ledger(case)
    excess = surplus(ledger)
    reason = not_comparable(ledger)
    if reason:
        found = _explanations(self_check_findings(ledger), ledger)
        return Diagnosis(_without_matches(found, excess), tuple(found), reason, excess)
    if not ledger.residuals():
        return Diagnosis("agrees", note=ground_note(ledger), surplus=excess)
    guard = out_of_scope(ledger)
    note = f"no set of up to {MOST_EDITS} edits that was tried makes all rows agree"
    try:
        findings = [finding for way in readings(case) for finding in _findings(way, limit)]
    except SearchStoppedError as stop:
        findings, note = [], str(stop)
    if guard:
        findings = _beyond_doubt(findings, ledger)
    if findings:
        found = _explanations(findings, ledger)
        return Diagnosis(_outcome(found, excess), tuple(found), surplus=excess)
    if guard:
        return Diagnosis("not_comparable", note=guard)
    return Diagnosis(_unless(excess, "unexplained"), note=note, surplus=excess)


def _without_matches(found: Sequence[Explanation], excess: tuple[str, ...]) -> Outcome:
    """A row that does not add up contradicts itself, unless its points may be adjusted."""
    causes = {edit.cause for e in found for edit in e.edits}
    if excess or (found and not causes & ADJUSTMENTS):
        return "self_contradictory"
    return _outcome(found, excess) if found else "not_comparable"


def _unless(excess: tuple[str, ...], outcome: Outcome) -> Outcome:
    return "self_contradictory" if excess else outcome


def _outcome(found: Sequence[Explanation], excess: tuple[str, ...]) -> Outcome:
    """A table whose sums cannot be true contradicts itself, unless matches alone explain it.

    A double defeat does: it gives two losses and no win.
    """
    if excess and any(e.accuses != "matches" for e in found):
        return "self_contradictory"
    return "explained" if len(found) == 1 else "ambiguous"


def _explanations(findings: Sequence[Finding], ledger: Ledger) -> list[Explanation]:
    if not findings:
        return []
    least = min(finding.size for finding in findings)
    compared = sum(any(mask) for mask in ledger.masks)
    rows = "the one row" if compared == 1 else f"all {number(compared)} rows"
    would = f"{rows} would agree" if ledger.plays else f"{rows} would add up"
    return equally_small([explanation(f, would) for f in findings if f.size == least])


def _findings(way: Reading, limit: int) -> list[Finding]:
    """What explains the case as one reading of its points has it, that reading included."""
    ledger = Ledger(way.case)
    base = len(way.parts)
    residuals = ledger.residuals()
    if not residuals:
        return [Finding(way.parts, base, "table")]
    found = whole_table_findings(ledger)
    sets = Search(ledger, residuals, limit).smallest(1 if found else MOST_EDITS)
    found = _the_nearer(found, _of_moves(ledger, sets))
    if not way.parts:
        return found
    return [
        Finding((*way.parts, *f.parts), base + f.size, "both", f.misfit, f.clashes, f.rank, f.finer)
        for f in found
    ]


def _the_nearer(whole: list[Finding], single: list[Finding]) -> list[Finding]:
    """All findings; of one match after which a table was not renewed the match itself is told."""
    if any([p.edit.cause for p in f.parts] == [Cause.MATCH_NOT_IN_TABLE] for f in single):
        whole = [f for f in whole if f.parts[0].edit.cause is not Cause.TABLE_AS_OF]
    return [*whole, *single]


def _of_moves(ledger: Ledger, sets: Sequence[tuple[Move, ...]]) -> list[Finding]:
    """Sets of edits as findings: proved by counting anew, one for each change of the page."""
    baseline = ledger.misfit(), ledger.clashes()
    unique: dict[object, Finding] = {}
    for moves in sets:
        if not _is_sensible(ledger, moves):
            continue
        mended = mended_ledger(ledger, moves)
        if not is_mended(mended, moves):
            continue
        touched = any(move.cause in FIXTURE_CAUSES for move in moves)
        misfit, clashes = (mended.misfit(), mended.clashes()) if touched else baseline
        ordered = sorted(moves, key=lambda move: (move.match is None, move.match, move.row or 0))
        finding = Finding(
            tuple(part_of(ledger, move) for move in ordered),
            sum(move.size for move in moves),
            _accused(moves),
            misfit,
            clashes,
            max(move.rank for move in moves),
            sum(move.finer for move in moves),
        )
        key = frozenset(_change(ledger, move) for move in moves)
        known = unique.get(key)
        if known is None or _precedes(finding, known):
            unique[key] = finding
    return list(unique.values())


def _is_sensible(ledger: Ledger, moves: Sequence[Move]) -> bool:
    """Not more rewritten rows than can be slips; no slip where the order shows a deduction."""
    rewritten = sum(move.size > 1 for move in moves)
    slips = [move for move in moves if move.cause is Cause.TABLE_CELL]
    return rewritten <= MOST_ROWS_REWRITTEN and not any(_is_denied(ledger.case, m) for m in slips)


def _is_denied(case: TableCase, slip: Move) -> bool:
    """Whether the order of the rows refutes a slip, which it does for points only."""
    figure, value = slip.figures[0]
    if figure != POINTS or slip.row is None:
        return False
    row = case.rows[slip.row]
    return order_denies(case, slip.row, value + row.adjustment + row.start_points)


def _accused(moves: Sequence[Move]) -> Side:
    sides = {move.on_table for move in moves}
    if len(sides) > 1:
        return "both"
    return "table" if sides.pop() else "matches"


def _change(ledger: Ledger, move: Move) -> object:
    """The change of the page, alike for either of two listings of one match."""
    if move.cause in REMOVALS and move.match is not None:
        match = ledger.case.matches[move.match]
        clubs = match.home_team_id, match.away_team_id
        return "removed", clubs, match.home_goals, match.away_goals
    return move.identity


def _precedes(finding: Finding, known: Finding) -> bool:
    """Of two listings of one match the worse placed one goes, else the later one."""
    if finding.cost != known.cost:
        return finding.cost < known.cost
    return _lines(finding) > _lines(known)


def _lines(finding: Finding) -> list[int]:
    return [part.edit.line_start or 0 for part in finding.parts]


def _beyond_doubt(findings: Sequence[Finding], ledger: Ledger) -> list[Finding]:
    """What may explain a table most of whose rows have another number of matches.

    Listed matches that these rows lack do, if no others would and nothing else as small.
    """
    found = _explanations(findings, ledger)
    causes = {edit.cause for explanation in found for edit in explanation.edits}
    if len(found) == 1 and causes == {Cause.MATCH_NOT_IN_TABLE}:
        return list(findings)
    return [finding for finding in findings if _completes(finding, ledger)]


def _completes(finding: Finding, ledger: Ledger) -> bool:
    """Whether the fixture list confirms an explanation that changes many numbers of matches."""
    whole = {Cause.TABLE_AS_OF, Cause.ANNULLED_CLUB, Cause.UNRESOLVED_NAME}
    if any(part.edit.cause in whole for part in finding.parts):
        return True
    return ledger.meetings is not None and finding.misfit == 0
