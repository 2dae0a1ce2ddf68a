# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clumsy hand, a bad server or a bad moment could do to a person's data: it must not."""
from people import open_list
from screen import story, tell, true


def opened(stage, *options, **env):
    sandbox = stage.sandbox("--contacts", "60", *options)
    program = stage.canvass(sandbox, width=120, height=40, **env)
    open_list(program)
    program.wait_idle()
    return sandbox, program


@story("a launch goes to the list that is looked at, wherever the cursor of pane 1 stands")
def _(stage):
    _, program = opened(stage)
    program.keys("Space Space")
    program.wait_for("2 marked")
    program.keys("1 /")
    program.type("no such list")
    program.keys("Enter")
    program.wait_idle()
    program.keys("2")
    program.wait_for("2 marked")
    program.keys("m")
    program.wait_for("2 marked contacts of Spring panel")


@story("a filter in pane 1 that moves the cursor shows the contacts of where it stands")
def _(stage):
    _, program = opened(stage)
    program.keys("1 /")
    program.type("alumni")
    program.keys("Enter Enter")
    program.wait_for("2 Contacts · Alumni 2025")
    program.keys("1 Esc 2")
    program.wait_for("2 Contacts · Alumni 2025")


tell()
