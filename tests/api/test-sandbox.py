# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox against the fact sheet: routes, strictness, oddities, faults and the outbox. TAP, standard library only."""
import base64
import concurrent.futures
import email.utils
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAM = os.path.join(os.environ["top_builddir"], "canvass-sandbox")
PATIENCE = 20
TOKEN = "secret"


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def result(self):
        return self.json["result"]

    @property
    def elements(self):
        return self.result["elements"]

    @property
    def code(self):
        meta = self.json["meta"]
        return meta.get("internalErrorCode") or meta.get("error", {}).get("errorCode")


class Sandbox:
    def __init__(self, *options):
        self.outbox = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [PROGRAM, "--port", "0", "--outbox", self.outbox.name, "--exit-with-parent", *options],
            stdout=subprocess.PIPE, env={**os.environ, "CANVASS_SANDBOX_TOKEN": TOKEN})
        self.address = re.fullmatch(rb"http://(127\.0\.0\.1:\d+)\n", self.process.stdout.readline())[1].decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.outbox.cleanup()

    def raw(self, method, path, body=None, headers=None, patience=PATIENCE):
        connection = http.client.HTTPConnection(self.address, timeout=patience)
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def call(self, method, path, body=None, patience=PATIENCE, **headers):
        headers = {"X-API-TOKEN": TOKEN, **headers}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = json.dumps(body).encode()
        return self.raw(method, "/API/v3/" + urllib.parse.quote(path, "/?&=%_-"), body, headers, patience)

    def get(self, path):
        return self.call("GET", path)

    def control(self, route, text=""):
        return self.raw("POST", "/sandbox/" + route, text.encode()).status

    def pages(self, path):
        """The elements of all pages, and of each page how many."""
        elements, sizes, address = [], [], "/API/v3/" + path
        while address:
            reply = self.raw("GET", address, headers={"X-API-TOKEN": TOKEN})
            elements += reply.elements
            sizes.append(len(reply.elements))
            address = (reply.result.get("nextPage") or "").replace(f"http://{self.address}", "")
        return elements, sizes

    def mails(self):
        return sorted(name for name in os.listdir(self.outbox.name) if not name.startswith("."))

    def mail(self, name):
        with open(os.path.join(self.outbox.name, name), encoding="utf-8") as file:
            return file.read()

    def now(self):
        return email.utils.parsedate_to_datetime(self.get("whoami").headers["Date"]).timestamp()


class World:
    """The IDs that most cases need."""

    def __init__(self, sandbox):
        directories = sandbox.get("directories").elements
        self.pool = directories[0]["directoryId"]
        self.research = directories[1]["directoryId"]
        self.lists = {one["name"]: one["mailingListId"]
                      for one in sandbox.get(f"directories/{self.pool}/mailinglists").elements}
        self.list = self.lists["Spring panel"]
        self.path = f"directories/{self.pool}/mailinglists/{self.list}/contacts"
        self.people = f"directories/{self.pool}/contacts"
        self.contacts, _ = sandbox.pages(self.path)
        surveys = sandbox.get("surveys").elements
        self.survey = next(one["id"] for one in surveys if one["isActive"])
        self.inactive = next(one["id"] for one in surveys if not one["isActive"])
        self.library = sandbox.get("libraries").elements[0]["libraryId"]


def launch(world, sends, **changes):
    body = {"message": {"messageText": "Dear ${m://FirstName}, ${l://SurveyLink?d=Answer}"},
            "recipients": {"mailingListId": world.list},
            "header": {"fromEmail": "a@example.org", "fromName": "Team", "replyToEmail": "r@example.org",
                       "subject": "For ${m://FirstName}"},
            "surveyLink": {"surveyId": world.survey, "type": "Individual"},
            "sendDate": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sends)), **changes}
    return {key: value for key, value in body.items() if value is not None}


## Cases

def login(sandbox, _):
    missing = sandbox.raw("GET", "/API/v3/whoami")
    wrong = sandbox.call("GET", "whoami", **{"X-API-TOKEN": "no"})
    assert (missing.status, missing.code) == (400, "ATP_2"), missing.body
    assert (wrong.status, wrong.code) == (401, "DCD_7"), wrong.body
    who = sandbox.get("whoami")
    assert who.status == 200 and who.result["userId"].startswith("UR_") and who.result["datacenter"]
    assert TOKEN.encode() not in who.body


