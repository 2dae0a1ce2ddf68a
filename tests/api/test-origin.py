# SPDX-License-Identifier: GPL-3.0-or-later
"""The program and servers that would have its token: a redirect, a next page that is elsewhere, a certificate that
proves nothing. The token goes to none of them. TAP, standard library only."""
import http.client
import importlib.util
import json
import os
import socket
import ssl
import sys
import threading

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-commands.py")
_SPEC = importlib.util.spec_from_file_location("command_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Shell, run = _BASE.Shell, _BASE.run

CERTIFICATE = os.path.join(os.environ["top_srcdir"], "tests", "data", "tls", "self-signed.pem")


class Server:
    """Answers each request with what `answer` (a function of its first line) says, and keeps what came."""

    def __init__(self, answer, certificate=None):
        self.answer, self.requests, self.connections = answer, [], 0
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def serve(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.talk, args=(peer,), daemon=True).start()

    def talk(self, peer):
        with peer:
            try:
                peer = self.tls.wrap_socket(peer, server_side=True) if self.tls else peer
                head = b""
                while b"\r\n\r\n" not in head and not head.startswith(b"\x16"):  # a TLS hello has no end to wait for
                    piece = peer.recv(65536)
                    if not piece:
                        return
                    head += piece
                self.requests.append(head.decode("latin-1"))
                peer.sendall(self.answer(self.requests[-1].split("\r\n", 1)[0]).encode())
            except OSError:  # a handshake that was given up is one
                pass


def reply(body, status="200 OK", *headers):
    text = json.dumps(body)
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(text)}", "Connection: close"]
    return "\r\n".join([*lines, *headers, "", text])


def page(elements, following):
    return reply({"result": {"elements": elements, "nextPage": following},
                  "meta": {"httpStatus": "200 - OK", "requestId": "r-1"}})


def thief():
    return Server(lambda _: page([], None))


def ask(server, *words, scheme="http"):
    shell = Shell(server, None)
    shell.arguments[2] = f"{scheme}://{server.address}"
    return shell.run(*words)


def redirect_is_not_followed(_):
    for status in ("301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"):
        with thief() as other, Server(lambda _, to=other, how=status:
                                      reply({}, how, f"Location: http://{to.address}/API/v3/whoami")) as server:
            code, out, complaints = ask(server, "api", "GET", "/whoami")
            assert (code, out) == (1, "") and "redirect" in complaints, complaints
            code, out, complaints = ask(server, "api", "-y", "POST", "/directories/POOL_1/mailinglists", "-d", '{"name": "x"}')
            assert code != 0 and out == "" and "redirect" in complaints, complaints
            assert len(server.requests) == 2 and other.connections == 0, (server.requests, other.connections)


def next_page_elsewhere_gets_nothing(_):
    """Neither another port, nor a host that only begins or ends as ours, nor ours without its safety."""
    with thief() as other:
        for address in (f"http://{other.address}/API/v3/next", f"http://{other.address}@127.0.0.1/",
                        f"//{other.address}/API/v3/next", f"http://localhost:{other.address.split(':')[1]}/API/v3/next",
                        f"https://{other.address}/API/v3/next"):
            with Server(lambda _, to=address: page([{"id": "SV_1", "name": "One"}], to)) as server:
                code, _, complaints = ask(server, "api", "GET", "/surveys", "--all")
                assert code == 1 and complaints and "secret" not in complaints, (address, code, complaints)
                assert other.connections == 0, address
                assert all("127.0.0.1" in request for request in server.requests)


def address_in_a_query_is_a_value(_):
    with thief() as other, Server(lambda _: page([], None)) as server:
        code, _, complaints = ask(server, "api", "GET", f"/surveys?url=http://{other.address}/x")
        assert code == 0, complaints
        assert f"/API/v3/surveys?url=http://{other.address}/x" in server.requests[0], server.requests
        code, _, complaints = ask(server, "api", "GET", f"http://{other.address}/API/v3/surveys")
        assert code != 0 and complaints, complaints
        assert len(server.requests) == 1 and other.connections == 0


def certificate_of_nobody_ends_it(_):
    with Server(lambda _: page([], None), CERTIFICATE) as server:
        careless = http.client.HTTPSConnection(server.address, context=ssl._create_unverified_context())  # it does work
        careless.request("GET", "/careless")
        assert careless.getresponse().status == 200 and len(server.requests) == 1
        careless.close()
        connections = server.connections
        code, out, complaints = ask(server, "api", "GET", "/whoami", scheme="https")
        assert (code, out) == (1, "") and "TLS certificate" in complaints, complaints
        assert server.connections == connections + 1, "it tried again"
        code, out, complaints = ask(server, "api", "-y", "DELETE", "/surveys/SV_1", scheme="https")
        assert code == 1 and "TLS certificate" in complaints and "nothing was sent" in complaints, complaints
        assert len(server.requests) == 1, server.requests


def plain_answer_to_tls_ends_it(_):
    with Server(lambda _: page([], None)) as server:
        code, out, complaints = ask(server, "api", "GET", "/whoami", scheme="https")
        assert (code, out) == (1, "") and complaints, complaints
        assert not any("secret" in request for request in server.requests)


CASES = [redirect_is_not_followed, next_page_elsewhere_gets_nothing, address_in_a_query_is_a_value,
         certificate_of_nobody_ends_it, plain_answer_to_tls_ends_it]


def main():
    print(f"1..{len(CASES)}")
    for number, case in enumerate(CASES, 1):
        run(number, case, None)


if __name__ == "__main__":
    sys.exit(main())
