# SPDX-License-Identifier: GPL-3.0-or-later
"""A monkey at the keyboard: any keys in any place, the server misbehaving now and then, the terminal changing its size.

It must not crash, hang, show the token, or send anything: it never types a digit where a number has to be typed. The
same seed types the same keys. A check has a short look; MONKEY_BURSTS=20000 MONKEY_SEED=7 has a long one.
"""
import os
import random
import re

from screen import TOKEN, Failed, same, story, tell, true

BURSTS = int(os.environ.get("MONKEY_BURSTS", "400"))
SEED = int(os.environ.get("MONKEY_SEED", "1"))
TOGETHER = 8  # bursts between two looks

NAMED = ["\r", "\r", "\r", "\t", "\t", "\x1b[Z", " ", " ", "\x7f", "\x1b[3~", "\x1bOA", "\x1bOB", "\x1bOB", "\x1bOC",
         "\x1bOD", "\x1bOH", "\x1bOF", "\x1b[5~", "\x1b[6~", "\x1bOP"]
CONTROL = [chr(ord(letter) - 96) for letter in "abdefghklnoprstuvwx"]  # not what quits or suspends
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ"  # no q: it quits too soon to see much
SIGNS = "+/<>{}-*:?!@#$%^&()_=,.;'\"\\|~`[]"
COMMANDS = ["list spring", "api GET /whoami", "mail", "sms", "links", "contact CID_x", "survey SV_x", "search email = a",
            "opted-out", "everybody", "save-filter x", "drafts", "connections", "request-log", "api-console", "import",
            "export", "copy", "new", "edit", "activate", "watch", "follow-up", "api POST /distributions {}"]
ODD = ["\u202eevil", "\u200b\u200d", "e\u0301\u0301\u0301", "\U0001f468\u200d\U0001f469", "顧客", "\x00", "\x07", "\ufeff",
       "\x1b[999;999H", "\x1b[<999;999;999M", "\x1b[<0;500;500M", "\x1b]52;c;aaa\x07", "\x1bOZ", "\x1b[", "\x1b[201~"]
FAULTS = ["status=503 x2", "status=401 x1", "status=403 x2", "status=404 x1", "status=302 x1", "delay=200 x3", "cut x2",
          "garble x2", "html x2", "drop-before x2", "drop-after x1", "deep x1", "badutf8 x2", "escape x3",
          "retry-after=1 x1"]
SIZES = [(1, 1), (10, 3), (59, 15), (60, 16), (80, 24), (100, 24), (99, 23), (120, 40), (250, 70)]


def burst(dice):
    kind = dice.random()
    if kind < 0.35:
        return "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 3)))
    if kind < 0.65:
        return dice.choice(NAMED)
    if kind < 0.72:
        return dice.choice(CONTROL)
    if kind < 0.78:
        return dice.choice(SIGNS)
    if kind < 0.87:
        return f":{dice.choice(COMMANDS)}\r"
    if kind < 0.91:
        return dice.choice(ODD)
    if kind < 0.94:
        return dice.choice("jkx\t \r") * dice.randint(20, 300)
    if kind < 0.96:
        return f"\x1b[200~{dice.choice(['x', 'é', 'a b', chr(1)]) * dice.randint(1, 900)}\x1b[201~"
    return f"\x1b[<{dice.choice([0, 0, 64, 65])};{dice.randint(1, 120)};{dice.randint(1, 40)}M"


class Monkey:
    def __init__(self, stage, dice):
        self.stage, self.dice = stage, dice
        self.sandbox = stage.sandbox("--contacts", "60", "--rate-limit", "0")
        self.editor = stage.editor_that("""echo 'x = y' >> "$1" """)
        self.did = []
        self.start()

    def start(self):
        width, height = self.dice.choice(SIZES[3:])
        self.program = self.stage.canvass(self.sandbox, width=width, height=height, EDITOR=self.editor)
        self.program.wait_for("canvass")  # what is typed before goes to the terminal's own line editor

    def act(self):
        kind = self.dice.random()
        if kind < 0.03:
            self.did.append(self.dice.choice(SIZES))
            self.program.resize(*self.did[-1])
        elif kind < 0.06:
            method = self.dice.choice(["GET", "PUT", "POST", "DELETE", "*"])
            place = self.dice.choice(["*", "*/contacts*", "*/surveys*", "*/directories*", "*/distributions*"])
            self.did.append(f"{method} {place} {self.dice.choice(FAULTS)}")
            self.sandbox.fault(self.did[-1])
        else:
            self.did.append(burst(self.dice))
            self.program.type(self.did[-1])

    def look(self):
        """It answers, or has ended as it should; and what it shows is harmless."""
        program = self.program
        try:
            program.wait_idle()
        except Failed:
            if not program.over:
                raise
            same(program.wait_end(), 0, "exit status")
            self.start()
        true(TOKEN not in program.text() and TOKEN.encode() not in program.recent, "the token is shown")
        true(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", program.text()), "control characters")
        same(self.sandbox.mails(), {}, "mails")


@story(f"{BURSTS} bursts of any keys crash nothing, hang nothing, show no token and send nothing")
def _(stage):
    monkey = Monkey(stage, random.Random(SEED))
    try:
        for number in range(BURSTS):
            monkey.act()
            if number % TOGETHER == TOGETHER - 1:
                monkey.look()
    except Failed as failed:
        raise Failed(f"{failed}\nafter {monkey.did[-40:]}") from None
    monkey.sandbox.fault("clear")
    monkey.program.process.terminate()
    same(monkey.program.wait_end(), 0, "exit status")


tell()