def unknown_things(sandbox, world):
    nowhere = sandbox.get("nowhere")
    assert nowhere.status == 404 and nowhere.code is None
    assert sandbox.get("surveys/SV_000000000000000").code == "GSI_2"
    assert sandbox.get("survey-definitions/SV_000000000000000/metadata").status == 403
    assert sandbox.get(f"distributions/EMD_x?surveyId={world.survey}").code == "GED_3"
    assert sandbox.get(world.path + "/CID_nobody").code == "GET_CONTACT_FROM_LIST_NOT_FOUND"
    old = sandbox.get(f"directories/{world.pool}/mailinglists/CG_000000000000000")
    assert old.status == 404 and old.json["meta"]["status"] == "Error" and old.json["result"] is None
    assert sandbox.get(f"directories/{world.pool}/mailinglists/nonsense").code == "GP_0"


def paging(sandbox, world):
    contacts, sizes = sandbox.pages(world.path)
    assert len(contacts) == 120 and sizes[:2] == [50, 50], sizes
    assert len({one["contactId"] for one in contacts}) == 120
    new_scheme, _ = sandbox.pages(world.path + "?useNewPaginationScheme=true&pageSize=7")
    assert [one["contactId"] for one in new_scheme] == [one["contactId"] for one in contacts]
    assert sandbox.get(world.path + "?pageSize=51").status == 400
    assert sandbox.get(world.people + "?pageSize=100").status == 200
    assert sandbox.get(world.people + "?pageSize=101").status == 400
    assert sandbox.get(world.path + "?skipToken=%2A").status == 400
    surveys, sizes = sandbox.pages("surveys")
    assert len(surveys) == 8 and sizes == [8, 0], sizes


def oddities(sandbox, world):
    ends, ids = set(), set()
    for _ in range(60):
        reply = sandbox.get(f"directories/{world.pool}/mailinglists").json
        ends.add(repr(reply["result"].get("nextPage", "missing")))
        ids.add(type(reply["meta"]["requestId"]).__name__ + ("" if reply["meta"]["requestId"] else " empty"))
        ids.add("order " + " ".join(reply))
    assert ends == {"None", "'missing'"}, ends
    assert ids == {"str", "str empty", "NoneType empty", "order result meta", "order meta result"}, ids
    contacts = world.contacts
    assert any("phone" not in one for one in contacts) and any(one.get("phone", 0) is None for one in contacts)
    assert any(one.get("language") == "" for one in contacts)
    assert all("embeddedData" not in one for one in contacts)
    assert all("embeddedData" in one for one in sandbox.get(world.path + "?includeEmbedded=true").elements)
    lists = sandbox.get(f"directories/{world.pool}/mailinglists?includeCount=true").elements
    assert lists[0]["contactCount"] == 120 and lists[0]["creationDate"] > 1_000_000_000_000


def strict_contacts(sandbox, world):
    path = f"{world.path}/{world.contacts[0]['contactId']}"

    def refused(body, method="PUT", **headers):
        reply = sandbox.call(method, path if method == "PUT" else world.path, body, **headers)
        return reply.status, reply.code

    assert refused({"contactLookupId": "CGC_x"}) == (400, "RP_9")
    assert refused({"email": None})[0] == 400
    assert refused({"firstName": 3})[0] == 400
    assert refused({"embeddedData": {"k" * 201: "v"}})[0] == 400
    assert refused({"embeddedData": {"k": "v" * 1025}})[0] == 400
    assert refused({"embeddedData": {"k" * 200: "ö" * 1024}})[0] == 200
    assert refused({"embeddedData": {"k": {}}})[0] == 400
    assert refused({"firstName": "x"}, **{"Content-Type": "text/plain"})[0] == 415
    assert refused(None)[0] in (400, 411, 415)
    assert refused({"nope": 1}, "POST") == (400, "RP_9")


