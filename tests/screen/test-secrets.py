# SPDX-License-Identifier: GPL-3.0-or-later
"""The token is where it must be, and nowhere else."""
import os
import re

from launching import confirm, opened, to_review
from screen import SANITIZED, TOKEN, same, story, tell, true

SECRET = TOKEN.encode()


def files_below(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(place, name)


def dumped(pid):
    """The memory that a core file would hold: (name, bytes) of each mapping that is not kept out of dumps."""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as smaps:
        maps = re.findall(r"(?ms)^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *([^\n]*)\n.*?^VmFlags:([^\n]*)", smaps.read())
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for begin, end, rights, name, flags in maps:
            if rights.startswith("r") and " dd" not in flags and not name.startswith("[v"):
                begin, end = int(begin, 16), int(end, 16)
                try:
                    memory.seek(begin)
                    yield name, memory.read(end - begin)
                except OSError:
                    continue  # guard pages and devices


@story("the token is in no argument, no file, no line of the screen")
def _(stage):
    sandbox, program = opened(stage)
    seen = []
    to_review(program)
    confirm(program)
    program.wait_for("(?i)leaves in")
    for keys in ("L", "Esc", "C", "Esc", ":", "Esc", "?", "Esc", "y"):
        program.keys(keys)
        program.wait_idle()
        seen.append(program.text())
    with open(f"/proc/{program.process.pid}/cmdline", "rb") as arguments:
        true(SECRET not in arguments.read(), "the token is in the arguments")
    with open(f"/proc/{program.process.pid}/environ", "rb") as environment:
        true(SECRET not in environment.read(), "the token is in what others see of the environment")
    true(TOKEN not in "\n".join(seen), "the token is on the screen")
    sandbox_files = os.path.dirname(sandbox.outbox)
    for path in files_below(stage.folder):
        if not path.startswith(sandbox_files):
            with open(path, "rb") as file:
                true(SECRET not in file.read(), f"the token is in {path}")


@story("a token that is refused is not shown")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, token="wrong-" + TOKEN)
    program.wait_for("(?i)token")
    true("wrong-" + TOKEN not in program.text(), "the token is on the screen")


@story("a core made by force does not hold the token")
def _(stage):
    _, program = opened(stage)
    program.wait_idle()
    # A sanitizer's runtime reads the environment into memory of its own, before main.
    if SANITIZED or not os.access(f"/proc/{program.process.pid}/mem", os.R_OK):
        return
    holders = [name or "a heap" for name, memory in dumped(program.process.pid) if SECRET in memory]
    same(holders, [], "mappings that hold the token")
    with open(f"/proc/{program.process.pid}/limits", encoding="utf-8") as limits:
        true(re.search(r"Max core file size +0 +0", limits.read()), "core files are allowed")


tell()
