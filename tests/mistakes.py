"""The text of a model in, the model or what is wrong with it out, for tests of the language."""

from __future__ import annotations

from engagemodel.errors import ModelError, Problem
from engagemodel.language import DEFAULT_LIMITS, Limits, load
from engagemodel.model import Model

HEADER = "engagemodel: 1\nname: Test\n"

# Every section and key of the language.
COMPLETE = """
state: plateau 1
as_of: 2026-03-31
currency: EUR
share_of: revenue
description: Everything once.
x-top: {a: [1, ~, true]}
data:
  customer: {name: Profile, about: customer, max_latency: 1h, for: org}
  order:
customer_types:
  t:
    share: 38%
    uses: [web, store]
    prefers: {buy: web, ask: [chat, store]}
    expects: {buy: quickly}
    promise: 99.9%
channels:
  web: {kind: web, serves: [buy], run_by: org, needs: [{any_of: [db, {all_of: [crm]}]}, crm], uses: crm}
  store: {listens: customer, run_by: [org]}
organizations:
  org: {function: business, head: CMO, needs: db, uses: [crm], acts_on: [customer], part_of: group}
  group: {}
platforms:
  db:
    kind: database
    owner: org
    cost: 240000
    control: partner
    availability: 0.995
    lifecycle: legacy
    end_of_life: 2028-12-31
    holds: {customer: copy, order: {role: master, key: [number, year], part: North}}
    url: https://example.org/x
    tags: [core, 2026]
    was: old-db
    replaces: [a, b]
    x-colour: blue
  crm: {holds: [customer, order], supports: sell, description: Keeps all}
flows:
  - {from: [db, crm], to: web, carries: order, latency: real-time, means: batch, owner: it,
     matched_by: number, both_ways: yes, cost: 1.5, control: external, name: N, x-a: b}
journeys:
  j:
    customer: t
    promise: 0.9
    steps:
      - {do: buy, via: web, writes: [order], name: Buy}
      - {do: ask, via: {any_of: [web, store]}, reads: order, within: 2w, x-screen: 7}
capabilities:
  sell: {level: 2, target: 4.5}
positions:
  - about: db.holds.customer
    says: {CMO: master, CIO: copy}
    decision: {is: copy, by: COO, date: 2026-04-02, why: So}
initiatives:
  two: {kind: transform, touches: [people, process], delivers: [db, "need:web->crm"], after: one,
        owners: {business: CMO, it: CIO}, start: 2026-06-01, months: 9, cost: 400000,
        objective: {measure: returns, from: 41%, to: 85%}}
  one: {kind: strategy}
readiness:
  strategy: {level: 2, evidence: Signed off}
  communication: {governance: yes}
benchmark: {board_understands: yes}
accept:
  - {rule: redundant-database, data: [order, customer], step: 2, reason: Funded, owner: CIO,
     until: 2026-09-30}
"""


def model(body: str, header: str = HEADER) -> Model:
    """Return the model that a header and a body state."""
    return load("-", stdin=(header + body).encode())


def problems(text: str | bytes, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Problem, ...]:
    """Return what is wrong with a text, nothing where it is a model."""
    data = text.encode() if isinstance(text, str) else text
    try:
        load("-", stdin=data, limits=limits)
    except ModelError as error:
        return error.problems
    return ()


def places(text: str | bytes) -> list[tuple[int, int, str]]:
    """Return line, column and message of everything that is wrong with a text."""
    return [(each.at.line, each.at.column, each.message) for each in problems(text) if each.at]


def only(body: str, header: str = HEADER) -> Problem:
    """Return the one thing that is wrong with a body; lines count from its first."""
    (problem,) = problems(header + body)
    assert problem.at is not None
    return Problem(
        problem.message,
        problem.at._replace(line=problem.at.line - header.count("\n")),
        problem.hint,
        problem.source,
        problem.trail,
        problem.related,
    )