def edit(sandbox, world):
    contact = world.contacts[1]["contactId"]
    before = sandbox.get(f"{world.people}/{contact}").result
    body = {"lastName": "Õunapuu", "unsubscribed": True, "embeddedData": {"visits": 3, "vip": True}}
    done = sandbox.call("PUT", f"{world.path}/{contact}", body)
    assert done.status == 200 and "result" not in done.json
    after = sandbox.get(f"{world.people}/{contact}").result
    assert after["lastName"] == "Õunapuu" and after["firstName"] == before["firstName"]
    assert after["embeddedData"] == {"visits": "3", "vip": "true"}
    assert after["lastModified"] > before["lastModified"] and after["directoryUnsubscribed"] is False
    assert after["mailingListMembership"][world.list]["unsubscribed"] is True
    in_list = sandbox.get(f"{world.path}/{contact}").result
    assert in_list["mailingListUnsubscribed"] is True and in_list["privateEmbeddedData"] == {}
    assert contact in [one["contactId"] for one in
                       sandbox.get(f"directories/{world.pool}/mailinglists/{world.list}/optedOutContacts").elements]


def create_and_delete(sandbox, world):
    made = sandbox.call("POST", world.path, {"email": "new@example.org", "firstName": "New"}).result
    assert made["id"].startswith("CID_") and made["contactLookupId"].startswith("CGC_")
    again = sandbox.call("POST", world.path, {"email": "NEW@example.org", "firstName": "Newer"}).result
    assert again["id"] == made["id"], "this directory de-duplicates"
    panel = sandbox.get(f"directories/{world.research}/mailinglists").elements[0]["mailingListId"]
    research = f"directories/{world.research}/mailinglists/{panel}/contacts"
    twins = {sandbox.call("POST", research, {"email": "twin@example.org"}).result["id"] for _ in range(2)}
    assert len(twins) == 2, "that one does not"
    assert sandbox.call("DELETE", f"{world.path}/{made['id']}").status == 200
    assert sandbox.get(f"{world.path}/{made['id']}").status == 404
    assert sandbox.get(f"{world.people}/{made['id']}").result["firstName"] == "Newer"
    assert sandbox.call("DELETE", f"{world.people}/{made['id']}").status == 200
    assert sandbox.call("DELETE", f"{world.people}/{made['id']}").status == 404


def bulk_import(sandbox, world):
    lists = f"directories/{world.pool}/mailinglists"
    own = f"{lists}/{sandbox.call('POST', lists, {'name': 'Imported'}).result['id']}"
    path = f"{own}/transactioncontacts"
    assert sandbox.call("POST", path, {"contacts": []}).status == 400
    assert sandbox.call("POST", path, {"contacts": [{"email": None}]}).status == 400
    assert sandbox.call("POST", path, {"contacts": [{"name": "x"}]}).code == "RP_9"
    assert sandbox.call("POST", path, {"contacts": [{"email": "a@example.org"}] * 10001}).status == 400
    assert sandbox.call("POST", path, {"contacts": [{"email": "a@example.org", "transactionData": {"o": "1"}}]}).status == 400
    assert sandbox.call("POST", path, {"transactionMeta": {"fields": ["o"]}, "contacts": [
        {"email": "a@example.org", "embeddedData": {"o": "1"}, "transactionData": {"o": "1"}}]}).status == 400
    ada = sandbox.call("POST", f"directories/{world.pool}/contacts",
                       {"email": "bulk@example.org", "firstName": "Before", "embeddedData": {"kept": "1"}}).result["id"]
    started = sandbox.call("POST", path, {"contacts": [
        {"email": "bulk@example.org", "firstName": "After", "embeddedData": {"site": "north"}},
        {"email": "none"}, {"email": "bulk2@example.org", "phone": "no phone"},
        {"email": "bulk3@example.org"}, {"embeddedData": {"long": "x" * 1025}}]})
    assert started.status == 202 and started.result["contacts"]["unprocessed"] == [1, 2]
    job = started.result["id"]
    assert sandbox.get(f"{path}/{job}").result["percentComplete"] < 100
    ended = sandbox.get(f"{path}/{job}").result
    assert ended["percentComplete"] == 100 and ended["contacts"]["count"] == {"added": 1, "updated": 1, "failed": 1}
    after = sandbox.get(f"{world.people}/{ada}").result
    assert after["firstName"] == "After" and after["embeddedData"] == {"kept": "1", "site": "north"}
    assert {"bulk@example.org", "bulk3@example.org"} == {one["email"] for one in sandbox.get(f"{own}/contacts").elements}
    report = sandbox.get(f"directories/{world.pool}/imports/api-import/jobs/{job}/report").json
    entries = report["results"]["importReportEntries"]
    assert [one["sourceIndexId"] for one in entries] == [0, 3, 4] and "result" not in report
    assert [one["contactId"] is None for one in entries] == [False, False, True]
    nothing = sandbox.get(f"{path}/PGRS_nothing").result
    assert nothing["percentComplete"] == 100 and not any(nothing["contacts"]["count"].values())
    assert sandbox.call("DELETE", own).status == 200


