# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a contact: every field, its embedded data changed, added and taken away, its history."""
import re

from people import contact_of, open_list, rows_of_contacts
from screen import same, story, tell, true


def opened(stage):
    """The card of the first contact of the list that has embedded data; where there is none it gets some."""
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_idle()
    address = rows_of_contacts(program)[0]
    contact = contact_of(sandbox, address)
    sandbox.api("PUT", contact["path"], {"embeddedData": {"Team": "blue", "Points2": "007"}})
    program.keys("Enter")
    program.wait_for("Team +blue")
    program.wait_idle()
    return sandbox, program, address


def go_to(program, label):
    """Puts the cursor on the line of this label."""
    wanted = program.row_of(label)[0]
    steps = wanted - program.cursor()[1]
    program.keys(" ".join(["j" if steps > 0 else "k"] * abs(steps)))
    program.wait_idle()
    same(program.cursor()[1], wanted, "the line of the cursor")


@story("a field of the card is changed, and the list shows it")
def _(stage):
    sandbox, program, address = opened(stage)
    go_to(program, "last name ")
    program.keys("Enter C-u")
    program.type("Zulu")
    program.keys("Enter")
    program.wait_for("last name +Zulu")
    program.wait_for("2 Contact · Ada Zulu")
    program.wait_for("→ Zulu", slice(-3, None))
    same(contact_of(sandbox, address)["lastName"], "Zulu", "the last name on the server")
    program.keys("Esc")
    program.wait_for(f"{address}.*Zulu")


@story("a bad value is said at the line, and Esc leaves it as it was")
def _(stage):
    _, program, _ = opened(stage)
    go_to(program, "language ")
    program.keys("e C-u")
    program.type("klingon language")
    program.keys("Enter")
    program.wait_for("A language is a code")
    program.keys("Esc")
    program.gone("A language is a code")
    program.wait_for("language +it")


