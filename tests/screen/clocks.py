# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock for the program that a story can set, and a machine that it can send to sleep."""
import os
import signal
import struct

from screen import TOP, true


class Clock:
    """Its env goes into stage.canvass(). Linux only: it is a library that is loaded before all others."""

    LIBRARY = os.path.join(TOP, "tests/support/set-clock.so")

    @classmethod
    def works(cls):
        return os.path.exists(cls.LIBRARY) and os.path.getsize(cls.LIBRARY) > 0

    def __init__(self, stage):
        self.path = os.path.join(stage.folder, "clock")
        self.was_set = self.slept = self.went_by = 0
        self._write()
        asan = os.environ.get("ASAN_OPTIONS", "")
        self.env = {"LD_PRELOAD": self.LIBRARY, "CANVASS_TEST_CLOCK": self.path,
                    "ASAN_OPTIONS": f"{asan}:verify_asan_link_order=0" if asan else "verify_asan_link_order=0"}

    def _write(self):
        mode = "r+b" if os.path.exists(self.path) else "wb"
        with open(self.path, mode) as file:
            file.write(struct.pack("=qqq", self.was_set, self.slept, self.went_by))

    def set(self, seconds):
        """Somebody sets the clock on the wall, by so many seconds forward or back."""
        self.was_set += seconds
        self._write()

    def pass_by(self, seconds, sandbox):
        """So much time goes by at once. What waits for a moment looks at the clock when it wakes, or at a key."""
        self.went_by += seconds
        self._write()
        sandbox.advance(seconds)

    def sleep(self, program, seconds, sandbox=None):
        """The lid is closed for so long; the world goes on meanwhile."""
        program.process.send_signal(signal.SIGSTOP)
        wait_state(program.process.pid, "T")
        self.slept += seconds
        self._write()
        if sandbox:
            sandbox.advance(seconds)
        program.process.send_signal(signal.SIGCONT)


def wait_state(pid, wanted):
    """Until a process is stopped ("T"), or whatever /proc calls it."""
    for _ in range(100000):
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            if stat.read().rpartition(")")[2].split()[0] in wanted:
                return
        os.sched_yield()
    true(False, f"process {pid} is not {wanted}")
