# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks that are set while the program runs, and a machine that sleeps: nothing leaves early, late or twice, and
nothing waits for ever."""
import re
import time

from clocks import Clock
from launching import confirm, opened, recipients, to_review
from people import contacts_of, journal, survey_named
from screen import same, story, tell, true

HOUR = 3600


def clock_story(name):
    return story(name) if Clock.works() else lambda function: function


def left(program):
    """The seconds that the line at the top counts down."""
    program.wait_for("leaves in [0-9]+:[0-9]+", slice(0, 1))
    minutes, seconds = re.search("leaves in ([0-9]+):([0-9]+)", program.lines()[0]).groups()
    return int(minutes) * 60 + int(seconds)


def launched(stage, *options):
    clock = Clock(stage)
    sandbox, program = opened(stage, *options, **clock.env)
    to_review(program)
    number = confirm(program)
    program.wait_for("leaves in", slice(0, 1))
    return clock, sandbox, program, number


@clock_story("the clock on the wall is set back and forward: a launch is counted down as before, and called back")
def _(stage):
    clock, sandbox, program, _ = launched(stage)
    before = left(program)
    for jump in (8 * HOUR, -20 * HOUR):
        clock.set(jump)
        program.keys("C-l")
        program.wait_idle()
        true(0 <= before - left(program) < 120, f"{left(program)} s left of {before}")
    program.keys("u")
    program.gone("leaves in")
    sandbox.advance(900)
    same(len(sandbox.mails()), 0, "mails")


@clock_story("a launch after the clock was set leaves after the undo window of now, not of then")
def _(stage):
    for jump in (8 * HOUR, -8 * HOUR):
        clock = Clock(stage)
        sandbox, program = opened(stage, **clock.env)
        clock.set(jump)
        to_review(program)
        number = confirm(program)
        true(240 < left(program) <= 301, f"it leaves in {left(program)} s")
        sandbox.advance(200)
        same(len(sandbox.mails()), 0, "mails before their time")
        sandbox.advance(120)
        same(recipients(sandbox).most_common(1)[0][1], 1, "mails a recipient")
        same(sum(recipients(sandbox).values()), number, "mails")
        program.keys("C-c")
        program.wait_end()


@clock_story("the clock was wrong before the program started: it goes by the server's")
def _(stage):
    for jump in (26 * HOUR, -26 * HOUR):
        clock = Clock(stage)
        clock.set(jump)
        sandbox, program = opened(stage, **clock.env)
        to_review(program)
        confirm(program)
        true(240 < left(program) <= 301, f"it leaves in {left(program)} s")
        program.keys("u")
        program.gone("leaves in")
        sandbox.advance(900)
        same(len(sandbox.mails()), 0, "mails")
        program.keys("C-c")
        program.wait_end()


@clock_story("the review says by how much the two clocks differ, when it is more than two minutes")
def _(stage):
    for jump, words in ((-26 * HOUR, "26 h ahead of"), (600, "10 min behind"), (-60, None)):
        clock = Clock(stage)
        clock.set(jump)
        _, program = opened(stage, **clock.env)
        to_review(program)
        program.wait_for("(?i)type [0-9,]+")
        if words:
            program.wait_for(f"Careful +the server's clock, which counts, is {words} this machine's")
        else:
            true("clock" not in program.text(), "it is said")
        program.keys("Esc Esc")
        program.wait_idle()
        program.keys("C-c")
        program.wait_end()


@clock_story("the clock is wrong at the next start: a launch that waits is still counted down, and called back")
def _(stage):
    for jump in (26 * HOUR, -26 * HOUR):
        clock, sandbox, program, _ = launched(stage)
        program.wait_idle()
        program.keys("C-c")
        program.wait_end()
        clock.set(jump)
        program = stage.canvass(sandbox, width=120, height=40, **clock.env)
        seconds = left(program)  # the server tells whole seconds, and each of the two programs is off by up to one
        true(200 < seconds <= 303, f"it leaves in {seconds} s")
        program.wait_for("@")
        program.wait_idle()
        program.keys("u")
        program.gone("leaves in")
        sandbox.advance(900)
        same(len(sandbox.mails()), 0, "mails")
        program.keys("C-c")
        program.wait_end()


@story("old replies out of a cache, and some of another time, turn no clock: a launch leaves after its undo window")
def _(stage):
    for fault in ("GET * stale=7200", "GET * skew=-7200 x2", "GET * skew=7200 x1"):
        sandbox, program = opened(stage)
        sandbox.fault(fault)
        program.keys("R")
        program.wait_idle()
        to_review(program)
        number = confirm(program)
        true(240 < left(program) <= 305, f"{fault}: it leaves in {left(program)} s")
        sandbox.advance(200)
        same(len(sandbox.mails()), 0, f"{fault}: mails before their time")
        sandbox.advance(120)
        same(sum(recipients(sandbox).values()), number, f"{fault}: mails")
        same(recipients(sandbox).most_common(1)[0][1], 1, f"{fault}: mails a recipient")
        program.keys("C-c")
        program.wait_end()


@clock_story("the machine sleeps while a launch waits: it left meanwhile, once, and the line at the top is gone")
def _(stage):
    clock, sandbox, program, number = launched(stage)
    clock.sleep(program, 8 * HOUR, sandbox)
    program.gone("leaves in")
    program.keys("u")
    program.wait_idle()
    same(sum(recipients(sandbox).values()), number, "mails")
    same(max(recipients(sandbox).values()), 1, "mails a recipient")


@clock_story("the machine sleeps for a minute: what is left of the count-down is a minute less")
def _(stage):
    clock, sandbox, program, _ = launched(stage)
    before = left(program)
    clock.sleep(program, 60, sandbox)
    program.keys("C-l")
    program.wait_idle()
    true(50 <= before - left(program) < 180, f"{left(program)} s left of {before}")


@clock_story("a review that sat overnight is made anew before anything goes out, for somebody opted out since")
def _(stage):
    clock = Clock(stage)
    sandbox, program = opened(stage, **clock.env)
    to_review(program)
    program.wait_for("(?i)type [0-9,]+")
    clock.sleep(program, 9 * HOUR, sandbox)
    gone = next(one for one in contacts_of(sandbox) if one["email"] and not one["mailingListUnsubscribed"]
                and not one["unsubscribed"])
    sandbox.api("PUT", gone["path"], {"unsubscribed": True})
    before = confirm(program)
    program.wait_for("the review was of [0-9]{2} ... [0-9:]{5}; here it is anew")
    program.wait_for(f"{before - 1} of")
    same(journal(stage), [], "the journal before the second yes")
    same(confirm(program), before - 1, "the number of the new review")
    true(240 < left(program) <= 301, f"it leaves in {left(program)} s")
    sandbox.advance(400)
    same(sum(recipients(sandbox).values()), before - 1, "mails")
    true(gone["email"] not in recipients(sandbox), "who opted out got one")


@clock_story("a time that was typed passes while the machine sleeps: nothing is sent, and it says why")
def _(stage):
    clock = Clock(stage)
    sandbox, program = opened(stage, **clock.env)
    program.keys("m")
    program.wait_for("(?i)subject")
    program.wait_idle()
    number, _ = program.row_of("When +now")
    while program.cursor()[1] != number:
        program.keys("S-Tab")
        program.wait_idle()
    soon = time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() + 2 * HOUR))  # the program's zone is UTC
    program.type("\x15" + soon)
    program.wait_for(soon)
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")
    clock.sleep(program, 9 * HOUR, sandbox)
    confirm(program)
    program.wait_for("That time has passed|the time for it has passed")
    program.wait_idle()
    sandbox.advance(HOUR)
    same(len(sandbox.mails()), 0, "mails")
    same(journal(stage), [], "the journal")


@clock_story("what waits to be tried again is tried again, wherever the clock is set to, and whatever slept")
def _(stage):
    clock = Clock(stage)
    sandbox = stage.sandbox("--contacts", "40")
    for jump in (-8 * HOUR, 8 * HOUR, None):
        sandbox.fault("GET *mailinglists/*/contacts retry-after=3 x2")
        program = stage.canvass(sandbox, width=120, height=40, **clock.env)
        program.wait_for("2 Contacts · Spring panel")
        if jump:
            clock.set(jump)
        else:
            clock.sleep(program, 8 * HOUR)
        program.wait_for("@")
        program.wait_idle()
        program.keys("C-c")
        program.wait_end()
        sandbox.fault("clear")


@clock_story("what is watched goes on when the clock is set, and when the machine has slept; nothing is told twice")
def _(stage):
    clock = Clock(stage)
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40, **clock.env)
    program.wait_for("Alumni voices")
    survey = survey_named(sandbox, "Alumni voices")
    program.keys("3 g w")
    program.wait_for("4 Responses · Alumni voices · [0-9]+ .* watching")
    program.wait_for("[0-9]{2}:[0-9]{2}:[0-9]{2} .*Q1 [0-9]")
    program.wait_idle()
    count = int(re.search("Alumni voices · ([0-9]+)", program.text()).group(1))
    for number, jump in enumerate((-8 * HOUR, 16 * HOUR, None), 1):
        if jump:
            clock.set(jump)
        else:
            clock.sleep(program, 8 * HOUR)
        sandbox.post("/sandbox/response", survey["id"])
        program.wait_for(f"4 Responses · Alumni voices · {count + number} ")


tell()
