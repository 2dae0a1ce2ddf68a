# SPDX-License-Identifier: GPL-3.0-or-later
"""People who come and go: made through the form, in a list and in a directory; and what no answer means."""
import re
import urllib.error

from people import contacts_of, journal, open_list, people_named
from screen import same, story, tell, true


def opened(stage, *options):
    sandbox = stage.sandbox("--contacts", "60", *options)
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_idle()
    return sandbox, program


def open_second_directory(program):
    """From the list to the directory that merges nothing."""
    program.keys("1 +")
    program.wait_for("Research pool")
    program.keys("/")
    program.type("research")
    program.keys("Enter g")
    program.wait_for("2 Contacts · Research pool")
    program.keys("2 +")
    program.gone("1 Directories")
    program.wait_idle()


def fill(program, **values):
    """Opens the form and fills it in; the names are those of its fields, in their order."""
    program.keys("n")
    program.wait_for("New contact")
    program.wait_for("is changed .merged.|merges nothing")
    for name in "email", "first", "last", "language", "ext_ref", "phone", "embedded":
        if name in values:
            program.type(values[name])
        program.keys("Tab")


def found(sandbox, directory, email):
    condition = {"filterType": "email", "comparison": "eq", "value": email}
    return sandbox.api("POST", f"directories/{directory}/contacts/search", {"filter": condition})["elements"]


@story("a contact of whom nothing is known is called by its ID: in its row, its card and the questions about it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    nobody = next(one["contactId"] for one in contacts_of(sandbox)
                  if not any(one.get(field) for field in ("email", "firstName", "lastName", "extRef")))
    line, _ = program.row_of(nobody)
    program.keys(" ".join("j" * (line - program.row_of("ada.rossi@")[0])))
    program.wait_idle()
    same(program.cursor()[1], line, "the cursor's row")
    program.keys("D")
    program.wait_for(f"{nobody} leaves the list Spring panel only")
    program.keys("Esc Enter")
    program.wait_for(f"2 Contact · {nobody}")
    program.keys("Esc")
    program.wait_for("2 Contacts · Spring panel")
    program.keys("e")
    program.wait_for("Tab next field")
    program.gone(nobody)
    program.keys("Esc")
    program.wait_for(nobody)


@story("n makes a contact on the list, with its embedded data, and goes to its row")
def _(stage):
    sandbox, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe", last="Zander", language="de", embedded="site=north; visits=3")
    program.keys("C-s")
    program.wait_for("Zoe Zander: created in Spring panel")
    program.wait_for("zoe@example.org +Zoe +Zander +de")
    person, = people_named(sandbox, "Zoe")
    same(sandbox.api("GET", person["path"])["embeddedData"], {"site": "north", "visits": "3"}, "embedded data")
    program.wait_idle()
    row, _ = program.row_of("zoe@example.org")
    same(program.cursor()[1], row, "the cursor's row")
    entry = journal(stage)[-1]
    same((entry["kind"], entry["contact"]), ("create", person["contactId"]), "the journal's last entry")


@story("a bad address and bad embedded data are said at their fields, and nothing is made")
def _(stage):
    sandbox, program = opened(stage)
    before = len(contacts_of(sandbox))
    fill(program, email="no address", embedded="site north")
    program.wait_for("This is no email address")
    program.wait_for("has no =")
    program.keys("C-s")
    program.wait_idle()
    program.wait_for("New contact")
    same(len(contacts_of(sandbox)), before, "contacts")


@story("in a directory that merges, a match is named before it is changed, and no is chosen")
def _(stage):
    sandbox, program = opened(stage)
    there = contacts_of(sandbox)[2]
    fill(program, email=there["email"], first="Zoe")
    program.keys("C-s")
    program.wait_for("It will be merged")
    program.wait_for("→ Zoe")
    program.keys("Enter")
    program.wait_for("Nothing was created")
    same(people_named(sandbox, "Zoe"), [], "those named Zoe")
    program.keys("C-s")
    program.wait_for("It will be merged")
    program.keys("y")
    program.wait_for("was there already; changed")
    person, = people_named(sandbox, "Zoe")
    same(person["contactId"], there["contactId"], "who was changed")
    same(len(contacts_of(sandbox)), 60, "contacts on the list")


@story("in a directory that does not merge, a duplicate is made only when asked for")
def _(stage):
    sandbox, program = opened(stage)
    open_second_directory(program)
    directory = sandbox.api("GET", "directories")["elements"][1]["directoryId"]
    email = sandbox.api("GET", f"directories/{directory}/contacts")["elements"][0]["email"]
    fill(program, email=email, first="Zoe")
    program.wait_for("merges nothing: a match becomes a duplicate")
    program.keys("C-s")
    program.wait_for("It will be a duplicate")
    program.keys("y")
    program.wait_for("created in Research pool")
    same(len(found(sandbox, directory, email)), 2, "contacts with that address")