def lists(sandbox, world):
    path = f"directories/{world.pool}/mailinglists"
    assert sandbox.call("POST", path, {}).code == "RP_10"
    assert sandbox.call("POST", path, {"name": "n" * 101}).status == 400
    made = sandbox.call("POST", path, {"name": "Mine"}).result["id"]
    assert sandbox.call("PUT", f"{path}/{made}", {"name": "Yours"}).status == 200
    assert sandbox.get(f"{path}/{made}").result["name"] == "Yours"
    assert sandbox.call("DELETE", f"{path}/{made}").status == 200
    assert sandbox.get(f"{path}/{made}").status == 404
    assert "Employees (shared)" not in world.lists
    assert sandbox.get(f"{path}?ownerId={GROUP(sandbox)}").elements[0]["name"] == "Employees (shared)"


def GROUP(sandbox):
    return sandbox.get("libraries").elements[1]["libraryId"]


def search(sandbox, world):
    path = world.people + "/search?includeEmbedded=true"
    one = {"filterType": "email", "comparison": "eq", "value": " ADA.rossi@example.org "}
    found = sandbox.call("POST", path, {"filter": one}).result
    assert [hit["firstName"] for hit in found["elements"]] == ["Ada"] and "skipToken" not in found
    assert {"id", "phoneNumber", "externalDataReference", "embeddedData"} <= set(found["elements"][0])
    both = {"conjunction": "and", "filters": [one, {"filterType": "inList", "comparison": False,
                                                    "mailingListId": world.list}]}
    assert sandbox.call("POST", path, {"filter": both}).elements == []
    assert sandbox.call("POST", path, {"filter": {"filterType": "embedded", "comparison": "eq"}}).status == 400


def surveys(sandbox, world):
    assert sandbox.call("PUT", f"surveys/{world.inactive}", {"isActive": True}).status == 200
    survey = sandbox.get(f"surveys/{world.inactive}").result
    assert survey["isActive"] is True and survey["expiration"] == {"startDate": None, "endDate": None}
    assert sandbox.call("PUT", f"surveys/{world.inactive}", {"isActive": False}).status == 200
    assert sandbox.call("PUT", f"surveys/{world.inactive}", {"active": False}).code == "RP_9"
    assert sandbox.get(f"survey-definitions/{world.inactive}/metadata").result["SurveyStatus"] == "Inactive"


def libraries(sandbox, world):
    messages = sandbox.get(f"libraries/{world.library}/messages").elements
    assert {"invite", "reminder", "thankYou", "emailSubject"} <= {one["category"] for one in messages}
    first = sandbox.get(f"libraries/{world.library}/messages/{messages[0]['id']}").result
    assert "${l://SurveyLink?d=" in first["messages"]["en"] and len(first["messages"]) > 1
    assert sandbox.get(f"libraries/{world.library}/messages/MS_nothing").status == 404


def strict_launch(sandbox, world):
    def refused(**changes):
        reply = sandbox.call("POST", "distributions", launch(world, time.time() + 3600, **changes))
        return reply.status, reply.code

    assert refused(sendDate=None) == (400, "RP_10")
    assert refused(surveyId=world.survey) == (400, "RP_9")
    assert refused(sendDate="2026-11-24T08:30:00.000Z")[0] == 400
    assert refused(surveyLink={"surveyId": world.inactive, "type": "Individual"})[0] == 400
    assert refused(surveyLink={"surveyId": world.survey, "linkType": "Individual"}) == (400, "RP_9")
    assert refused(recipients={"contactId": world.contacts[0]["contactLookupId"]})[0] == 400
    assert refused(recipients={"mailingListId": "CG_nothing"})[0] == 400
    assert refused(message={"messageId": "MS_x", "libraryId": world.library})[0] == 400
    assert sandbox.get("distributions").code == "RP_10"
    assert sandbox.mails() == []


