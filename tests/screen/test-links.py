# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal links without a mail: made, shown, written to a file; and the warning before those of a mail are read."""
import csv
import os
import re

from history import history_of, opened_invite
from launching import confirm, opened
from people import contacts_of, rows_of_contacts
from screen import same, story, tell, true


def to_form(program):
    program.keys("P")
    program.wait_for("Personal links, without a mail")
    program.wait_for("Survey.? +Alumni voices")
    program.wait_idle()


def made(program):
    to_form(program)
    program.keys("C-s")
    program.wait_for("Nobody gets a mail")
    number = confirm(program)
    program.wait_for("the links are being made")
    program.wait_idle()
    return number


def shown(program):
    program.keys("4 r")
    program.wait_for("links +(Spring panel|marked cont)")
    program.wait_idle()
    program.keys("g Enter")
    program.wait_for("Name +Email +Link +Expires")
    program.wait_for("https://")
    program.wait_idle()


@story("everybody on the list has a link, nobody a mail, and X writes them")
def _(stage):
    sandbox, program = opened(stage)
    people = contacts_of(sandbox)
    same(made(program), len(people), "the number that was confirmed")
    program.gone("(?i)leaves in")
    shown(program)
    whole = r"Link .y l. +(https://[^ ]+)"  # cut in its column, and below the list it is not
    program.wait_for(whole)
    first = re.search(whole, program.text()).group(1)
    program.keys("Down y")
    program.wait_for("link of this person")
    program.keys("l")
    program.wait_for("Copied")
    second = program.copied()
    true(second != first and second.startswith(re.search(whole, program.text()).group(1)), f"{second} was copied")
    path = os.path.join(stage.folder, "links.csv")
    program.keys("X")
    program.wait_for("~.EMD_.*-links.csv")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for(f"{len(people)} rows in ")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    same({row["contactId"] for row in rows}, {person["contactId"] for person in people}, "the contacts in the file")
    same(len({row["link"] for row in rows}), len(people), "different links")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("the marked ones have links, and nobody else")
def _(stage):
    _, program = opened(stage)
    addresses = rows_of_contacts(program)
    program.keys("Space j Space")
    program.wait_for("2 marked")
    program.wait_idle()
    same(made(program), 2, "the number that was confirmed")
    program.keys("+")
    shown(program)
    program.wait_for("1/2 ")
    program.wait_for(addresses[0])


@story("a set of links whose answer is lost is looked for, and not made twice")
def _(stage):
    sandbox, program = opened(stage)
    surveys = sandbox.api("GET", "surveys")["elements"]
    survey = next(one["id"] for one in surveys if one["name"] == "Alumni voices")
    sandbox.fault("POST /API/v3/distributions drop-after x1")
    made(program)
    sets = [one for one in sandbox.api("GET", f"distributions?surveyId={survey}")["elements"]
            if one["requestType"] == "GeneratedInvite"]
    same(len(sets), 1, "sets of links")


@story("the links of a mailed distribution are not read unless it is said what that does, and y")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    before = history_of(sandbox, sent["id"])
    program.keys("P")
    program.wait_for("was mailed")
    program.keys("Enter")
    program.gone("was mailed")
    program.wait_idle()
    same(history_of(sandbox, sent["id"]), before, "the history")
    program.keys("P")
    program.wait_for("was mailed")
    program.keys("y")
    program.wait_for("Name +Email +Link +Expires")
    program.wait_for("https://")
    true(history_of(sandbox, sent["id"]) != before, "the sandbox forgot nothing")


tell()
