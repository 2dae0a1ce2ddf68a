# SPDX-License-Identifier: GPL-3.0-or-later
"""Every list keeps its place when it is asked for again: the cursor on its row, at its height, and the marks."""
import datetime
import re

from history import opened_invite
from people import contacts_of, open_list, rows_of_contacts, survey_named
from screen import same, story, tell, true


def place(program):
    """The row under the cursor as it is shown, and at which height it is."""
    row = program.cursor()[1]
    return row, program.lines()[row].rstrip("│┃ ")


def refreshed(program):
    program.keys("r")
    program.wait_idle()
    program.gone("[Ll]oading")
    program.wait_idle()


def stays(program):
    """What pane 2 shows, refreshed, is what it showed."""
    before = place(program), rows_of_contacts(program)
    refreshed(program)
    same((place(program), rows_of_contacts(program)), before, "the cursor's row and those around it")


def place_number(program):
    return int(re.search(r" ([0-9]+)/[0-9,]+ ╯", program.text()).group(1))


def lists_of(sandbox):
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    path = f"directories/{directory}/mailinglists"
    return path, sandbox.api("GET", path)["elements"]


@story("pane 1 stays on its list, whatever lists come and go above it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("Research pool +[0-9]")
    path, lists = lists_of(sandbox)
    gone = next(one for one in lists if one["name"] == "Alumni 2025")
    program.keys("1 j j j")
    program.wait_for("2 Contacts · Pilot")
    program.wait_idle()
    before = place(program)
    sandbox.api("DELETE", f"{path}/{gone['mailingListId']}")
    refreshed(program)
    program.gone("^│ +Alumni 2025")
    same(place(program)[1][:40], before[1][:40], "the row under the cursor")
    program.wait_for("2 Contacts · Pilot")
    program.keys("s")
    program.wait_for("Name ▲")
    same(place(program)[1][:40], before[1][:40], "the row under the cursor, sorted by name")
    names = [re.search("│ +(.{14})", line).group(1).strip(" …") for line in program.lines() if "│     " in line[:8]]
    true(names.index("Board") < names.index("Customers") if "Customers" in names else names, f"the order is {names}")
    program.keys("> > s s")
    program.wait_for("Contacts ▼")
    first = next(line for line in program.lines() if line.startswith("│     "))
    true("Customers" in first or "Customer" in first, f"not the largest list first: {first}")


@story("pane 2 stays on its contact far down a list, on the screen's same line, with its marks")
def _(stage):
    sandbox = stage.sandbox("--contacts", "1200")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    program.keys("Space j Space")
    for _ in range(15):
        program.keys("PgDn")
        program.wait_idle()
    program.keys("k k k k k Space")
    program.wait_for("3 marked")
    program.wait_idle()
    before, shown = place(program), rows_of_contacts(program)
    true(place_number(program) > 300, "it is not far down")
    first = contacts_of(sandbox)[0]
    sandbox.api("DELETE", first["path"])
    sandbox.api("PUT", contacts_of(sandbox)[4]["path"], {"firstName": "Renamed"})
    refreshed(program)
    same((place(program), rows_of_contacts(program)), (before, shown), "the cursor's row and those around it")
    program.wait_for("2 of 3 marked")  # the first one is gone, which is not known before the list is loaded whole
    program.keys("g")
    program.wait_for("Renamed")


@story("a sorted and filtered pane 2 stays where it is, too")
def _(stage):
    sandbox = stage.sandbox("--contacts", "900")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    program.keys("/")
    program.type("a")
    program.keys("Enter")
    program.keys("G")
    program.wait_idle()
    program.keys("> s g")
    program.wait_for("Email ▲")
    program.wait_idle()
    program.keys("PgDn PgDn PgDn k k k k")
    program.wait_idle()
    stays(program)
    program.wait_for("filter: a")


@story("a refresh that is stopped or fails leaves pane 2 as it was")
def _(stage):
    sandbox = stage.sandbox("--contacts", "600")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    for _ in range(6):
        program.keys("PgDn")
        program.wait_idle()
    before, shown = place(program), rows_of_contacts(program)
    sandbox.fault("GET */contacts stall x1")
    program.keys("r")
    program.wait_for("loading")
    program.keys("Esc")
    program.wait_for("Stopped: r loads")
    same((place(program), rows_of_contacts(program)), (before, shown), "what is shown after Esc")
    refreshed(program)
    same((place(program), rows_of_contacts(program)), (before, shown), "what is shown then")


@story("the views of pane 2 stay on their contact")
def _(stage):
    sandbox = stage.sandbox("--contacts", "900")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    program.keys(":")
    program.wait_for("╭ Commands")
    program.type("opted-out")
    program.keys("Enter")
    program.wait_for("Opted out · Spring panel")
    program.wait_for("@")
    program.keys("j j j j")
    program.wait_idle()
    stays(program)
    program.wait_for("Opted out · Spring panel")


@story("pane 3 stays on its survey while others are renamed, and is sorted by s")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("3 Surveys · 8")
    program.keys("3 j j")
    program.wait_for("4 Distributions · NPS Q4")
    program.wait_idle()
    before = place(program)
    other = survey_named(sandbox, "Alumni voices")
    sandbox.api("PUT", f"surveys/{other['id']}", {"isActive": False})
    refreshed(program)
    program.wait_for("○ Alumni voices")
    same(place(program)[1][:28], before[1][:28], "the row under the cursor")
    program.wait_for("4 Distributions · NPS Q4")
    program.keys("s s")
    program.wait_for("Name ▼")
    program.wait_idle()
    same(place(program)[1][:20], before[1][:20].rstrip(), "the row under the cursor, sorted")
    names = [match.group(1) for match in (re.match("│ [●○] (.{8})", line) for line in program.lines()) if match]
    latin = [name for name in names if name.isascii()]
    same(latin, sorted(latin, reverse=True), "the order by name, downwards")
    program.keys("- > - + > s")
    program.wait_idle()


@story("a survey that stood first is still the one under the cursor when another comes above it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("3 Surveys · 8")
    program.keys("3 g")
    program.wait_for("4 Distributions · Alumni voices")
    program.wait_idle()
    first = survey_named(sandbox, "Alumni voices")
    sandbox.api("PUT", f"surveys/{first['id']}", {"isActive": False})
    refreshed(program)
    program.wait_for("○ Alumni voices")
    true("Alumni voices" in place(program)[1], "another survey is under the cursor")
    program.wait_for("4 Distributions · Alumni voices")


@story("pane 4 stays on its distribution when a new one comes above it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("3 Surveys · 8")
    program.wait_for("thank-you")
    program.keys("4 j")
    program.wait_idle()
    before = place(program)
    survey = survey_named(sandbox, "Alumni voices")
    sent = sandbox.api("GET", f"distributions?surveyId={survey['id']}")["elements"]
    invite = next(one for one in sent if one["requestType"] == "Invite")
    now = datetime.datetime.now(datetime.timezone.utc)
    sends = (now + datetime.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    sandbox.api("POST", "distributions", {
        "surveyLink": {"surveyId": survey["id"], "type": "Individual"},
        "message": {"messageText": "Hello ${l://SurveyLink}"}, "recipients": {"mailingListId": invite["recipients"]["mailingListId"]},
        "header": {"fromEmail": "noreply@qemailserver.com", "fromName": "Study team", "subject": "Came above",
                   "replyToEmail": "ines@example.org"},
        "sendDate": sends})
    refreshed(program)
    program.wait_for("1/3|2/3|3/3")
    same((place(program)[0] - 1, place(program)[1][30:]), (before[0], before[1][30:]), "the row under the cursor, one lower")


@story("who got a distribution, and the requests, stay where they are")
def _(stage):
    _, program, _ = opened_invite(stage)
    program.keys("PgDn PgDn k k")
    program.wait_idle()
    before = place(program)
    refreshed(program)
    same(place(program), before, "the row under the cursor")
    program.keys("Esc L")
    program.wait_for("Request log")
    program.keys("j j j")
    program.wait_idle()
    words = place(program)[1]
    program.keys("R")
    program.wait_idle()
    same(place(program)[1], words, "the request under the cursor")


@story("a contact's card stays on its line, also among its mails")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=24)
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("Alumni 2025")
    program.keys("1 j Enter")
    program.wait_for("2 Contacts · Alumni 2025")
    program.wait_for("@")
    program.keys("Enter +")
    program.wait_for("2 Contact · ")
    program.wait_idle()
    program.keys("G")
    program.wait_for("through this list")
    program.wait_idle()
    program.keys("k k")
    program.wait_idle()
    before = place(program)
    refreshed(program)
    same(place(program), before, "the line under the cursor")


tell()
