# SPDX-License-Identifier: GPL-3.0-or-later
"""A long day: the same work again and again while responses come in, and a terminal that is never left alone. Memory
must not grow.

A check does a short day. Eight hours pass in ENDURANCE_ROUNDS=1920, a quarter of a minute a round; 10,000 sizes in
ENDURANCE_SIZES=10000.
"""
import os
import re
import signal

from clocks import Clock
from people import survey_named
from screen import SANITIZED, STORY_LIMIT, Failed, same, story, tell, true

ROUNDS = int(os.environ.get("ENDURANCE_ROUNDS", "60"))
SIZES = int(os.environ.get("ENDURANCE_SIZES", "300"))
SECONDS = 15  # that go by in a round
ANSWERED = 10  # a response comes in every so many rounds
GROWTH_KIB = (32 if SANITIZED else 3) * 1024  # a block and its shadow are larger there, and lie apart


def environment(stage):
    """Eight hours pass in minutes where the clock can be turned. A sanitizer keeps what was freed for a while, which
    would look like growth, so it is told to keep little."""
    clock = Clock(stage) if Clock.works() else None
    env = dict(clock.env) if clock else {}
    if SANITIZED:
        options = env.get("ASAN_OPTIONS", os.environ.get("ASAN_OPTIONS", ""))
        env["ASAN_OPTIONS"] = f"{options}:quarantine_size_mb=1:thread_local_quarantine_size_kb=64"
    return clock, env


def resident(program):
    with open(f"/proc/{program.process.pid}/status", encoding="utf-8") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    raise Failed("no VmRSS")


class Growth:
    """Memory after the first tenth, and what is more of it at the end."""

    def __init__(self, program, count, what):
        self.program, self.count, self.what = program, count, what
        self.early = max(count // 10, 10)
        self.before = 0

    def after(self, number):
        if number == self.early:
            self.before = resident(self.program)

    def tell(self):
        growth = resident(self.program) - self.before
        print(f"# {growth} KiB more after {self.what} {self.count} than after {self.early}, of {self.before}")
        true(growth < GROWTH_KIB, f"{growth} KiB more than after {self.what} {self.early}")


def day(program, number):
    """Look around, filter, edit and take it back, read a card, the log and the help."""
    def press(keys):
        program.keys(keys)
        program.wait_idle()

    press("2")
    press("G")
    press("g")
    press("j j s s")
    program.keys("/")
    program.type("ro")
    program.wait_idle()
    press("Esc")
    press("g j e Tab Tab")
    program.type(str(number % 10))
    press("Enter")
    program.wait_for("→")
    press("u")
    program.wait_for(" is .* again")
    press("Enter")
    press("Esc")
    press("L")
    press("Esc")
    press("?")
    press("Esc")
    press("r")


def watch(program, name):
    program.keys("3 g w")
    program.wait_for(f"4 Responses · {name} · [0-9]+ .* watching")
    program.wait_for("[0-9]{2}:[0-9]{2}:[0-9]{2} .*Q1 [0-9]")
    program.wait_idle()
    return int(re.search(f"4 Responses · {name} · ([0-9]+)", program.text()).group(1))


def answer(program, sandbox, survey, shown):
    """A response comes in, is told, and is read."""
    sandbox.post("/sandbox/response", survey["id"])
    program.wait_for(f"4 Responses · {survey['name']} · {shown:,} ")
    for keys in ("4 g Enter", "Esc"):
        program.keys(keys)
        program.wait_idle()


@story(f"{ROUNDS} rounds of the day's work take no more memory than the first ones")
def _(stage):
    signal.alarm(max(STORY_LIMIT, ROUNDS * 5))
    clock, env = environment(stage)
    sandbox = stage.sandbox("--contacts", "300", "--rate-limit", "0")
    survey = survey_named(sandbox, "Alumni voices")
    program = stage.canvass(sandbox, width=120, height=36, **env)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("@")
    shown = watch(program, survey["name"])
    growth = Growth(program, ROUNDS, "round")
    for number in range(ROUNDS):
        day(program, number)
        if number % ANSWERED == 0:
            shown += 1
            answer(program, sandbox, survey, shown)
        if clock:
            clock.pass_by(SECONDS, sandbox)
        growth.after(number)
    growth.tell()


@story(f"{SIZES} sizes of the terminal, and it is drawn right in the last one")
def _(stage):
    signal.alarm(max(STORY_LIMIT, SIZES))
    sandbox = stage.sandbox("--contacts", "300")
    program = stage.canvass(sandbox, width=120, height=36, **environment(stage)[1])
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("@")
    program.wait_idle()
    picture = program.lines()[2:]  # above stands what changes by itself: requests a minute, how much is loaded
    growth = Growth(program, SIZES, "size")
    for number in range(SIZES):
        program.resize(20 + number * 7 % 200, 3 + number * 5 % 70)
        if number % 25 == 0:
            program.wait_idle()
        growth.after(number)
    program.resize(120, 36)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("ada.rossi@")
    program.wait_for("3 Surveys")
    program.wait_idle()
    same(program.lines()[2:], picture, "the picture")
    growth.tell()


tell()
