# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage itself: a terminal that is wrong would make every other story lie."""
import sys

import screen
from screen import Failed, same, story, tell, true

# A program with the manners of ours: it says how much it has read and which size it has, and that it is idle.
ECHO = r"""
import os, sys, tty, termios, shutil, signal
tty.setraw(0)
idle = int(sys.argv[1])
taken = 0
def say(text):
    os.write(1, text.encode())
    for word in "painted", "idle":
        os.write(idle, ("%s %d %dx%d\n" % ((word, taken) + tuple(os.get_terminal_size(0)))).encode())
signal.signal(signal.SIGWINCH, lambda *_: say("\r\nsize %d %d" % tuple(os.get_terminal_size(0))))
say("size %d %d" % tuple(os.get_terminal_size(0)))
while True:
    data = os.read(0, 100)
    if data == b"q": sys.exit(7)
    taken += len(data)
    say("\x1b[2J\x1b[Hkeys " + data.hex())
"""


def echo(stage, **kwargs):
    return stage.program([sys.executable, "-c", ECHO, "{idle}"], **kwargs)


def shows(stage, text, **kwargs):
    program = stage.program(["sh", "-c", "printf '%b' \"$1\"; read -r line", "sh", text], **kwargs)
    return program


@story("keys arrive as a terminal sends them")
def _(stage):
    program = echo(stage)
    program.wait_for("size 100 30")
    program.keys("a C-d Enter Up S-Tab Space")
    program.wait_for("keys 61040d1b4f411b5b5a20")
    program.keys("Esc j")
    program.wait_for("keys 6a")
    program.type("Mário")
    program.wait_for("keys 4dc3a172696f")


@story("idle is waited for anew after each key")
def _(stage):
    program = echo(stage)
    program.wait_idle()
    program.keys("x")
    true(not program.is_idle, "idle before the key was answered")
    program.wait_idle()
    same(program.lines()[0], "keys 78", "the first line when idle")


@story("what was there before the keys is no answer to them")
def _(stage):
    program = echo(stage)
    program.wait_for("keys|size")
    for _ in range(50):
        program.keys("x")
        program.wait_for("keys 78")
        program.keys("y")
        program.gone("keys 78")
        program.wait_for("keys 79")
        program.resize(90, 20)
        program.wait_for("size 90 20")
        program.resize(100, 30)
        program.wait_for("size 100 30")


@story("a resize reaches the program")
def _(stage):
    program = echo(stage, width=80, height=24)
    program.wait_for("size 80 24")
    program.resize(60, 16)
    program.wait_for("size 60 16")
    same(len(program.lines()), 16, "lines")


@story("the exit status is seen")
def _(stage):
    program = echo(stage)
    program.wait_for("size")
    program.keys("q")
    same(program.wait_end(), 7, "exit status")


@story("waiting for what never comes fails, with the screen")
def _(stage):
    patience, screen.PATIENCE = screen.PATIENCE, 0.2
    try:
        program = shows(stage, "only this")
        program.wait_for("something else")
    except Failed as failure:
        true("only this" in str(failure), "no picture of the screen")
    else:
        raise Failed("nothing was noticed")
    finally:
        screen.PATIENCE = patience


@story("wide characters and combining marks take the cells they take")
def _(stage):
    program = shows(stage, "漢字|e\u0301|", width=40, height=4)
    program.wait_for(r"漢字\|")
    same(program.cell(4, 0).data, "|", "the cell after two wide characters")
    same(program.cell(5, 0).data, "é", "a letter with its mark")
    same(program.cursor(), (7, 0), "cursor")


@story("repeat, scroll and the other screen work as in xterm")
def _(stage):
    program = shows(stage, r"\033[?1049hgone\033[H\033[2J-\033[9b|\r\nup\r\n\033[1Shere\033[>4;2m\033[?25l", width=40, height=4)
    program.wait_for("here")
    same(program.lines(), ["up", "", "here", ""], "lines")
    true(not program.cell(0, 2).underscore, "a private sequence was taken for an attribute")


@story("attributes are seen")
def _(stage):
    program = shows(stage, r"\033[7mmarked\033[0m \033[1;31mred", width=40, height=4)
    program.wait_for("red")
    true(program.cell(0, 0).reverse, "not reverse")
    same((program.cell(7, 0).fg, program.cell(7, 0).bold), ("red", True), "colour and bold")


tell()