@story("embedded data is changed, added and dropped, and the rest stays as it is")
def _(stage):
    sandbox, program, address = opened(stage)
    go_to(program, "Team ")
    program.keys("e C-u")
    program.type("green")
    program.keys("Enter")
    program.wait_for("Team +green")
    program.wait_for("→ green", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007"}, "after the change")
    program.keys("n")
    program.wait_for("name=value")
    program.type("Shoe size = 43")
    program.keys("Enter")
    program.wait_for("Shoe size +43")
    program.wait_for("→ 43", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Shoe size": "43"},
         "after the new one")
    go_to(program, "Points2 ")
    program.keys("D")
    program.wait_for("Drop Points2 = 007")
    program.keys("Enter")
    program.gone("Drop Points2")
    program.wait_idle()
    true("Points2" in program.text(), "a bare Enter dropped it")
    program.keys("D y")
    program.gone("Points2  +007")
    program.wait_for("→ nothing", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Shoe size": "43"}, "after the drop")
    program.keys("u")
    program.wait_for("Points2  +007")
    program.wait_for("Points2 is 007 again", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Shoe size": "43"},
         "after u")


@story("two changes right after each other both arrive, however slow the first one is")
def _(stage):
    sandbox, program, address = opened(stage)
    below, above = sorted(("Team", "Points2"), key=lambda label: -program.row_of(f"{label} ")[0])
    go_to(program, f"{above} ")
    sandbox.fault("PUT /*/contacts/* delay=1500 x1")
    for label, step in ((above, "j"), (below, "")):
        program.keys("e C-u")
        program.type({"Team": "green", "Points2": "8"}[label])
        program.keys("Enter Esc")
        program.wait_for("Still being saved", slice(-3, None))
        program.keys(step)
    program.wait_for("Team +green")
    program.wait_for("Points2 +8")
    program.wait_for("→", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "8"}, "on the server")


@story("a new embedded field that is refused can be typed again")
def _(stage):
    _, program, _ = opened(stage)
    program.keys("n")
    program.wait_for("name=value")
    program.type("no equals sign")
    program.keys("Enter")
    program.wait_for("name=value")
    program.wait_for("no equals sign")


@story("embedded data that someone else changed meanwhile is asked about")
def _(stage):
    sandbox, program, address = opened(stage)
    contact = contact_of(sandbox, address)
    go_to(program, "Team ")
    program.keys("e C-u")
    program.type("green")
    sandbox.api("PUT", contact["path"], {"embeddedData": {"Team": "red", "Points2": "007", "Other": "new"}})
    program.keys("Enter")
    program.wait_for("someone else changed Team")
    program.wait_for("theirs: red")
    program.keys("m")
    program.wait_for("red → green", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Other": "new"},
         "on the server")
    program.wait_for("Other +new")


def alumnus(sandbox, kind="response"):
    """One of the second list who has such a history: his path at the list, and his ID."""
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    at_list = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"][1]["mailingListId"]
    path = f"directories/{directory}/mailinglists/{at_list}/contacts"
    for person in sandbox.api("GET", path)["elements"]:
        if sandbox.api("GET", f"{path}/{person['contactId']}/history?type={kind}")["elements"]:
            return f"{path}/{person['contactId']}", person["contactId"]
    raise AssertionError("nobody has a history")


def open_by_id(program, person):
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("3 Surveys · [0-9]+")
    program.keys(":")
    program.wait_for("Commands")
    program.type(f"contact {person}")
    program.keys("Enter +")
    program.wait_for("^│ *Responses ")


def below(program, heading):
    """The lines of that part of the card, as (date, words)."""
    lines = program.lines()
    start = program.row_of(f"^│ *{heading} ")[0] + 1
    events = []
    while found := re.match("│ +([0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{5}) +(.*?) *[│┃]$", lines[start + len(events)]):
        events.append(found.groups())
    return events


@story("the card tells what a contact was sent and answered, the newest first, with the names of the surveys")
def _(stage):
    sandbox = stage.sandbox("--contacts", "400")
    program = stage.canvass(sandbox, width=120, height=50)
    path, person = alumnus(sandbox)
    path = path.split("/mailinglists/")[0] + f"/contacts/{person}"
    surveys = {one["id"]: one["name"] for one in sandbox.api("GET", "surveys")["elements"]}
    mails = sandbox.api("GET", f"{path}/history?type=email")["elements"]
    answers = sandbox.api("GET", f"{path}/history?type=response")["elements"]
    open_by_id(program, person)
    program.wait_for(f"^│ *Mails +{len(mails)} ")
    program.wait_for(f"^│ *Responses +{len(answers)} ")
    shown = below(program, "Mails")
    newest = sorted(mails, key=lambda mail: mail["date"], reverse=True)
    words = {"Invite": "invite", "Reminder": "reminder", "ThankYou": "thank-you"}
    same([text for _, text in shown],
         [f"{surveys[mail['surveyId']]} · {words[mail['type']]} · sent{' · opened' * mail['read']}" for mail in newest],
         "the mails")
    same(len({mail["date"] for mail in mails}) > 1, True, "there is an order to be seen")
    same([text for _, text in below(program, "Responses")],
         [f"{surveys[one['surveyId']]} · {'finished' if one['surveyFinished'] else 'begun, not finished'}"
          for one in answers], "the responses")


@story("a list's card tells of that list, and a history that is refused leaves the rest of the card as it is")
def _(stage):
    sandbox = stage.sandbox("--contacts", "400")
    program = stage.canvass(sandbox, width=120, height=50)
    path, person = alumnus(sandbox, "email")
    mails = sandbox.api("GET", f"{path}/history?type=email")["elements"]
    sandbox.fault("GET /API/v3/directories/*/mailinglists/*/contacts/*/history status=403 x2")
    program.wait_for("Alumni 2025")
    program.keys("1 j Enter")
    program.wait_for("2 Contacts · Alumni 2025")
    program.wait_for("@")
    program.keys("Enter +")
    program.wait_for("Mails +not loaded: .*403")
    program.wait_for("Responses +not loaded: .*403")
    program.wait_for("first name ")
    sandbox.fault("clear")
    program.keys("r")
    program.wait_for("Mails +[0-9]+ through this list")
    program.wait_for("Responses +(none|[0-9]+) through this list")
    same(len(below(program, "Mails")), len(mails), "mails")


@story("a response of the history can be copied by its ID")
def _(stage):
    sandbox = stage.sandbox("--contacts", "400")
    program = stage.canvass(sandbox, width=120, height=50)
    path, person = alumnus(sandbox)
    path = path.split("/mailinglists/")[0] + f"/contacts/{person}"
    answers = sandbox.api("GET", f"{path}/history?type=response")["elements"]
    oldest = min(answers, key=lambda one: one["dateCompleted"] or one["dateStarted"])
    open_by_id(program, person)
    program.wait_for(f"^│ *Responses +{len(answers)} ")
    program.wait_idle()
    program.keys("G y")
    program.wait_for("response ID")
    program.keys("r")
    program.wait_for("opied")
    same(program.copied(), oldest["responseId"], "what was copied")


tell()
