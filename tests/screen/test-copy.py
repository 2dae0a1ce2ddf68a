# SPDX-License-Identifier: GPL-3.0-or-later
"""What is copied, through the terminal, and what is opened in the browser: never with the token."""
import json
import os

from people import contacts_of, open_list
from screen import TOKEN, same, story, tell, true


def opened(stage, **more):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36, **more)
    open_list(program)
    return sandbox, program


def copied(program, keys, said):
    program.keys(keys)
    program.wait_for(said, slice(-3, None))
    return program.copied()


@story("of a contact its email, its ID, its JSON and the curl line that asks for it")
def _(stage):
    sandbox, program = opened(stage)
    person = contacts_of(sandbox)[0]
    same(copied(program, "y e", "Copied the email"), person["email"], "the email")
    same(copied(program, "y i", "Copied the contact ID"), person["contactId"], "the ID")
    same(json.loads(copied(program, "y j", "Copied the JSON"))["result"]["email"], person["email"], "the JSON")
    curl = copied(program, "y c", "Copied the curl line")
    same(curl, f"curl -H \"X-API-TOKEN: $CANVASS_TOKEN\" '{sandbox.url}/API/v3/{person['path']}'", "the curl line")
    program.keys("Enter")
    program.wait_for("(?i)embedded|lists")
    program.wait_idle()
    same(copied(program, "y i", "Copied the contact ID"), person["contactId"], "the ID of the card")


@story("of lists, surveys and distributions their IDs, and the link of a survey")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("+ 1 j")
    program.wait_idle()
    true(copied(program, "y i", "Copied the list ID").startswith("CG_"), "no list ID")
    program.keys("3")
    program.wait_idle()
    survey = copied(program, "y i", "Copied the survey ID")
    same(copied(program, "y l", "Copied the anonymous link"), f"{sandbox.url}/jfe/form/{survey}", "the link")
    program.keys("4")
    program.wait_idle()
    true(copied(program, "y i", "Copied the distribution ID").startswith("EMD_"), "no distribution ID")


@story("a survey opens in the browser, which gets its address and no token")
def _(stage):
    folder = os.path.join(stage.folder, "bin")
    os.makedirs(folder)
    opener = os.path.join(folder, "xdg-open")
    with open(opener, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\necho "$@" >{stage.folder}/opened.new; env >>{stage.folder}/opened.new\n'
                   f"mv {stage.folder}/opened.new {stage.folder}/opened\n")
    os.chmod(opener, 0o700)
    sandbox, program = opened(stage, PATH=f"{folder}:{os.environ['PATH']}")
    program.keys("+ 3 o")
    program.wait_for("the form that people answer")
    program.keys("f")
    program.wait_for(f"Opened {sandbox.url}/jfe/form/SV_")
    stage.wait_file("opened")
    with open(os.path.join(stage.folder, "opened"), encoding="utf-8") as file:
        text = file.read()
    true(text.startswith(f"{sandbox.url}/jfe/form/SV_"), text)
    true(TOKEN not in text, "the browser got the token")


@story("where there is no browser the address is copied")
def _(stage):
    sandbox, program = opened(stage, PATH="/nowhere")
    program.keys("+ 3 o e")
    program.wait_for("No browser .*: copied")
    true(program.copied().startswith(f"{sandbox.url}/survey-builder/SV_"), program.copied())


tell()