def send(sandbox, world):
    """One mail to each who may get one, when its time has come, and not before."""
    contacts, _ = sandbox.pages(world.path)
    sends = sandbox.now() + 300
    made = sandbox.call("POST", "distributions", launch(world, sends)).result["id"]
    path = f"distributions/{made}?surveyId={world.survey}"
    assert sandbox.get(path).result["requestStatus"] == "Pending" and sandbox.mails() == []
    assert sandbox.get(f"distributions/{made}").code == "RP_10"
    sandbox.control("clock", "301")
    wanted = {f"{made}--{one['contactId']}.eml" for one in contacts
              if one.get("email") and not one["unsubscribed"] and not one["mailingListUnsubscribed"]}
    assert set(sandbox.mails()) == wanted and 90 < len(wanted) < 120, len(wanted)
    told = sandbox.get(path).result
    assert told["requestStatus"].lower() == "done" and told["surveyLink"]["linkType"] == "Individual"
    stats = told["stats"]
    assert stats["sent"] == len(wanted) and stats["sent"] + stats["skipped"] + stats["failed"] == 120, stats
    assert stats["opened"] == 0 and sandbox.call("DELETE", f"distributions/{made}").status == 400
    mail = sandbox.mail(f"{made}--{contacts[0]['contactId']}.eml")
    assert mail.startswith("To: ada.rossi@example.org\nFrom: Team <a@example.org>\nReply-To: r@example.org\n"
                           "Subject: For Ada\n") and "${" not in mail and "/jfe/form/SV_" in mail, mail
    sandbox.control("clock", str(3 * 86400))
    later = sandbox.get(path).result["stats"]
    assert later["opened"] > later["started"] > later["finished"] > 0, later
    history, _ = sandbox.pages(f"distributions/{made}/history")
    assert sum(one["status"] == "SurveyFinished" for one in history) == later["finished"]


def call_back(sandbox, world):
    mails = len(sandbox.mails())
    made = sandbox.call("POST", "distributions", launch(world, sandbox.now() + 300)).result["id"]
    assert sandbox.call("DELETE", f"distributions/{made}").status == 200
    sandbox.control("clock", "400")
    assert len(sandbox.mails()) == mails
    assert sandbox.get(f"distributions/{made}?surveyId={world.survey}").code == "GED_3"


def send_to_some(sandbox, world):
    mails = set(sandbox.mails())
    one = {"mailingListId": world.list, "contactId": world.contacts[0]["contactLookupId"]}
    for _ in range(2):
        sandbox.call("POST", "distributions", launch(world, sandbox.now() - 1, recipients=one))
    assert len(set(sandbox.mails()) - mails) == 2, "the same mail twice is two mails"
    marked = {str(i): {"contactId": world.contacts[i]["contactId"], "mailingListId": world.list,
                       "transactionDate": "2026-11-24 08:30:00"} for i in (0, 2, 4)}
    marked["stranger"] = {**marked["0"], "contactId": "CID_nobody"}
    answer = sandbox.call("POST", f"directories/{world.pool}/transactions", marked).result
    assert set(answer["unprocessedTransactions"]) == {"stranger"}
    ids = [entry["id"] for entry in answer["createdTransactions"].values()]
    batch = sandbox.call("POST", f"directories/{world.pool}/transactionbatches", {"transactionIds": ids}).result["id"]
    mails = set(sandbox.mails())
    made = sandbox.call("POST", "distributions", launch(world, sandbox.now(), recipients={"transactionBatchId": batch}))
    assert set(sandbox.mails()) - mails == {f"{made.result['id']}--{world.contacts[i]['contactId']}.eml"
                                            for i in (0, 2, 4)}


def follow_ups(sandbox, world):
    past = sandbox.get(f"distributions?surveyId={world.survey}&distributionRequestType=Invite").elements[0]
    body = {key: value for key, value in launch(world, sandbox.now() + 60).items()
            if key in ("message", "header", "sendDate")}
    for route, kind in (("reminders", "Reminder"), ("thankyous", "ThankYou")):
        made = sandbox.call("POST", f"distributions/{past['id']}/{route}", body).result["distributionId"]
        told = sandbox.get(f"distributions/{made}?surveyId={world.survey}").result
        assert told["parentDistributionId"] == past["id"] and told["requestType"] == kind
        assert sandbox.call("DELETE", f"distributions/{made}").status == 200


