# SPDX-License-Identifier: GPL-3.0-or-later
"""Opting out and back in: in a list of this list only, in a directory of everything."""
from people import contact_of, contacts_of, journal, open_list
from screen import same, story, tell, true


def opened(stage, *options):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, *options, width=120, height=40)
    open_list(program)
    return sandbox, program


def flags(sandbox, person):
    """Of the list, of the directory."""
    one = sandbox.api("GET", person["path"])
    whole = sandbox.api("GET", person["path"].split("/mailinglists/")[0] + f"/contacts/{person['contactId']}")
    return one["mailingListUnsubscribed"], whole["directoryUnsubscribed"]


@story("O in a list opts out of this list only, after asking with no chosen; u takes it back, and O opts back in")
def _(stage):
    sandbox, program = opened(stage)
    person = contacts_of(sandbox)[0]
    program.keys("O")
    program.wait_for("Opt out of this list")
    program.wait_for("gets nothing more through the list Spring panel")
    program.keys("Enter")
    program.gone("Opt out of this list")
    same(flags(sandbox, person), (False, False), "the flags after a bare Enter")
    program.keys("O y")
    program.wait_for("Ada Rossi: opted out of the list", slice(-3, None))
    same(flags(sandbox, person), (True, False), "the flags")
    program.wait_for("ada.rossi@.* list ")
    program.keys("u")
    program.wait_for("Ada Rossi: opted back into the list", slice(-3, None))
    same(flags(sandbox, person), (False, False), "the flags after u")
    program.keys("O y")
    program.wait_for("ada.rossi@.* list ")
    program.keys("O")
    program.wait_for("Opt back in")
    program.wait_for("only to who asked for it")
    program.keys("y")
    program.wait_for("opted back into the list", slice(-3, None))
    same(flags(sandbox, person), (False, False), "the flags at the end")
    true(all(entry["kind"] == "edit" for entry in journal(stage)), "it is not in the journal")


@story("O in a directory opts out of everything, in the card too")
def _(stage):
    sandbox, program = opened(stage)
    person = contacts_of(sandbox)[0]
    program.keys("+ :")
    program.wait_for("╭ Commands")
    program.type(f"contact {person['contactId']}")
    program.keys("Enter")
    program.wait_for("2 Contact · Ada Rossi · in the directory Main")
    program.wait_for("last name +Rossi")
    program.keys("O")
    program.wait_for("Opt out of the whole directory")
    program.wait_for("through any list")
    program.keys("y")
    program.wait_for("opted out +of the whole directory")
    same(flags(sandbox, person)[1], True, "the flag of the directory")
    program.keys("O")
    program.wait_for("Opt back in")
    program.keys("y")
    program.wait_for("opted back into the whole directory", slice(-3, None))
    program.gone("opted out +of")
    same(flags(sandbox, person)[1], False, "the flag of the directory")


@story("the marked ones opt out after a preview and their number, and u takes all of it back")
def _(stage):
    sandbox, program = opened(stage)
    people = contacts_of(sandbox)[:4]
    program.keys("Space Space Space Space")
    program.wait_for("4 marked")
    program.keys("O")
    program.wait_for("4 marked contacts, in this list only")
    program.keys("o")
    program.wait_for("opted out of the list: 4 contacts")
    program.wait_for("Only what is sent through this list is meant")
    same([flags(sandbox, one)[0] for one in people], [False] * 4, "the flags while it is asked")
    program.type("4")
    program.keys("Enter")
    program.wait_for("4 of 4 contacts changed; u takes back")
    same([flags(sandbox, one) for one in people], [(True, False)] * 4, "the flags")
    program.keys("u")
    program.wait_for("4 contacts are as they were before")
    same([flags(sandbox, one)[0] for one in people], [False] * 4, "the flags after u")


@story("what is refused is said, what someone else did meanwhile is seen, and read-only opts nobody out")
def _(stage):
    sandbox, program = opened(stage)
    person = contacts_of(sandbox)[0]
    sandbox.fault("PUT */contacts/* status=403 x1")
    program.keys("O y")
    program.wait_for("Not saved: .*403")
    same(flags(sandbox, person), (False, False), "the flags")
    sandbox.api("PUT", person["path"], {"unsubscribed": True})
    program.keys("Esc")
    program.gone("Not saved")
    program.keys("O y")
    program.wait_for("opted out of the list", slice(-3, None))
    same(flags(sandbox, person)[0], True, "the flag")
    same(contact_of(sandbox, person["email"])["firstName"], "Ada", "the first name")
    program.keys("C-c")
    program.wait_end()
    program = stage.canvass(sandbox, "--read-only", width=120, height=40)
    open_list(program)
    program.keys("O")
    program.wait_for("read-only")
    program.gone("Opt back in")


tell()
