# SPDX-License-Identifier: GPL-3.0-or-later
"""The nine modules of the connector that people come from: each one done by its key, and again from the commands.

The table in README names these stories; tests/check/modules.sh compares the two.
"""
import urllib.error

from launching import confirm, opened, recipients, reachable
from people import contact_of, contacts_of, open_list, survey_named
from screen import same, story, tell, true

WAYS = "key", "palette"


def do(program, way, key, name):
    """The same thing, by its key or by its name."""
    if way == "key":
        program.keys(key)
        return
    program.keys(":")
    program.wait_for("╭ Commands")
    program.type(name)
    program.keys("Enter")
    program.gone("╭ Commands")


@story("Watch New Survey Response")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    survey = survey_named(sandbox, "Alumni voices")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for(survey["name"])
    for way in WAYS:
        program.keys("3 g")
        do(program, "palette", None, f"survey {survey['id']}")
        program.wait_for(f"4 Distributions · {survey['name']}")
        do(program, way, "w", "watch")
        program.wait_for(f"4 Responses · {survey['name']} · [0-9]+ .* watching")
        program.wait_for("[0-9]{2}:[0-9]{2}:[0-9]{2} .*Q1 [0-9]")  # what is there already is no news
        sandbox.post("/sandbox/response", survey["id"])
        program.wait_for(f"{survey['name']}: a new response")
        program.wait_for("● [0-9]{2} ... [0-9:]{8} .*anonymous .*Q1 [0-9]")
        program.keys("Esc")
        program.gone("4 Responses")


@story("Create a Directory Contact")
def _(stage):
    sandbox, program = opened(stage)
    for way in WAYS:
        do(program, way, "n", "new")
        program.wait_for("New contact")
        program.wait_for("is changed .merged.")
        program.type(f"{way}@example.org")
        program.keys("Tab")
        program.type(f"Zoe{way}")
        program.keys("C-s")
        program.wait_for("created in Spring panel")
        same(contact_of(sandbox, f"{way}@example.org")["firstName"], f"Zoe{way}", "the first name")


@story("Delete a Directory Contact")
def _(stage):
    sandbox, program = opened(stage)
    for way in WAYS:
        first = contacts_of(sandbox)[0]
        do(program, way, "D", "delete")
        program.wait_for("Take off the list")
        program.keys("y")
        program.wait_for("off the list Spring panel")
        program.gone(first["email"])
        true(first["contactId"] not in [one["contactId"] for one in contacts_of(sandbox)], "still on the list")
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    program.keys("+ 1 g 2")
    program.wait_for("2 Contacts · Main directory")
    program.wait_for("@")
    for way in WAYS:
        program.wait_idle()
        person = sandbox.api("GET", f"directories/{directory}/contacts?pageSize=1")["elements"][0]
        do(program, way, "D", "delete")
        program.wait_for("(?i)for good")
        program.keys("y")
        program.gone("(?i)for good")
        program.gone(person["email"])
        try:
            sandbox.api("GET", f"directories/{directory}/contacts/{person['contactId']}")
            true(False, "still in the directory")
        except urllib.error.HTTPError as error:
            same(error.code, 404, "status of who is gone")


@story("Get a Directory Contact")
def _(stage):
    sandbox, program = opened(stage)
    for way, person in zip(WAYS, contacts_of(sandbox)):
        whole = sandbox.api("GET", person["path"])
        do(program, way, "Enter", f"contact {person['contactId']}")
        program.wait_for(whole["contactId"])
        program.wait_for(whole["email"])
        for name, value in list(whole["embeddedData"].items())[:3]:
            program.wait_for(f"{name} .*{value}")
        program.keys("Esc")
        program.gone(whole["contactId"])
        program.keys("j")


@story("Update a Directory Contact")
def _(stage):
    sandbox, program = opened(stage)
    address = contacts_of(sandbox)[0]["email"]
    for way in WAYS:
        do(program, way, "e", "edit")
        program.wait_for("Tab next field")
        program.keys("Tab C-u")
        program.type(f"Zo{way}")
        program.keys("Enter")
        program.wait_for(f"(?i)first.*→.*Zo{way}", slice(-3, None))
        same(contact_of(sandbox, address)["firstName"], f"Zo{way}", "the first name on the server")


@story("List Directory Contacts")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    lists = {one["name"]: one for one in sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]}
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("2 Contacts · Spring panel")
    program.keys("1")
    for way, name in zip(WAYS, ("Alumni 2025", "Board")):
        do(program, way, "j Enter", f"list {name}")
        path = f"directories/{directory}/mailinglists/{lists[name]['mailingListId']}"
        program.wait_for(f"2 Contacts · {name} · .*{sandbox.api('GET', path)['contactCount']}")
        for person in [one for one in sandbox.api("GET", f"{path}/contacts")["elements"] if one.get("email")][:5]:
            program.wait_for(person["email"][:18])


@story("Create a New Survey Distribution via SMS")
def _(stage):
    sandbox, program = opened(stage)
    sent = 0
    for way in WAYS:
        do(program, way, "M", "sms")
        program.wait_for("please answer: ")
        program.wait_idle()
        program.keys("C-s")
        program.wait_for("without a phone")
        sent += confirm(program)
        program.wait_for("(?i)leaves in")
        program.wait_idle()
        sandbox.advance(600)
        same(len([name for name in sandbox.mails() if name.endswith(".sms")]), sent, "SMS that left")
        program.keys("r")
        program.wait_idle()


@story("Distribute a Survey via Email")
def _(stage):
    sandbox, program = opened(stage)
    for times, way in enumerate(WAYS, 1):
        do(program, way, "m", "mail")
        program.wait_for("(?i)subject")
        program.wait_idle()
        program.keys("C-s")
        confirm(program)
        program.wait_for("(?i)leaves in")
        program.wait_idle()
        sandbox.advance(600)
        same(recipients(sandbox), {address: times for address in reachable(sandbox)}, "mails a recipient")
        program.keys("r")
        program.wait_idle()


@story("Make an API Call")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    user = sandbox.api("GET", "whoami")["userId"]
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    for way in WAYS:
        do(program, way, "A", "api GET /whoami")
        program.wait_for("API console")
        if way == "key":
            program.type("GET /whoami")
        program.keys("Enter")
        program.wait_for(f'"userId": "{user}"')
        program.keys("Esc")
        program.gone("API console")


tell()
