# SPDX-License-Identifier: GPL-3.0-or-later
"""Some contacts of a list or a directory only: who opted out, whose mail came back."""
from people import command, open_list, rows_of_contacts
from screen import same, story, tell, true


def opened(stage):
    sandbox = stage.sandbox("--contacts", "300")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    return sandbox, program


def told(sandbox, view, at_list=True):
    """The contacts of such a view, as the server has them."""
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    path = f"directories/{directory}/contacts/{view}"
    if at_list:
        mailing_list = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"][0]["mailingListId"]
        path = f"directories/{directory}/mailinglists/{mailing_list}/{view}"
    people = []
    while path:
        page = sandbox.api("GET", path)
        people += page["elements"]
        path = (page.get("nextPage") or "").partition("/API/v3/")[2]
    return people


def language(sandbox, person):
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    return sandbox.api("GET", f"directories/{directory}/contacts/{person['contactId']}")["language"]


@story("opted-out shows who opted out of the list or of all; they are marked and edited there, and Esc goes back")
def _(stage):
    sandbox, program = opened(stage)
    people = told(sandbox, "optedOutContacts")
    true(len(people) > 2, "some have opted out")
    command(program, "opted-out")
    program.wait_for(f"2 Opted out · Spring panel · {len(people)} ")
    program.wait_idle()
    same(rows_of_contacts(program), [person["email"] for person in people if person["email"]], "who is shown")
    for person in people:
        if person["email"]:
            word = "all" if person["directoryUnsubscribed"] else "list"
            true(program.row_of(person["email"])[1].rstrip(" │┃").endswith(word), f"{person['email']} is no {word}")
    program.keys("Space Space e")
    program.wait_for("Change 2 marked contacts")
    program.keys("Tab")
    program.type("eo")
    program.keys("C-s")
    program.wait_for("Change marked contacts")
    program.type("2")
    program.keys("Enter")
    program.wait_for("2 of 2 contacts changed")
    same([language(sandbox, person) for person in people[:2]], ["eo", "eo"], "languages")
    same([language(sandbox, person) != "eo" for person in people[2:]], [True] * len(people[2:]), "the others")
    program.keys("Esc")
    program.gone("2 marked")
    program.keys("Esc")
    program.wait_for("2 Contacts · Spring panel · ")


@story("bounced is told of a list, and why not of a directory; its opted-out are those of all of it")
def _(stage):
    sandbox, program = opened(stage)
    people = told(sandbox, "bouncedContacts")
    command(program, "bounced")
    program.wait_for(f"2 Bounced · Spring panel · {len(people)} ")
    same(rows_of_contacts(program), [person["email"] for person in people if person["email"]], "who is shown")
    command(program, "everybody")
    program.wait_for("2 Contacts · Spring panel · ")
    program.keys("+ 1 k")
    program.wait_for("2 Contacts · Main directory · ")
    command(program, "bounced")
    program.wait_for("Told of mailing lists only: choose one in pane 1")
    program.keys("Esc")
    program.gone("Commands")
    command(program, "opted-out")
    everyone = told(sandbox, "optedOutContacts", at_list=False)
    program.wait_for("2 Opted out · Main directory · ")
    program.keys("G")
    program.wait_for(f"2 Opted out · Main directory · {len(everyone)} ")


@story("a view of nobody says so, and another list is shown whole")
def _(stage):
    _, program = opened(stage)
    program.keys("+ 1")
    for _ in range(3):
        program.keys("j")
    program.wait_for("2 Contacts · Pilot")
    command(program, "opted-out")
    program.wait_for("2 Opted out · Pilot")
    program.wait_for("Nobody opted out")
    program.keys("1 k")
    program.wait_for("2 Contacts · Customers EU")


@story("a search leaves the view, and a view leaves the search")
def _(stage):
    sandbox, program = opened(stage)
    people = told(sandbox, "optedOutContacts")
    command(program, "opted-out")
    program.wait_for("2 Opted out · Spring panel")
    command(program, "search lang = it")
    program.wait_for("2 Found on the server")
    command(program, "opted-out")
    program.wait_for(f"2 Opted out · Spring panel · {len(people)} ")
    program.keys("Esc")
    program.wait_for("2 Contacts · Spring panel · ")
    command(program, "everybody")
    program.wait_for("Everybody is shown already")


tell()
