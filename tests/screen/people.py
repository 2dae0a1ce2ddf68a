# SPDX-License-Identifier: GPL-3.0-or-later
"""What several stories do with the people and the surveys of the sandbox."""
import json
import os
import re

from screen import Failed

ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


def open_list(program):
    """From the start to the contacts of the first mailing list, which is what the program starts on, zoomed."""
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for("@")
    program.keys("2 +")
    program.gone("1 Directories")
    program.wait_idle()


def command(program, text):
    program.keys(":")
    program.wait_for("Commands")
    program.type(text)
    program.keys("Enter")


def rows_of_contacts(program):
    """The addresses shown, from the top."""
    text = program if isinstance(program, str) else program.text()
    return ADDRESS.findall(text)


def contacts_of(sandbox):
    """Everybody in the first mailing list, as the server has them, each with the "path" of its contact."""
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    mailing_list = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"][0]["mailingListId"]
    path = f"directories/{directory}/mailinglists/{mailing_list}/contacts"
    people = []
    while path:
        page = sandbox.api("GET", path)
        people += page["elements"]
        path = (page.get("nextPage") or "").partition("/API/v3/")[2]
    for person in people:
        person["path"] = f"directories/{directory}/mailinglists/{mailing_list}/contacts/{person['contactId']}"
    return people


def contact_of(sandbox, address):
    for person in contacts_of(sandbox):
        if person.get("email") == address:
            return {**sandbox.api("GET", person["path"]), "path": person["path"]}
    raise Failed(f"the sandbox knows no {address}")


def journal(stage):
    """What stands in the journal of the program, oldest first."""
    with open(os.path.join(stage.folder, "state", "canvass", "journal"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def people_named(sandbox, first_name):
    return [person for person in contacts_of(sandbox) if person.get("firstName") == first_name]


def survey_named(sandbox, name):
    return next(one for one in sandbox.api("GET", "surveys")["elements"] if one["name"] == name)
