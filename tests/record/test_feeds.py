"""What is known of feeds is kept: who holds one, which entries are to be taken, how it is."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys

from brinkwatch.feeds import EntryKey, FeedState
from brinkwatch.record import feeds as kept
from brinkwatch.record.feeds import new_holder
from brinkwatch.record.store import Record

NOON = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
EVERY = dt.timedelta(minutes=15)
FEED = FeedState("https://ferry.example/rss", "Ferry Post")


def key(name: str, page: str | None = None) -> EntryKey:
    return EntryKey(name, page, page and f"https://ferry.example/{page}")


def holder(pid: int, host: str = socket.gethostname()) -> str:
    return f"{host}/{pid}/00"


def test_a_state_comes_back_as_it_was(record: Record) -> None:
    me = new_holder()
    assert record.feeds.hold(FEED, me, NOON, EVERY) == FEED
    state = FeedState(
        FEED.address, "Ferry Post", "https://new.example", '"e"', "Mon", NOON, NOON, NOON + EVERY, NOON, 2, "no", False
    )
    record.feeds.let_go(FEED.address, me, state)
    assert record.feeds.hold(FEED, me, NOON + EVERY, EVERY) == state
    assert [health.feed for health in record.feeds.health()] == [state]


def test_texts_that_no_database_takes_are_made_fit(record: Record) -> None:
    me = new_holder()
    record.feeds.hold(FEED, me, NOON, EVERY)
    record.feeds.let_go(FEED.address, me, FeedState(FEED.address, problem="half \ud800 and \0"))
    assert record.feeds.health()[0].feed.problem == "half ? and \N{REPLACEMENT CHARACTER}"


def test_who_is_alive_holds_a_feed_alone(record: Record) -> None:
    feeds, me, other = record.feeds, new_holder(), new_holder()
    assert feeds.hold(FEED, me, NOON, EVERY)
    assert feeds.hold(FEED, other, NOON, EVERY) is None
    feeds.let_go(FEED.address, other, FeedState(FEED.address, problem="not mine to tell"))
    assert feeds.health()[0].feed.problem is None
    assert feeds.hold(FEED, me, NOON, EVERY), "who holds it may go on"
    feeds.let_go(FEED.address, me)
    assert feeds.hold(FEED, other, NOON, EVERY)


def test_who_is_dead_or_silent_holds_nothing(record: Record) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    feeds, me = record.feeds, new_holder()
    assert feeds.hold(FEED, holder(ended.pid), NOON, EVERY)
    assert feeds.hold(FEED, holder(os.getpid()), NOON, EVERY), "its process has ended"
    assert feeds.hold(FEED, me, NOON + dt.timedelta(minutes=9), EVERY) is None
    assert feeds.hold(FEED, me, NOON + dt.timedelta(minutes=10), EVERY), "it has said nothing for too long"


def test_who_is_on_another_machine_is_not_asked_whether_it_lives(record: Record) -> None:
    feeds, me = record.feeds, new_holder()
    assert feeds.hold(FEED, holder(1, "elsewhere"), NOON, EVERY)
    assert feeds.hold(FEED, me, NOON - dt.timedelta(seconds=30), EVERY) is None, "clocks differ a little"
    assert feeds.hold(FEED, me, NOON - dt.timedelta(days=1), EVERY), "a clock that was set back frees it"


def test_a_hold_that_was_lost_is_noticed(record: Record) -> None:
    feeds, me, other = record.feeds, new_holder(), new_holder()
    feeds.hold(FEED, me, NOON, EVERY)
    feeds.plan(FEED.address, [key("a"), key("b")], NOON, EVERY)
    late = NOON + dt.timedelta(minutes=9)
    assert feeds.take(FEED.address, key("a"), "added", me, late)
    assert feeds.hold(FEED, other, NOON + dt.timedelta(minutes=11), EVERY) is None, "each entry prolongs it"
    assert feeds.hold(FEED, other, NOON + dt.timedelta(minutes=20), EVERY)
    assert not feeds.take(FEED.address, key("b"), "added", me, NOON + dt.timedelta(minutes=21))


def test_entries_are_taken_once_whatever_their_feed(record: Record) -> None:
    feeds, me = record.feeds, new_holder()
    other = FeedState("https://mail.example/rss")
    for feed in (FEED, other):
        feeds.hold(feed, me, NOON, EVERY)
    keys = [key("a", "1"), key("b", "2"), key("c")]
    assert feeds.plan(FEED.address, keys, NOON, EVERY).entries == tuple(keys)
    feeds.take(FEED.address, keys[0], "added", me, NOON)
    assert feeds.plan(FEED.address, keys, NOON, EVERY).entries == tuple(keys[1:])
    assert feeds.plan(other.address, [key("x", "1"), key("y", "2")], NOON, EVERY).entries == (key("y", "2"),)
    assert [(health.items, health.waiting, health.reports) for health in feeds.health()] == [(3, 2, 1), (2, 1, 0)]


def test_an_entry_that_was_refused_rests_longer_each_time(record: Record) -> None:
    feeds, me, now, minutes = record.feeds, new_holder(), NOON, 0
    feeds.hold(FEED, me, now, EVERY)
    feeds.plan(FEED.address, [key("a")], now, EVERY)
    rests = []
    for _ in range(kept.MOST_RETRIES):
        feeds.take(FEED.address, key("a"), "refused", me, now, "no text")
        minutes = 0
        while not (plan := feeds.plan(FEED.address, [key("a")], now, EVERY)).entries:
            assert plan.later == 1
            now, minutes = now + EVERY, minutes + 15
        rests.append(minutes)
    assert rests == [15, 60, 240]
    feeds.take(FEED.address, key("a"), "refused", me, now, "no text")
    assert feeds.plan(FEED.address, [key("a")], now + dt.timedelta(days=99), EVERY) == kept.Plan((), 0)


def test_many_entries_at_once(record: Record) -> None:
    keys = [key(f"e{n}", f"p{n}") for n in range(2 * kept._AT_ONCE + 1)]
    record.feeds.hold(FEED, new_holder(), NOON, EVERY)
    for _ in range(2):
        assert record.feeds.plan(FEED.address, keys, NOON, EVERY).entries == tuple(keys)
    assert record.feeds.health()[0].items == len(keys)
