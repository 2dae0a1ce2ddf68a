# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start to the numbers of a distribution that was sent, and what the server says of its recipients."""


def history_of(sandbox, distribution):
    """All that the server says of its recipients."""
    path, entries = f"distributions/{distribution}/history", []
    while path:
        page = sandbox.api("GET", path)
        entries += page["elements"]
        path = (page.get("nextPage") or "").partition("/API/v3/")[2]
    return entries


def opened_invite(stage, *options, readonly=False):
    """The numbers of the last invitation of the survey "Alumni voices", zoomed, and that distribution."""
    sandbox = stage.sandbox("--contacts", "400", *options)
    program = stage.canvass(sandbox, *(["--read-only"] if readonly else []), width=140, height=40)
    program.wait_for("3 Surveys")
    program.wait_for("thank-you")
    program.keys("4 +")
    program.gone("1 Directories")
    program.keys("j Enter")
    program.wait_for("4 Distribution · Alumni voices")
    program.wait_for("State +Name +Email")
    program.wait_idle()
    surveys = sandbox.api("GET", "surveys")["elements"]
    survey = next(one["id"] for one in surveys if one["name"] == "Alumni voices")
    sent = sandbox.api("GET", f"distributions?surveyId={survey}")["elements"]
    return sandbox, program, next(one for one in sent if one["requestType"] == "Invite")
