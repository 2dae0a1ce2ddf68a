# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is pasted, of whatever lines and keys, is text: it opens, sends, answers and ends nothing."""
import os
import signal

from people import contacts_of, open_list
from screen import same, story, tell, true

# Lines, the arrow up, the keys that quit, suspend, save, delete, answer yes, undo; and a half sequence at the end.
NASTY = "Ada\r\nq\n\x1b[A\x03\x1a\x13\x1bOB\tD\ry\ru\x7f\x04\x1bQ\x1b["


def paste(program, text):
    program.type(f"\x1b[200~{text}\x1b[201~")
    program.wait_idle()


def opened(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    return sandbox, program, [person["contactId"] for person in contacts_of(sandbox)]


def nothing_was_done(stage, sandbox, before):
    same([person["contactId"] for person in contacts_of(sandbox)], before, "who is on the list")
    journal = os.path.join(stage.folder, "state", "canvass", "journal")
    true(not os.path.exists(journal) or not os.path.getsize(journal), "something is in the journal")


@story("into a field of a form: one line of words, the form stays, and nothing is saved")
def _(stage):
    sandbox, program, before = opened(stage)
    program.keys("n")
    program.wait_for("(?i)new contact")
    program.wait_idle()
    paste(program, NASTY)
    program.wait_for("Ada +q.*D +y")
    program.wait_for("(?i)new contact")
    paste(program, "\r\r\r")
    program.wait_for("(?i)new contact")
    nothing_was_done(stage, sandbox, before)
    program.keys("Esc")
    program.wait_idle()


@story("into a cell that is edited, the filter and the commands: words, that Enter alone makes more of")
def _(stage):
    sandbox, program, before = opened(stage)
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    paste(program, NASTY)
    program.wait_for("a +q .*D y")
    program.keys("Esc")
    program.wait_idle()
    program.keys("/")
    paste(program, NASTY)
    program.keys("Esc")
    program.wait_idle()
    program.keys(":")
    program.wait_for("Commands")
    paste(program, "quit\r\nquit\n" + NASTY)
    program.wait_for("quit +quit +Ada")
    program.keys("Esc")
    program.gone("quit +quit")
    nothing_was_done(stage, sandbox, before)
    same(program.process.poll(), None, "exit status")


@story("over the panes and over a question: neither a key nor an answer")
def _(stage):
    sandbox, program, before = opened(stage)
    paste(program, "Dy\rq")
    program.wait_for("@")
    nothing_was_done(stage, sandbox, before)
    program.keys("D")
    program.wait_for("Take off the list|leaves the list")
    program.wait_idle()
    shown = program.text()
    paste(program, "y\r")
    same(program.text(), shown, "the screen after it")
    nothing_was_done(stage, sandbox, before)
    program.keys("Esc")
    program.wait_idle()
    program.process.send_signal(signal.SIGTERM)
    same(program.wait_end(), 0, "exit status")


tell()