@story("a lost answer is looked for, and the contact is made once")
def _(stage):
    sandbox, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe")
    sandbox.fault("POST /API/v3/directories/*/mailinglists/*/contacts drop-after x1")
    program.keys("C-s")
    program.wait_for("the answer was lost, and it was found")
    same(len(people_named(sandbox, "Zoe")), 1, "those named Zoe")


@story("when it is not found, nothing is repeated until a person says so")
def _(stage):
    sandbox, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe")
    sandbox.fault("POST /API/v3/directories/*/mailinglists/*/contacts drop-before x1")
    program.keys("C-s")
    program.wait_for("No clear answer came, and the contact is not found")
    program.wait_idle()
    same(people_named(sandbox, "Zoe"), [], "those named Zoe")
    program.keys("Enter")
    program.wait_for("Looking for it|No clear answer came")
    program.wait_idle()
    same(people_named(sandbox, "Zoe"), [], "those named Zoe after looking again")
    program.keys("Tab Enter")
    program.wait_for("Create it again\\?")
    program.keys("y")
    program.wait_for("Zoe: created in Spring panel")
    same(len(people_named(sandbox, "Zoe")), 1, "those named Zoe")


@story("a refusal is shown, and what was typed stays")
def _(stage):
    sandbox, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe")
    sandbox.fault("POST /API/v3/directories/*/mailinglists/*/contacts status=400 x1")
    program.keys("C-s")
    program.wait_for("Could not create the contact: 400")
    program.wait_for("zoe@example.org")
    program.keys("C-s")
    program.wait_for("Zoe: created in Spring panel")
    same(len(people_named(sandbox, "Zoe")), 1, "those named Zoe")


@story("what was typed is there again when the form is opened anew, and no more once it was taken")
def _(stage):
    _, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe")
    program.keys("Esc")
    program.wait_for("n brings it back")
    program.keys("n")
    program.wait_for("Email +zoe@example.org")
    program.wait_for("First name +Zoe")
    program.wait_for("is changed .merged.")  # until then it says that it waits for that
    program.keys("C-s")
    program.wait_for("Zoe: created in Spring panel")
    program.keys("n")
    program.wait_for("New contact")
    program.wait_for("is changed .merged.")
    true(not re.search("First name +Zoe", program.text()), "it is kept still")


@story("the form may be closed while it is on its way, and what came of it is said")
def _(stage):
    sandbox, program = opened(stage)
    fill(program, email="zoe@example.org", first="Zoe")
    sandbox.fault("POST /API/v3/directories/*/mailinglists/*/contacts delay=2000 x1")
    program.keys("C-s")
    program.wait_for("Creating")
    program.keys("Esc")
    program.gone("New contact on the list")
    program.keys("1 2")
    program.wait_for("Zoe: created in Spring panel")
    program.wait_for("zoe@example.org")


@story("a read-only connection makes nobody")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, "--read-only", width=120, height=36)
    open_list(program)
    program.keys("n")
    program.wait_for("This connection is read-only")
    true("New contact" not in program.text(), "the form is open")


# --- going -----------------------------------------------------------------------------------------------------------

def is_in_directory(sandbox, person):
    """Asked of the server, by ID."""
    try:
        sandbox.api("GET", re.sub("/mailinglists/[^/]+", "", person["path"]))
        return True
    except urllib.error.HTTPError as error:
        same(error.code, 404, "the status of a contact that is gone")
        return False


@story("D takes one off the list, with no chosen; the person stays in the directory, and u puts it back")
def _(stage):
    sandbox, program = opened(stage)
    first = contacts_of(sandbox)[0]
    program.keys("D")
    program.wait_for("Take off the list")
    program.wait_for("stays in the directory")
    program.keys("Enter")
    program.wait_for("Nothing was removed")
    same(len(contacts_of(sandbox)), 60, "contacts on the list after no")
    program.keys("D y")
    program.wait_for("off the list Spring panel; u puts back")
    program.gone(first["email"])
    program.wait_for("2 Contacts · Spring panel · 59")
    true(first["contactId"] not in [person["contactId"] for person in contacts_of(sandbox)], "still on the list")
    true(is_in_directory(sandbox, first), "gone from the directory")
    same(journal(stage)[-1]["kind"], "delete", "the journal's last entry")
    program.keys("u")
    program.wait_for(": back on Spring panel")
    program.wait_for(first["email"])
    same(len(contacts_of(sandbox)), 60, "contacts on the list after the undo")
    same(journal(stage)[-1]["contact"], first["contactId"], "who was put back")


@story("who opted out of the list is still opted out after it was put back")
def _(stage):
    sandbox, program = opened(stage)
    number, person = next((number, person) for number, person in enumerate(contacts_of(sandbox))
                          if person.get("mailingListUnsubscribed") in (True, "true"))
    program.keys("j " * number + "D")
    program.wait_for(person["contactId"])
    program.keys("y")
    program.wait_for("; u puts back")
    program.keys("u")
    program.wait_for(": back on Spring panel")
    same(sandbox.api("GET", person["path"])["mailingListUnsubscribed"], True, "opted out")


