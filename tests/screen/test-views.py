# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person likes the lists: columns chosen, moved and kept."""
from people import open_list
from screen import same, story, tell, true


def header(program):
    return program.row_of("Email|First")[1]


@story("columns are moved and hidden, and the next start has them so")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=30)
    open_list(program)
    program.keys("> } }")
    program.wait_for("First +Last +Email")
    program.keys("> -")
    program.wait_for("First +Last +Email +Ext ref")
    true("Lang" not in header(program), "the language is still there")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox, width=120, height=30)
    open_list(program)
    program.wait_for("First +Last +Email +Ext ref")
    program.keys("-")
    program.wait_for("Email +Lang +Ext ref +Phone")
    program.keys("-")
    program.wait_for("Email +First +Last +Lang +Ext ref +Unsub")


tell()