def link_sets(sandbox, world):
    body = {"action": "CreateDistribution", "surveyId": world.survey, "linkType": "Individual", "description": "x",
            "expirationDate": "2027-12-31T23:59:59Z", "mailingListId": world.list}
    mixed = sandbox.call("POST", "distributions", {**body, "sendDate": "2026-12-31T23:59:59Z"})
    assert mixed.code == "RP_9"
    mails = len(sandbox.mails())
    made = sandbox.call("POST", "distributions", body).result["id"]
    links, sizes = sandbox.pages(f"distributions/{made}/links?surveyId={world.survey}")
    assert sizes[0] == 100 and len({one["link"] for one in links}) == len(links) == 120
    assert len(sandbox.mails()) == mails


def sms(sandbox, world):
    body = {"surveyId": world.survey, "name": "wave", "method": "Invite", "recipients": {"mailingListId": world.list},
            "message": {"messageText": "Hi ${l://SurveyURL}"},
            "sendDate": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sandbox.now() + 600))}
    made = sandbox.call("POST", "distributions/sms", body).result
    assert made["requestStatus"] == "Scheduled" and "credits" in made["stats"]
    assert sandbox.call("POST", "distributions/sms", {**body, "name": "n" * 101}).status == 400
    assert len(sandbox.get(f"distributions/sms?surveyId={world.survey}").elements) == 1
    assert sandbox.call("DELETE", f"distributions/sms/{made['id']}").code == "RP_10"
    assert sandbox.call("DELETE", f"distributions/sms/{made['id']}?surveyId={world.survey}").status == 200


def breaks(sandbox, method="GET", path="whoami", body=None, patience=PATIENCE):
    """What kind of broken the answer is."""
    try:
        return sandbox.call(method, path, body, patience)
    except (http.client.HTTPException, OSError) as error:
        return type(error).__name__


def faults(sandbox, world):
    def with_fault(action, path="whoami", **options):
        assert sandbox.control("fault", f"GET {path.split('?')[0]} {action} x1") == 200
        return breaks(sandbox, path=path, **options)

    assert sandbox.control("fault", "GET whoami nonsense") == 400
    assert sandbox.control("fault", "GET whoami status=503 x1") == 200
    assert sandbox.raw("GET", "/sandbox/fault").body == b"1\n" and sandbox.get("whoami").status == 503
    assert sandbox.raw("GET", "/sandbox/fault").body == b"0\n"
    assert with_fault("status=503").status == 503
    limited = with_fault("retry-after=2")
    assert limited.status == 429 and limited.headers["Retry-After"] == "2"
    assert with_fault("drop-headers") in ("RemoteDisconnected", "ConnectionResetError", "BrokenPipeError")
    assert with_fault("drop-before") in ("RemoteDisconnected", "ConnectionResetError")
    assert with_fault("drop-after") in ("RemoteDisconnected", "ConnectionResetError")
    assert with_fault("cut") == "IncompleteRead"
    html = with_fault("html")
    assert html.status == 502 and html.headers["Content-Type"] == "text/html"
    empty = with_fault("empty")
    assert empty.status == 200 and not empty.body and with_fault("empty=408").status == 408
    for action, shift, age in (("stale=300", -300, "300"), ("skew=-300", -300, None), ("skew=300", 300, None)):
        said = with_fault(action)
        date = email.utils.parsedate_to_datetime(said.headers["Date"]).timestamp()
        assert said.status == 200 and said.headers["Age"] == age and abs(date - sandbox.now() - shift) < 60
    for action, broken in (("garble", json.JSONDecodeError), ("badutf8", UnicodeDecodeError)):
        text = with_fault(action, "surveys").body
        try:
            json.loads(text.decode())
            raise AssertionError(f"{action} is read without a complaint")
        except ValueError as error:
            assert isinstance(error, broken), error
    assert "\x1b[" in with_fault("escape", "surveys").elements[0]["name"]
    assert TOKEN in with_fault("echo", "surveys").body.decode()
    echo = with_fault("echo=400")
    assert echo.status == 400 and base64.b64encode(TOKEN.encode()).decode() in echo.body.decode()
    assert len(with_fault("huge", "surveys").elements[0]["name"]) == 10 * 1024 * 1024
    assert b"[" * 100000 in with_fault("deep", "surveys").body
    assert with_fault("stall", patience=0.3) in ("TimeoutError", "timeout")
    start = time.monotonic()
    assert with_fault("delay=150").status == 200 and time.monotonic() - start >= 0.15
    start = time.monotonic()
    assert with_fault("slow=1000").status == 200 and time.monotonic() - start >= 0.1
    assert sandbox.get("whoami").status == 200, "a counted fault is over"


