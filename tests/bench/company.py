"""A size and a seed in, a model of that many elements out, with names as a company has them.

An insurer whose lines of business each built their own channels, departments, applications and
databases; some lines lead across. `grown` is the same company after a programme of changes.
"""

from __future__ import annotations

import random
from typing import Any, TypeAlias

import yaml

Entry: TypeAlias = dict[str, Any]
Sections: TypeAlias = dict[str, dict[str, Entry]]

BUSINESS = (
    "Household",
    "Commercial",
    "Private client",
    "Motor",
    "Travel",
    "Health",
    "Farming",
    "Pensions",
)
REGIONS = ("", "Northern ", "Southern ", "Overseas ")
CUSTOMERS = ("customers", "brokers", "newcomers")
CHANNELS = {
    "web shop": "web", "call centre": "phone", "branches": "store", "app": "app",
    "e-mail desk": "email", "live chat": "chat", "partner portal": "web", "field visits": "store",
}  # fmt: skip
DEPARTMENTS = ("sales", "claims", "service desk", "underwriting", "marketing")
APPLICATIONS = (
    "policy system", "claims system", "CRM", "quotation engine",
    "case desk", "campaign tool", "document service", "broker desktop",
)  # fmt: skip
DATABASES = ("customer base", "policy register", "contact history", "claims archive", "warehouse")
SHARES = {"customer_types": 0.08, "channels": 0.16, "organizations": 0.18, "databases": 0.2}
DATA = ("customer", "policy", "claim", "feedback")
OCCASIONS = ("learn", "buy", "ask", "claim")
LATENCIES = ("real-time", "5m", "1h", "24h")
NEAR = 0.78  # share of lines that stay within a line of business


