# SPDX-License-Identifier: GPL-3.0-or-later
"""A long day: the same work again and again, and a terminal that is never left alone. Memory must not grow.

A check does a short day; ENDURANCE_ROUNDS=2000 is about eight hours of a busy person's.
"""
import os

from people import open_list
from screen import SANITIZED, Failed, story, tell, true

ROUNDS = int(os.environ.get("ENDURANCE_ROUNDS", "60"))
# The sanitizers keep freed memory for a while.
GROWTH_KIB = 64 * 1024 if SANITIZED else 3 * 1024


def resident(program):
    with open(f"/proc/{program.process.pid}/status", encoding="utf-8") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    raise Failed("no VmRSS")


def day(program, number):
    """Look around, filter, edit and take it back, read a card, the log and the help."""
    def press(keys):
        program.keys(keys)
        program.wait_idle()

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
    program.wait_for("taken back")
    press("Enter")
    press("Esc")
    press("L")
    press("Esc")
    press("?")
    press("Esc")
    press("r")


@story(f"{ROUNDS} rounds of the day's work take no more memory than the first ones")
def _(stage):
    sandbox = stage.sandbox("--contacts", "300", "--rate-limit", "0")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    early = max(ROUNDS // 10, 10)
    before = 0
    for number in range(ROUNDS):
        day(program, number)
        if number == early:
            before = resident(program)
    growth = resident(program) - before
    print(f"# {growth} KiB more after round {ROUNDS} than after round {early}, of {before}")
    true(growth < GROWTH_KIB, f"{growth} KiB more than after round {early}")


@story(f"{ROUNDS * 5} sizes of the terminal, and it is drawn right in the last one")
def _(stage):
    sandbox = stage.sandbox("--contacts", "300")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_idle()
    for number in range(ROUNDS * 5):
        program.resize(20 + number * 7 % 200, 3 + number * 5 % 70)
    program.resize(120, 36)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("ada.rossi@")
    program.wait_for("3 Surveys")


tell()
