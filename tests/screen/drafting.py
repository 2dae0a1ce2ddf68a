# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories about drafts share: a keyring that outlives the programs, and a form to fill."""
import os
import re
import subprocess

from people import open_list
from screen import Failed, end


SOURCE = os.environ.get("top_srcdir", os.getcwd())


class Keyring:
    """A private bus with a keyring, for as long as the story lasts."""

    def __init__(self, stage, *state):
        self.process = subprocess.Popen(
            [os.path.join(SOURCE, "tests/keyring/with-keyring.sh"), *state, "--",
             "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; cat'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.bus = self.process.stdout.readline().decode().strip()
        stage.cast.append(self)
        if not self.bus:
            raise Failed(f"no keyring: {self.process.stderr.read().decode()}")

    def stop(self):
        self.process.stdin.close()
        end(self.process)
        self.process.stdout.close()
        self.process.stderr.close()


def opened(stage, *options, **env):
    """A program on a sandbox, with a keyring, on the first list."""
    sandbox = stage.sandbox("--contacts", "40")
    keyring = Keyring(stage)
    program = stage.canvass(sandbox, *options, width=120, height=40, DBUS_SESSION_BUS_ADDRESS=keyring.bus, **env)
    open_list(program)
    return sandbox, keyring, program


def again(stage, sandbox, keyring, *options, **env):
    """The next start, from which nothing has been pressed."""
    program = stage.canvass(sandbox, *options, width=120, height=40, DBUS_SESSION_BUS_ADDRESS=keyring.bus, **env)
    program.wait_for("@")
    program.wait_idle()
    return program


def kill(program):
    program.process.kill()
    program.process.wait()


def retype(program, text):
    """Another text in the field that is open, in one go: an idle between C-u and the text would not be the last."""
    program.type("\x15" + text)
    program.wait_for(re.escape(text))
    program.wait_idle()


def half_launch(program):
    """The form of a launch to the first list, with a subject and a sender of one's own."""
    program.keys("m")
    program.wait_for("NPS invitation")
    program.wait_idle()
    fill(program, "From name", "Ada Lovelace")
    fill(program, "Subject", "Half a = subject [with] \\signs; ünïcode")
    program.wait_idle()


def fill(program, label, text):
    """Walks to the field and types another text into it."""
    for _ in range(20):
        if program.cursor()[1] == program.row_of(f"│ {label}\\*? ")[0]:
            break
        program.keys("Tab")
        program.wait_idle()
    retype(program, text)


def type_first_name(program, text="Zoltana"):
    """Into the row under the cursor."""
    program.keys("e")
    program.wait_idle()
    program.keys("Tab")
    program.wait_idle()
    retype(program, text)
