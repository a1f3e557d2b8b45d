"""What reading a model may cost at most, by name, and how much of it is spent."""

from __future__ import annotations

from dataclasses import dataclass

from engagemodel.errors import ArgumentError, Problem

MIB = 1024 * 1024
DEEPEST = 200  # what is nested is walked by recursion, for which Python has some 1,000 levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a model may ask for before it is refused.

    `depth` counts nested collections, `values` every key and value of all files with aliases
    expanded, `expanded` those that came from aliases alone, `file_bytes` and `total_bytes` the
    size of one file and of all, `include_depth` how deep includes nest, `names` the directory
    entries that the globs of a model may look at, `mistakes` how many are collected before the rest
    is not read, `git_seconds` how long git may take to read the files of a revision.

    Raises:
        ArgumentError: `depth` is more than any reader can bear.
    """

    depth: int = 64
    values: int = 10_000_000
    expanded: int = 1_000_000
    file_bytes: int = 32 * MIB
    total_bytes: int = 256 * MIB
    files: int = 5_000
    include_depth: int = 32
    names: int = 100_000
    mistakes: int = 100_000
    git_seconds: int = 60

    def __post_init__(self) -> None:
        if self.depth > DEEPEST:
            raise ArgumentError(Problem(f"the limit 'depth' goes up to {DEEPEST}"))


DEFAULT_LIMITS = Limits()


@dataclass(slots=True)
class Spent:
    """What one load has used up of its limits so far."""

    limits: Limits
    values: int = 0
    expanded: int = 0
    bytes: int = 0
    files: int = 0
    names: int = 0


def size(count: int) -> str:
    """Return a number of bytes as people write it (``32 MiB``)."""
    return f"{count // MIB} MiB" if count % MIB == 0 and count else f"{count:,} bytes"


def remedy(name: str) -> str:
    """Return the hint that says how a limit is raised on the command line."""
    return f"raise it with --limit {name.replace('_', '-')}=NUMBER, if the model can be trusted"
