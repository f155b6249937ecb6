"""An office's server as it is deployed: HTTPS by Debian's nginx, two servers on one home, and one of them killed."""

import gzip
import os
import re
import signal

import pytest
from websockets.exceptions import ConnectionClosed

from data.home import Home
from tests.access import people
from tests.access.conftest import OTHER, OTHER_ROWS, OWN_ROWS, applications
from tests.access.visitor import Visitor
from tests.deploy.conftest import Office, until

ALL = OWN_ROWS + OTHER_ROWS


def thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def visitor(office: Office, role: str = "analyst") -> Visitor:
    """Somebody who signed in by the form, with every cookie that was set."""
    name = people.account(office.root, role)
    person = Visitor(office.host, tls=office.tls)
    answer = person.send("/masuk", {"nama": name, "sandi": people.PASSWORD, "lanjut": "/"})
    assert answer.status == 303
    given = answer.headers.get_all("set-cookie")
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in given)
    person.cookie = "; ".join(cookie.split(";")[0] for cookie in given)
    return person


def worker(person: Visitor) -> int:
    """The port that the cookie names."""
    return int(re.search(r"capaian-worker=(\d+)", person.cookie or "")[1])


def sent_to(person: Visitor, port: int) -> Visitor:
    """The same person with the cookie of another worker."""
    return Visitor(person.host, re.sub(r"capaian-worker=\d+", f"capaian-worker={port}", person.cookie), person.tls)


def test_somebody_signs_in_and_sees_the_figures_over_https(office):
    person = visitor(office)
    page = person.ask("GET", "/", Accept_Encoding="gzip")
    assert (page.status, page.headers["content-encoding"]) == (200, "gzip")
    assert b"<html" in gzip.decompress(page.body)
    assert page.headers["strict-transport-security"] and "server: nginx/" not in str(page.headers).lower()
    with person.talk() as conversation:
        assert thousands(ALL) in conversation.run("layanan")


@pytest.mark.parametrize(("path", "status"), [("/metrics", 404), ("/healthz", 200), ("/readyz", 200), ("/", 303)])
def test_what_a_stranger_gets(office, path, status):
    assert Visitor(office.host, tls=office.tls).ask("GET", path).status == status


def test_an_upload_follows_its_visit_and_no_other_way(office):
    person = visitor(office)
    with person.talk() as conversation:
        conversation.run("unggah")
        path = f"/_stcore/upload_file/{conversation.id}/1"
        boundary = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\na\r\n--x--\r\n'
        answer = person.ask("GET", "/_stcore/health")
        token = next(c for c in answer.headers.get_all("set-cookie") if "xsrf" in c).split(";")[0]
        person.cookie += f"; {token}"
        form = {"Content_Type": "multipart/form-data; boundary=x", "X_Xsrftoken": token.partition("=")[2]}
        there = worker(person)
        other = next(port for port in office.ports if port != there)
        assert person.ask("PUT", path, boundary, **form).status == 204
        assert sent_to(person, other).ask("PUT", path, boundary, **form).status == 403


def test_both_servers_show_an_entry_as_soon_as_it_stands(office):
    people_here = [sent_to(visitor(office), port) for port in office.ports]
    with people_here[0].talk() as one, people_here[1].talk() as other:
        for conversation in (one, other):
            assert thousands(ALL) in conversation.run("layanan")
        applications(office.root, OTHER, OTHER_ROWS + 40, "sumber-lagi.csv")
        for conversation in (one, other):
            assert thousands(ALL + 40) in conversation.run("layanan")
    assert Home(office.root).warehouse_path.exists()


def test_one_is_killed_and_its_visitors_go_on_at_the_other(office):
    person = visitor(office)
    lost = worker(person)
    other = next(port for port in office.ports if port != lost)
    with person.talk() as conversation:
        before = conversation.run("layanan")
        os.kill(office.process_of(lost), signal.SIGKILL)
        with pytest.raises(ConnectionClosed):
            while True:
                conversation.run("layanan")
    with person.talk() as again:
        assert set(re.findall(r"\d\.\d{3}", before)) <= set(re.findall(r"\d\.\d{3}", again.run("layanan")))
        moved = again.cookies["capaian-worker"]
    assert moved == str(other)
    until(lambda: office.is_ready(lost), "it was not started again")
    assert str(lost) in office.log.read_text()


def test_while_nobody_answers_a_page_says_so_with_a_number(office):
    for port in office.ports:
        os.kill(office.process_of(port), signal.SIGKILL)
    answer = Visitor(office.host, tls=office.tls).ask("GET", "/masuk")
    assert answer.status == 502
    assert re.search(rb"<code>[0-9a-f]{12}</code>", answer.body)
    until(lambda: all(map(office.is_ready, office.ports)), "they were not started again")