@story("who has no address cannot be put back, and that is said before")
def _(stage):
    sandbox, program = opened(stage)
    number, person = next((number, person) for number, person in enumerate(contacts_of(sandbox))
                          if not person.get("email"))
    program.keys("j " * number + "D")
    program.wait_for(person["contactId"])
    program.wait_for("no way back from here")
    program.keys("Esc g " + "Space " * (number + 1) + "D")
    program.wait_for("u puts back all but 1")


@story("many marked ones go only for their number typed, and u puts all back that can be")
def _(stage):
    sandbox, program = opened(stage)
    before = contacts_of(sandbox)
    program.keys("Space Space Space D")
    program.wait_for("Type 3 to take them off")
    program.keys("Enter")
    program.wait_for("That is not what is asked for")
    same(len(contacts_of(sandbox)), 60, "contacts on the list")
    program.keys("3 Enter")
    program.wait_for("3 of 3 contacts: off the list")
    same([person["contactId"] for person in contacts_of(sandbox)],
         [person["contactId"] for person in before[3:]], "who is left")
    program.keys("u")
    program.wait_for("3 contacts are back on Spring panel")
    same(len(contacts_of(sandbox)), 60, "contacts on the list after the undo")


@story("in a directory D says that it is for good, and there is nothing to take back")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("1 g +")
    program.wait_for("2 Contacts · Main directory")
    program.keys("2")
    program.wait_idle()
    person = contacts_of(sandbox)[0]
    program.keys("D")
    program.wait_for("Delete from the directory")
    program.wait_for("cannot be")
    program.keys("y")
    program.wait_for("deleted from Main directory")
    program.gone(person["email"])
    true(not is_in_directory(sandbox, person), "still in the directory")
    program.keys("u")
    program.wait_for("Deleting from Main directory is for good")
    program.keys("u")
    program.wait_for("There is nothing to take back")


@story("where nothing is merged, taking off the list says that there is no way back")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("1 G +")
    program.wait_for("2 Contacts · Panel B")
    program.wait_idle()
    program.keys("2 D")
    program.wait_for("second person")
    program.keys("y")
    program.wait_for("off the list Panel B")
    program.keys("u")
    program.wait_for("merges nothing")


@story("Esc stops a long removal, and what is left is said")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("DELETE /API/v3/directories/*/mailinglists/*/contacts/* delay=300")
    program.keys("* D")
    program.wait_for("Type 60 to take them off")
    program.keys("6 0 Enter")
    program.wait_for("removing 2 of 60 · Esc stops")
    program.keys("Esc")
    program.wait_for("of 60 contacts: off the list Spring panel; [0-9]+ not touched")
    gone = 60 - len(contacts_of(sandbox))
    true(2 <= gone < 60, f"{gone} are gone")
    program.wait_for(f"{gone} of 60 contacts")


@story("those who could not be removed are named, and stay")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("DELETE /API/v3/directories/*/mailinglists/*/contacts/* status=403 x1")
    program.keys("Space Space D")
    program.wait_for("Type 2 to take them off")
    program.keys("2 Enter")
    program.wait_for("These were not removed")
    program.wait_for("403")
    program.wait_for("1 of 2 contacts: off the list Spring panel.*1 failed")
    program.keys("q")
    program.gone("These were not removed")
    same(len(contacts_of(sandbox)), 59, "contacts on the list")


@story("who was taken off under a broken answer is gone, and who was not is named, or that nobody knows")
def _(stage):
    sandbox, program = opened(stage)
    path = "/API/v3/directories/*/mailinglists/*/contacts/*"
    sandbox.fault(f"DELETE {path} garble x1")
    sandbox.fault(f"DELETE {path} html=200 x1")
    program.keys("Space Space D")
    program.wait_for("Type 2 to take them off")
    program.keys("2 Enter")
    program.wait_for("These were not removed")
    program.wait_for("1 of 2 contacts: off the list Spring panel.*1 failed")
    same(len(contacts_of(sandbox)), 59, "contacts on the list")
    program.keys("q")
    program.gone("These were not removed")
    for fault, told in (("empty", "stays: .*not what Qualtrics documents"), ("empty=404", "stays: .*404")):
        sandbox.fault(f"DELETE {path} {fault} x1")
        program.keys("D y")
        program.wait_for(told)
        same(len(contacts_of(sandbox)), 59, f"contacts on the list after {fault}")
        program.keys("Esc")
        program.gone("Esc: dismiss")
    sandbox.fault(f"DELETE {path} garble x1")
    sandbox.fault(f"GET {path} delay=1 x1")
    sandbox.fault(f"GET {path} status=403")
    program.keys("D y")
    program.wait_for("gone or not, nobody knows")


tell()
