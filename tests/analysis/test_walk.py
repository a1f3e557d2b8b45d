"""A journey step by step: what each step reads and writes, and what of it comes true."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
from analysis.case import case
from analysis.reading.judged import Troubles, blind_reads, lost_writes, overwritten
from analysis.reading.sets import ids_in
from analysis.reading.terms import Terms, verdict

from engagemodel.analysis.stages import Read, Walk
from engagemodel.analysis.walk import walk
from engagemodel.graph import Graphs
from engagemodel.language import load
from engagemodel.model import Journey

MODEL = load(str(Path(__file__).parents[1] / "journeys.yaml"))
NAMES = {"in time": "kept", "too long": "slow", "never": "broken", "unknown": "unknown"}


def walked(journey: str) -> Walk:
    return walk(Graphs(MODEL), MODEL.journeys[journey])


def read(journey: str, step: int, data: str) -> Read:
    [found] = [read for read in walked(journey).stages[step - 1].reads if read.data == data]
    return found


def test_a_handoff_is_kept_within_the_time_that_the_step_allows() -> None:
    found = read("handed", 2, "order")
    assert (found.verdict, found.from_step, found.writer) == ("kept", 1, "web")
    assert (found.at_least, found.at_most, found.limit) == (86400, 86400, 172800)
    assert (found.path, found.kept_in) == (("shop-db->till-db",), ("shop-db",))
    assert found.found_in == ("till-db",)


def test_a_handoff_is_slow_even_where_part_of_the_way_is_not_stated() -> None:
    found = read("handed", 3, "order")
    assert (found.verdict, found.at_least, found.at_most) == ("slow", 86400, None)
    assert found.path == ("shop-db->till-db", "till-db->desk")
    assert (found.worst, found.unstated) == ("shop-db->till-db", ("till-db->desk",))


def test_a_handoff_of_unstated_latency_is_unknown() -> None:
    found = read("untold", 2, "claim")
    assert (found.verdict, found.at_least, found.at_most, found.limit) == ("unknown", 0, None, 3600)
    assert walked("untold").stages[1].doubtful
    assert not walked("untold").stages[1].breaks


def test_a_broken_handoff_names_the_missing_line() -> None:
    found = read("handed", 3, "note")
    assert (found.verdict, found.missing) == ("broken", "shop-db->phone")
    assert (found.at_least, found.at_most, found.found_in) == (None, None, ())


def test_a_line_that_cannot_match_the_records_is_named() -> None:
    found = read("unmatched", 2, "order")
    assert (found.verdict, found.unmatched) == ("broken", "desk->till-db")
    assert found.missing == "desk->till-db"


def test_what_was_written_on_the_same_channel_is_at_hand() -> None:
    found = read("handed", 4, "note")
    assert (found.verdict, found.from_step, found.at_most) == ("here", 1, 0)


def test_what_nobody_wrote_is_as_old_as_the_way_from_its_master() -> None:
    found = read("handed", 1, "offer")
    assert (found.verdict, found.from_step) == ("known", None)
    assert (found.kept_in, found.found_in) == (("till-db",), ("shop-db",))
    assert (found.at_least, found.limit, found.path) == (3600, 900, ("till-db->shop-db",))


def test_what_is_lost_and_what_is_out_of_reach_break_a_step() -> None:
    buy, complain, ask = walked("lost").stages
    assert [(read.channel, read.verdict) for read in buy.reads] == [
        ("store", "out of reach"),
        ("web", "out of reach"),
    ]
    assert [read.missing for read in buy.reads] == ["archive->store", "archive->web"]
    assert {write.verdict for write in buy.writes} == {"lost"}
    assert [(write.verdict, write.landing) for write in complain.writes] == [
        ("overwritten", ("desk-copy",))
    ]
    assert len(ask.reads) == 6
    assert {(read.verdict, read.at_least) for read in ask.reads} == {("lost", None)}
    assert all(stage.breaks for stage in (buy, complain, ask))


def test_behind_a_step_stand_what_it_needs_and_where_its_data_is() -> None:
    buy = walked("lost").stages[0]
    assert (buy.channels, buy.organizations) == (("store", "web"), ("online", "shops"))
    assert buy.platforms == ("card", "shop-db", "till-db", "tills", "wallet")
    assert walked("lost").stages[1].platforms == ("desk-copy",)


def test_a_journey_may_have_no_steps_and_steps_no_data() -> None:
    assert walked("empty").stages == ()
    assert [stage.reads + stage.writes for stage in walked("plain").stages] == [(), ()]


Site = tuple[str, int, str, str]


def sites(troubles: Troubles) -> set[Site]:
    """Return journey, step, data and channel of each trouble."""
    return {(id, step, data, c) for id, step, data, channels in troubles for c in channels}


def pairs(journey: Journey, number: int) -> set[tuple[str, str | None, str]]:
    """Return what a step reads: data, each channel that it was last written on, each it is read on."""
    step, earlier = journey.steps[number], journey.steps[:number]
    found = set()
    for data in step.reads:
        last = [set(ids_in(one.via)) for one in earlier if data in one.writes]
        writers: set[str | None] = {*last[-1]} if last else {None}
        found |= {(data, writer, reader) for writer in writers for reader in ids_in(step.via)}
    return found


def expected(terms: Terms, found: Read, blind: bool) -> str:
    """Return the verdict on a reading, by the definitions."""
    if found.writer is None:
        return "out of reach" if blind else "known"
    kept = terms.landing(found.writer, found.data)
    assert set(found.kept_in) == kept
    if found.writer == found.channel or not kept:
        return "here" if kept else "lost"
    least, most = terms.fastest(kept, terms.sights[found.channel], found.data)
    assert found.at_least == (None if least == inf else least)
    assert found.at_most == (None if most == inf else most)
    return NAMES[verdict(least, most, found.limit)]


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_random_models_are_read_as_the_definitions_say(start: int) -> None:
    steps = 0
    for seed in range(start, start + 60):
        terms = case(seed).terms
        blind = sites(blind_reads(terms))
        for id, journey in case(seed).model.journeys.items():
            for number, stage in enumerate(walk(case(seed).graphs, journey).stages):
                reads = {(read.data, read.writer, read.channel) for read in stage.reads}
                assert reads == pairs(journey, number)
                for read in stage.reads:
                    unseen = (id, number, read.data, read.channel) in blind
                    assert read.verdict == expected(terms, read, unseen)
                steps += 1
    assert steps > 60


@pytest.mark.parametrize("start", range(0, 300, 60))
def test_random_models_are_written_as_the_definitions_say(start: int) -> None:
    for seed in range(start, start + 60):
        terms = case(seed).terms
        lost, late = sites(lost_writes(terms)), sites(overwritten(terms))
        for id, journey in case(seed).model.journeys.items():
            for number, stage in enumerate(walk(case(seed).graphs, journey).stages):
                written = {(w.data, w.channel) for w in stage.writes}
                assert written == {
                    (data, c) for data in stage.step.writes for c in ids_in(stage.step.via)
                }
                for write in stage.writes:
                    site = (id, number, write.data, write.channel)
                    assert set(write.landing) == terms.landing(write.channel, write.data)
                    assert (write.verdict == "lost") == (site in lost)
                    assert (write.verdict == "overwritten") == (site in late)
