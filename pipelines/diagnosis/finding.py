"""A finding: edits with their clauses, before it is known which findings are equally small."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.diagnosis.model import Cost, Edit, Explanation, Side

# Zero to twelve; larger numbers are written in digits.
WORDS = "no one two three four five six seven eight nine ten eleven twelve"
NUMBERS = tuple(WORDS.split(" "))


@dataclass(frozen=True)
class Part:
    """One edit, and the clause that says it: what would have to be otherwise."""

    edit: Edit
    clause: str


@dataclass(frozen=True)
class Finding:
    """Edits that together annul every residual, with what ranks them."""

    parts: tuple[Part, ...]
    size: int
    accuses: Side
    misfit: int = 0
    clashes: int = 0
    rank: int = 0
    finer: int = 0

    @property
    def cost(self) -> Cost:
        """What orders findings, least first; see ``ranking``."""
        return self.size, self.misfit, self.clashes, self.rank, self.finer


def explanation(finding: Finding, outcome: str) -> Explanation:
    """The finding as a public explanation; ``outcome`` says what would be so after the edits."""
    clauses = joined([part.clause for part in finding.parts])
    return Explanation(
        edits=tuple(part.edit for part in finding.parts),
        cost=finding.cost,
        sentence=f"If {clauses}, {outcome}.",
        accuses=finding.accuses,
    )


def joined(clauses: Sequence[str]) -> str:
    """Clauses as one: ``a``, ``a and b``, ``a, b and c``."""
    if len(clauses) < 2:
        return "".join(clauses)
    return f"{', '.join(clauses[:-1])} and {clauses[-1]}"


def number(value: int) -> str:
    """A count as a word up to twelve, else in digits."""
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else str(value)


def counted(value: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: ``one match``, ``three matches``."""
    return f"{number(value)} {singular if value == 1 else plural or singular + 's'}"