class Company:
    """A company as plain data: its sections and its flows."""

    def __init__(self, elements: int, seed: int) -> None:
        if not 10 <= elements <= 600:
            raise ValueError("a company has 10 to 600 elements")
        self.rng = random.Random(seed)
        self.lines = min(len(BUSINESS), max(2, elements // 16))
        counts = {kind: max(2, round(elements * share)) for kind, share in SHARES.items()}
        self.ids = {
            "customer_types": self._ids(counts["customer_types"], CUSTOMERS),
            "channels": self._ids(counts["channels"], tuple(CHANNELS)),
            "organizations": self._ids(counts["organizations"], DEPARTMENTS),
            "applications": self._ids(elements - sum(counts.values()), APPLICATIONS),
            "databases": self._ids(counts["databases"], DATABASES),
        }
        self.sections: Sections = {
            "data": {id: {"name": id.capitalize()} for id in DATA},
            **{name: {} for name in ("customer_types", "channels", "organizations", "platforms")},
        }
        self._customers()
        self._channels()
        self._departments()
        self._platforms()
        self.flows = self._flows(elements // 7)
        self.sections["journeys"] = self._journeys()

    def _ids(self, count: int, words: tuple[str, ...]) -> list[tuple[str, str, int]]:
        """Return ids with their names and lines of business, the most usual words first."""
        found = []
        for number in range(count):
            round_, line = divmod(number, self.lines)
            region, word = divmod(round_, len(words))
            name = f"{REGIONS[region]}{BUSINESS[line]} {words[word]}"
            found.append((name.lower().replace(" ", "-"), name, line))
        return found

    def _some(self, kind: str, line: int, most: int) -> list[str]:
        """Return one to `most` ids of a kind, mostly of a line of business."""
        near = [id for id, _, home in self.ids[kind] if home == line]
        every = [id for id, *_ in self.ids[kind]]
        wanted = self.rng.randint(1, most)
        picked = [
            self.rng.choice(near if near and self.rng.random() < NEAR else every)
            for _ in range(wanted)
        ]
        return list(dict.fromkeys(picked))

    def _customers(self) -> None:
        share = round(1 / len(self.ids["customer_types"]), 4)
        for id, name, line in self.ids["customer_types"]:
            uses = self._some("channels", line, 5)
            self.sections["customer_types"][id] = {
                "name": name, "share": share, "uses": uses, "prefers": {"buy": [uses[0]]},
            }  # fmt: skip

    def _channels(self) -> None:
        for id, name, line in self.ids["channels"]:
            word = next(word for word in CHANNELS if name.endswith(word))
            self.sections["channels"][id] = {
                "name": name,
                "kind": CHANNELS[word],
                "serves": sorted(self.rng.sample(OCCASIONS, 2)),
                "run_by": self._some("organizations", line, 1),
                "needs": self._some("applications", line, 2),
            }

    def _departments(self) -> None:
        for id, name, line in self.ids["organizations"]:
            self.sections["organizations"][id] = {
                "name": name,
                "head": f"Director {BUSINESS[line]}",
                "uses": self._some("applications", line, 2),
            }

    def _platforms(self) -> None:
        for id, name, line in self.ids["applications"]:
            self.sections["platforms"][id] = {
                "name": name,
                "kind": "service" if name.endswith("service") else "application",
                "cost": self.rng.randrange(4, 90) * 10_000,
                "needs": self._some("databases", line, 2),
            }
        for id, name, _ in self.ids["databases"]:
            facts = sorted(self.rng.sample(DATA, 1 + ("customer" in name)))
            self.sections["platforms"][id] = {
                "name": name,
                "kind": "database",
                "cost": self.rng.randrange(2, 40) * 10_000,
                "holds": {fact: {"role": "master", "key": "customer number"} for fact in facts},
            }

    def _flows(self, count: int) -> list[Entry]:
        pairs: dict[tuple[str, str], Entry] = {}
        while len(pairs) < count:
            source, _, line = self.rng.choice(self.ids["applications"] + self.ids["databases"])
            target = self._some("databases", line, 1)[0]
            latency = self.rng.choice(LATENCIES)
            if source != target:
                pairs[source, target] = {
                    "from": source, "to": target, "carries": [self.rng.choice(DATA)],
                    **({"latency": latency} if self.rng.random() < 0.7 else {}),
                }  # fmt: skip
        return list(pairs.values())

    def _journeys(self) -> dict[str, Entry]:
        found = {}
        for id, name, _ in self.ids["customer_types"]:
            uses = self.sections["customer_types"][id]["uses"]
            found[f"claim-of-{id}"] = {
                "name": f"{name} claim",
                "customer": id,
                "steps": [
                    {"do": "buy", "via": uses[0], "writes": ["policy"]},
                    {"do": "claim", "via": uses[-1], "reads": ["policy"], "within": "1h"},
                ],
            }
        return found


def company(elements: int, seed: int) -> str:
    """Return a model of that many elements (10 to 600) as YAML."""
    made = Company(elements, seed)
    return _written("Meridian Insurance, as we are today", "as-is", made.sections, made.flows)


def grown(elements: int, seed: int) -> str:
    """Return the same company later: merged databases, renamed, retired and new parts.

    Customer bases become one, an application of each ten goes, one is renamed, channels and an
    application are new, flows are faster.
    """
    made, rng = Company(elements, seed), random.Random(seed + 1)
    platforms = made.sections["platforms"]
    bases = [id for id, name, _ in made.ids["databases"] if name.endswith("customer base")][:3]
    applications = [id for id, *_ in made.ids["applications"]]
    gone = rng.sample(applications, max(1, len(applications) // 10))
    renamed = rng.choice([id for id in applications if id not in gone])
    new = {**dict.fromkeys(bases, "customer-hub"), renamed: f"{renamed}-cloud"}
    sections = {
        section: {
            new.get(id, id): _after(entry, new, gone)
            for id, entry in entries.items()
            if id not in gone
        }
        for section, entries in made.sections.items()
    }
    sections["platforms"]["customer-hub"] |= {"name": "Customer hub", "replaces": bases}
    sections["platforms"][f"{renamed}-cloud"] |= {
        "name": f"{platforms[renamed]['name']} (cloud)", "was": renamed,
    }  # fmt: skip
    sections["platforms"]["assistant"] = {"name": "Service assistant", "needs": ["customer-hub"]}
    desk = next(iter(sections["organizations"]))
    for id, name in (("video", "Video advice"), ("messenger", "Messenger")):
        sections["channels"][id] = {
            "name": name, "kind": "chat", "run_by": desk, "needs": ["assistant"],
        }  # fmt: skip
        for customer in rng.sample(sorted(sections["customer_types"]), 2):
            sections["customer_types"][customer]["uses"].append(id)
    flows = [
        {**_after(flow, new, gone), "latency": "1m"}
        for flow in made.flows
        if new.get(flow["from"], flow["from"]) != new.get(flow["to"], flow["to"])
        and not {flow["from"], flow["to"]} & {*gone}
    ]
    return _written("Meridian Insurance, after the programme", "future", sections, flows)


def _after(value: Any, new: dict[str, str], gone: list[str]) -> Any:
    """Return a value with old ids replaced and those that are gone left out."""
    if isinstance(value, dict):
        return {key: _after(item, new, gone) for key, item in value.items()}
    if isinstance(value, list):
        kept = [_after(item, new, gone) for item in value if not _is_in(item, gone)]
        return list(dict.fromkeys(kept)) if all(isinstance(item, str) for item in kept) else kept
    return new.get(value, value) if isinstance(value, str) else value


def _is_in(item: Any, gone: list[str]) -> bool:
    return isinstance(item, str) and item in gone


def _written(name: str, state: str, sections: Sections, flows: list[Entry]) -> str:
    model = {"engagemodel": 1, "name": name, "state": state, "currency": "EUR", **sections}
    return yaml.safe_dump({**model, "flows": flows}, sort_keys=False, allow_unicode=True)
