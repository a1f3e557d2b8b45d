"""The diagram of a failure in, the family of the minimal sets that cause it out.

A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering and System Safety 40(3),
1993.
"""

from __future__ import annotations

from engagemodel.analysis.decision import ALWAYS, NEVER, Diagram
from engagemodel.analysis.families import EMPTY, NONE, Families


def minimal(families: Families, diagram: Diagram, root: int) -> int:
    """Return the minimal sets of variables that make a monotone function true.

    Those of up to `families.order` variables. A set that needs a variable is minimal when what is
    left of it does the rest and no set does without that variable.

    Raises:
        TooLarge: The limit of the families is reached.
    """
    results: dict[tuple[int, float], int] = {}
    stack: list[tuple[int, float]] = []

    def known(function: int, most: float) -> int:
        if function == NEVER or most < 0:
            return NONE
        if function == ALWAYS:
            return EMPTY
        result = results.get((function, most), -1)
        if result < 0:
            stack.append((function, most))
        return result

    answer = known(root, families.order)
    while stack:
        function, most = stack[-1]
        lacking = known(diagram.low[function], most)
        having = known(diagram.high[function], most - 1)
        if lacking < 0 or having < 0:
            continue
        stack.pop()
        answer = families.family(
            diagram.level[function], lacking, families.without(having, lacking)
        )
        results[function, most] = answer
        families.keep()
    return answer