def done_or_not(sandbox, world):
    """drop-headers and drop-before do nothing, drop-after does it."""
    path = f"directories/{world.pool}/mailinglists"
    for action, wanted in (("drop-headers", 0), ("drop-before", 0), ("drop-after", 1)):
        sandbox.control("fault", f"POST */mailinglists {action} x1")
        assert isinstance(breaks(sandbox, "POST", path, {"name": action}), str)
        assert sum(one["name"] == action for one in sandbox.get(path).elements) == wanted, action


def stalled_hold_up_nobody(sandbox, _):
    sandbox.control("fault", "GET surveys stall x10")
    with concurrent.futures.ThreadPoolExecutor(32) as pool:
        stalled = [pool.submit(breaks, sandbox, path="surveys", patience=2) for _ in range(10)]
        while sum(one.running() for one in stalled) < 10:
            pass
        statuses = [one.result().status for one in [pool.submit(sandbox.get, "whoami") for _ in range(20)]]
        assert statuses == [200] * 20 and not any(one.done() for one in stalled)
    sandbox.control("fault", "clear")


def keep_alive(sandbox, _):
    connection = http.client.HTTPConnection(sandbox.address, timeout=PATIENCE)
    for _ in range(3):
        connection.request("GET", "/API/v3/whoami", headers={"X-API-TOKEN": TOKEN})
        reply = connection.getresponse()
        assert reply.read() and not reply.will_close
    connection.close()


def other_options():
    with Sandbox("--contacts", "0", "--token", "other", "--proxied-host", "az1.qualtrics.com", "--rate-limit", "3",
                 "--fault", "GET whoami status=500 x1") as sandbox:
        headers = {"X-API-TOKEN": "other"}
        first = sandbox.raw("GET", "/API/v3/whoami", headers=headers)
        assert first.status == 500 and first.json["meta"]["notice"].endswith(": az1.qualtrics.com")
        assert sandbox.raw("GET", "/API/v3/directories", headers=headers).status == 200
        sandbox.raw("GET", "/API/v3/directories", headers=headers)
        limited = sandbox.raw("GET", "/API/v3/directories", headers=headers)
        assert limited.status == 429 and 1 <= int(limited.headers["Retry-After"]) <= 61
    assert sandbox.status == 0
    assert subprocess.run([PROGRAM, "--port", "x"], stderr=subprocess.DEVNULL, check=False).returncode == 2


def a_million():
    with Sandbox("--contacts", "1000000") as sandbox:
        pool = sandbox.get("directories").elements[0]["directoryId"]
        first = sandbox.get(f"directories/{pool}/mailinglists?includeCount=true").elements[0]
        assert first["contactCount"] == 1000000
        path = f"directories/{pool}/mailinglists/{first['mailingListId']}/contacts?pageSize=50&skipToken=999970"
        assert len(sandbox.get(path).elements) == 30
        with open(f"/proc/{sandbox.process.pid}/status", encoding="ascii") as status:
            resident = int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])
        assert resident < 64 * 1024 or os.environ.get("SANITIZE", "no") != "no", f"{resident} kB"


SHARED = [login, unknown_things, paging, oddities, strict_contacts, edit, create_and_delete, bulk_import, lists, search, surveys,
          libraries, strict_launch, send, call_back, send_to_some, follow_ups, link_sets, sms, faults, done_or_not,
          stalled_hold_up_nobody, keep_alive]
ALONE = [other_options, a_million]


def run(number, case, *arguments):
    name = case.__name__.replace("_", " ")
    try:
        case(*arguments)
        print(f"ok {number} - {name}", flush=True)
    except Exception as error:  # each case is reported, the next one runs
        trace = error.__traceback__
        while trace.tb_next:
            trace = trace.tb_next
        print(f"not ok {number} - {name}\n# line {trace.tb_lineno}: {error!r}"[:2000], flush=True)


def main():
    print(f"1..{len(SHARED) + len(ALONE)}")
    with Sandbox("--contacts", "120") as sandbox:
        world = World(sandbox)
        for number, case in enumerate(SHARED, 1):
            run(number, case, sandbox, world)
    for number, case in enumerate(ALONE, len(SHARED) + 1):
        run(number, case)


if __name__ == "__main__":
    sys.exit(main())
