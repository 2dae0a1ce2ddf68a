# SPDX-License-Identifier: GPL-3.0-or-later
"""What several stories do to launch a distribution, and how they count what left."""
import re
from collections import Counter

from people import contacts_of, open_list


def opened(stage, *options, **env):
    sandbox = stage.sandbox("--contacts", "40", *options)
    program = stage.canvass(sandbox, width=120, height=40, **env)
    open_list(program)
    program.wait_idle()
    return sandbox, program


def to_review(program):
    """The form as it opens from a list needs a subject and a sender; then the review."""
    program.keys("m")
    program.wait_for("(?i)subject")
    program.wait_idle()
    program.keys("C-s")
    program.wait_idle()


def confirm(program):
    """Types the number that the review asks for."""
    program.wait_for("(?i)type [0-9,]+")
    number = re.search(r"(?i)type ([0-9,]+)", program.text()).group(1)
    program.type(number)
    program.keys("Enter")
    return int(number.replace(",", ""))


def reachable(sandbox):
    return {person["email"] for person in contacts_of(sandbox)
            if person.get("email") and not person.get("unsubscribed") and not person.get("mailingListUnsubscribed")}


def recipients(sandbox):
    return Counter(re.search(r"(?mi)^To:.*?([\w.+-]+@[\w.-]+)", mail).group(1) for mail in sandbox.mails().values())
