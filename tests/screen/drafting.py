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
