# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's responses: export jobs, continuation tokens, counts that move, definitions. TAP, standard library only."""
import importlib.util
import io
import json
import os
import sys
import zipfile

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-sandbox.py")
_SPEC = importlib.util.spec_from_file_location("sandbox_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Sandbox, run = _BASE.Sandbox, _BASE.run


class Desk:
    """Exports of one survey, step by step."""

    def __init__(self, sandbox, survey):
        self.sandbox, self.survey = sandbox, survey
        self.path = f"surveys/{survey}/export-responses"

    def start(self, **body):
        return self.sandbox.call("POST", self.path, {"format": "ndjson", "compress": False, **body})

    def finish(self, started):
        """The last answer about a job."""
        assert started.status == 200, started.body
        assert started.result["status"] == "inProgress" and "fileId" not in started.result
        reply = started
        while reply.result["status"] == "inProgress":
            reply = self.sandbox.get(f"{self.path}/{started.result['progressId']}")
            assert reply.status == 200 and "progressId" not in reply.result, reply.body
        return reply.result

    def file(self, done):
        return self.sandbox.get(f"{self.path}/{done['fileId']}/file")

    def pull(self, **body):
        """The responses, and the token that goes on from them."""
        started = self.start(**body)
        done = self.finish(started)
        assert done["status"] == "complete" and done["percentComplete"] == 100
        early = started.result.get("continuationToken")
        assert early in (None, done.get("continuationToken"))
        lines = self.file(done).body.decode().splitlines()
        return [json.loads(line) for line in lines], done.get("continuationToken")

    def answer(self, *words):
        reply = self.sandbox.raw("POST", "/sandbox/response", " ".join([self.survey, *words]).encode())
        assert reply.status == 200, reply.body
        return reply.body.decode().strip()

    def count(self):
        return self.sandbox.get(f"surveys/{self.survey}").result["responseCounts"]["auditable"]


def ids(responses):
    return [one["responseId"] for one in responses]


## Cases

def whole(_, desk):
    everything, token = desk.pull()
    assert len(everything) == desk.count() == len(set(ids(everything))) and token is None
    assert all(one["responseId"].startswith("R_") and "surveyId" not in one for one in everything)
    recorded = [one["values"]["recordedDate"] for one in everything]
    assert all(date.endswith("Z") for date in recorded)
    middle = sorted(recorded)[len(recorded) // 2][:19] + "Z"
    later, _ = desk.pull(startDate=middle)
    earlier, _ = desk.pull(endDate=middle)
    assert sorted(ids(later) + ids(earlier)) == sorted(ids(everything)) and later and earlier
    assert len(desk.pull(limit=7)[0]) == 7
    narrow, _ = desk.pull(questionIds=["QID1"], limit=3)
    assert all("QID1" in one["values"] and "QID2" not in one["values"] for one in narrow)


def forms(_, desk):
    done = desk.finish(desk.start(limit=5, format="json"))
    plain = desk.file(done)
    assert len(plain.json["responses"]) == 5 and list(plain.json) == ["responses"]
    done = desk.finish(desk.start(limit=5, compress=True))
    packed = desk.file(done)
    assert packed.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(packed.body)) as archive:
        assert archive.testzip() is None and archive.namelist() == ["NPS Q4.ndjson"], archive.namelist()
        lines = archive.read("NPS Q4.ndjson").decode().splitlines()
    assert [json.loads(line)["responseId"] for line in lines] == ids(plain.json["responses"])
    missing = desk.sandbox.call("POST", desk.path, {"compress": False})
    assert (missing.status, missing.code) == (400, "RP_10")


def refused(sandbox, desk):
    for body in ({"format": "ndjson", "useLabels": True}, {"format": "json", "timeZone": "UTC"}, {"format": "odt"},
                 {"format": "ndjson", "allowContinuation": True, "continuationToken": "x"},
                 {"format": "ndjson", "continuationToken": "x"}, {"format": "ndjson", "startDate": "yesterday"},
                 {"format": "ndjson", "limit": "7"}, {"format": "ndjson", "unknown": 1},
                 {"format": "ndjson", "filterId": "f", "allowContinuation": True}):
        reply = sandbox.call("POST", desk.path, body)
        assert reply.status == 400 and reply.code, (body, reply.body)
    assert sandbox.get(f"{desk.path}/ES_nothing").status == 404
    assert sandbox.get(f"{desk.path}/nothing/file").status == 404
    started = desk.start().result
    assert desk.file({"fileId": started["progressId"]}).status == 404


def continued(_, desk):
    before, token = desk.pull(allowContinuation=True, sortByLastModifiedDate=True)
    assert token and all("LastModifiedDate" in one["values"] for one in before)
    none, token = desk.pull(continuationToken=token)
    assert not none
    first = desk.answer()
    second = desk.answer()
    both, token_after = desk.pull(continuationToken=token)
    assert sorted(ids(both)) == sorted([first, second])
    again, _ = desk.pull(continuationToken=token)
    assert ids(again) == ids(both)
    assert not desk.pull(continuationToken=token_after)[0]


def late(sandbox, desk):
    _, token = desk.pull(allowContinuation=True)
    count = desk.count()
    response = desk.answer("late")
    assert desk.count() == count + 1
    path = f"surveys/{desk.survey}/responses/{response}"
    waiting = sandbox.get(path)
    assert waiting.status == 202 and waiting.result["message"]
    none, token = desk.pull(continuationToken=token)
    assert not none
    sandbox.control("clock", "30")
    assert ids(desk.pull(continuationToken=token)[0]) == [response]
    one = sandbox.get(path)
    assert one.status == 200 and one.result["responseId"] == response
    assert sandbox.get(path + "x").status == 404


def expired(sandbox, desk):
    _, token = desk.pull(allowContinuation=True)
    assert sandbox.control("exports", "expire") == 200
    reply = desk.start(continuationToken=token)
    assert reply.status == 400 and "expired" in reply.json["meta"]["error"]["errorMessage"]
    _, token = desk.pull(allowContinuation=True)
    sandbox.control("clock", str(6 * 86400))
    assert desk.start(continuationToken=token).status == 200
    sandbox.control("clock", str(2 * 86400))
    assert desk.start(continuationToken=token).status == 400


def failed(sandbox, desk):
    assert sandbox.control("exports", "fail") == 200
    done = desk.finish(desk.start(allowContinuation=True))
    assert done == {"fileId": None, "percentComplete": 100, "status": "failed"}, done
    assert desk.pull(limit=1)[0]
    assert sandbox.control("exports", "nonsense") == 400


def too_often(sandbox, desk):
    sandbox.control("clock", "61")
    replies = [desk.start(limit=1) for _ in range(101)]
    assert [one.status for one in replies] == [200] * 100 + [429]
    assert 1 <= int(replies[-1].headers["Retry-After"]) <= 61
    sandbox.control("clock", "61")
    assert desk.start(limit=1).status == 200


def invited(sandbox, desk):
    world = _BASE.World(sandbox)
    count = desk.count()
    _, token = desk.pull(allowContinuation=True)
    sent = sandbox.call("POST", "distributions", _BASE.launch(world, sandbox.now() + 2))
    assert sent.status == 200, sent.body
    sandbox.control("clock", str(3 * 86400))
    stats = sandbox.get(f"distributions/{sent.result['id']}?surveyId={world.survey}").result["stats"]
    new, _ = desk.pull(continuationToken=token)
    assert len(new) == stats["finished"] == desk.count() - count > 0
    people = {one["email"] for one in world.contacts if one.get("email")}
    assert all(one["values"]["recipientEmail"] in people for one in new if "recipientEmail" in one["values"])


def definition(sandbox, desk):
    whole_one = sandbox.get(f"survey-definitions/{desk.survey}").result
    questions = whole_one["Questions"]
    assert whole_one["QuestionCount"] == str(len(questions)) and whole_one["SurveyName"] == "NPS Q4"
    assert isinstance(questions["QID1"]["Choices"], list) and isinstance(questions["QID2"]["Choices"], dict)
    assert questions["QID5"]["Answers"]["4"]["Display"] == "Very"
    response = desk.pull(limit=1)[0][0]
    values, labels = response["values"], response["labels"]
    assert questions["QID2"]["Choices"][str(values["QID2"])]["Display"] == labels["QID2"]
    assert values["QID3"] and len(values["QID3"]) == len(labels["QID3"]) and set(response["displayedFields"]) >= {"QID1"}
    shown = sandbox.get(f"surveys/{desk.survey}").result["questions"]
    assert list(shown) == list(questions) and shown["QID2"]["choices"]["1"]["choiceText"] == "A friend"


def nothing_yet(sandbox, _):
    empty = next(one["id"] for one in sandbox.get("surveys").elements if not one["isActive"])
    desk = Desk(sandbox, empty)
    assert desk.pull(allowContinuation=True)[0] == [] and desk.count() == 0
    assert sandbox.get(f"survey-definitions/{empty}").result["Questions"] == []


def by_themselves():
    with Sandbox("--contacts", "0", "--arrivals", "20") as sandbox:
        desk = Desk(sandbox, next(one["id"] for one in sandbox.get("surveys").elements if one["isActive"]))
        count = desk.count()
        sandbox.control("clock", "600")
        assert desk.count() > count + 5
    with Sandbox("--contacts", "0") as sandbox:
        desk = Desk(sandbox, next(one["id"] for one in sandbox.get("surveys").elements if one["isActive"]))
        count = desk.count()
        sandbox.control("clock", "600")
        assert desk.count() == count


SHARED = [whole, forms, refused, continued, late, expired, failed, invited, definition, nothing_yet, too_often]


def main():
    print(f"1..{len(SHARED) + 1}")
    with Sandbox("--contacts", "120") as sandbox:
        desk = Desk(sandbox, next(one["id"] for one in sandbox.get("surveys").elements if one["isActive"]))
        for number, case in enumerate(SHARED, 1):
            run(number, case, sandbox, desk)
    run(len(SHARED) + 1, by_themselves)


if __name__ == "__main__":
    sys.exit(main())
