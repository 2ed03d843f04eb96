"""Accounts, sessions and tokens: who is let in, who may decide, and what a forger gets."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from served import at
from starlette.testclient import TestClient

from jaccuse.cli import main
from jaccuse.ledger import Ledger
from jaccuse.web.access import Role
from jaccuse.web.accounts import AccountRefused, Accounts
from jaccuse.web.settings import Limits, Settings

PASSWORD = "correct horse battery"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    """A reviewer, Ana, and a reader, Rob."""
    made = Accounts(tmp_path / "accounts.db", hasher=PasswordHasher(time_cost=1, memory_cost=64))
    made.add("ana", PASSWORD, Role.REVIEWER)
    made.add("rob", PASSWORD, Role.READER)
    yield made
    made.close()


@pytest.fixture
def desk(ledger: Ledger, accounts: Accounts) -> TestClient:
    """Somebody from elsewhere before a server that asks for accounts."""
    return at(ledger, Settings(login=True), client="192.0.2.7", accounts=accounts)


def log_in(client: TestClient, name: str = "ana", password: str = PASSWORD) -> int:
    """Send the form; the status."""
    return client.post("/en/login", data={"name": name, "password": password}).status_code


def csrf(client: TestClient, path: str = "/en/review") -> str:
    """The token of the forms of a page."""
    page = client.get(path).text
    return page.split('name="csrf" value="')[1].split('"')[0]


def test_without_an_account_every_page_leads_to_the_form(desk: TestClient) -> None:
    """And back from there to the page that was asked for, which is never another site's."""
    answer = desk.get("/en/claims?accused=CN")
    assert answer.status_code == 303 and answer.headers["location"] == "/en/login?next=%2Fen%2Fclaims%3Faccused%3DCN"
    assert desk.get("/api/v1/claims").status_code == 401
    assert desk.get("/en/login").status_code == 200
    for after in ("//evil.example", "https://evil.example", "/en/\\evil", "/en//evil.example", "/en/x\r\nSet-Cookie: a=b"):
        answer = desk.post("/en/login", data={"name": "ana", "password": PASSWORD, "next": after})
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/")


def test_a_login_gives_a_cookie_that_no_script_reads(desk: TestClient) -> None:
    """HttpOnly, SameSite, for the whole site; over https with the prefix that ties it to the host."""
    answer = desk.post("/en/login", data={"name": "ana", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie
    assert desk.get("/en/review").status_code == 200


def test_over_https_the_cookie_is_secure(ledger: Ledger, accounts: Accounts) -> None:
    """Behind a public address with TLS."""
    client = at(ledger, Settings(public_url="https://desk.example.org"), client="192.0.2.7", accounts=accounts)
    answer = client.post("/en/login", data={"name": "ana", "password": PASSWORD}, headers={"host": "desk.example.org"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-jaccuse=") and "Secure" in cookie
    assert "strict-transport-security" in answer.headers


def test_wrong_names_and_passwords_are_told_apart_by_nothing(desk: TestClient) -> None:
    """The same status and the same words."""
    first = desk.post("/en/login", data={"name": "ana", "password": "wrong password"})
    second = desk.post("/en/login", data={"name": "nobody", "password": "wrong password"})
    assert first.status_code == second.status_code == 403 and first.text == second.text


def test_guessing_is_slowed_down(ledger: Ledger, accounts: Accounts) -> None:
    """After so many wrong passwords even the right one has to wait, and is told how long."""
    client = at(ledger, Settings(login=True, limits=Limits(tries=3)), client="192.0.2.7", accounts=accounts)
    assert [log_in(client, password="wrong password") for _ in range(3)] == [403] * 3
    answer = client.post("/en/login", data={"name": "ana", "password": PASSWORD})
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("cookie", ["x", "", "a" * 5000, "é", "..", "'; --", "0" * 43])
def test_a_forged_cookie_is_nobody_s(desk: TestClient, cookie: str) -> None:
    """It opens nothing, and breaks nothing."""
    answer = desk.get("/en/review", headers={"cookie": f"jaccuse={cookie}".encode()})
    assert answer.status_code == 303


def test_a_session_ends_with_logging_out_and_with_a_new_password(desk: TestClient, accounts: Accounts) -> None:
    """Its cookie is worth nothing after that."""
    log_in(desk)
    kept = desk.cookies["jaccuse"]
    assert desk.post("/en/logout", data={"csrf": csrf(desk)}).status_code == 303
    assert desk.get("/en/review", headers={"cookie": f"jaccuse={kept}"}).status_code == 303
    log_in(desk)
    accounts.change("ana", password="another long password")
    assert desk.get("/en/review").status_code == 303


def test_a_reader_may_read_and_not_decide(desk: TestClient, ledger: Ledger) -> None:
    """Neither by page nor by API."""
    log_in(desk, "rob")
    token = csrf(desk, "/en/claims")
    assert desk.get("/en/claims").status_code == 200
    assert desk.get("/en/review").status_code == 403
    assert desk.post("/en/review/cabcdef", data={"csrf": token, "verdict": "accept"}).status_code == 403
    assert desk.get("/api/v1/queue").status_code == 403


def test_a_form_of_another_site_does_nothing(desk: TestClient, ledger: Ledger) -> None:
    """With the cookie, but without the session's token or from another origin, nothing is decided."""
    log_in(desk)
    name = next(iter(_waiting(ledger)))
    before = ledger.size()
    token = csrf(desk)
    for data, headers in (
        ({"verdict": "accept"}, {}),
        ({"verdict": "accept", "csrf": "00" * 32}, {}),
        ({"verdict": "accept", "csrf": "zz"}, {}),
        ({"verdict": "accept", "csrf": token}, {"origin": "https://evil.example"}),
        ({"verdict": "accept", "csrf": token}, {"origin": "null"}),
        ({"verdict": "accept", "csrf": token}, {"sec-fetch-site": "cross-site"}),
        ({"verdict": "accept", "csrf": token}, {"sec-fetch-site": "same-site"}),
    ):
        assert desk.post(f"/en/review/{name}", data=data, headers=headers).status_code == 403
    assert ledger.size() == before


def test_even_an_open_box_takes_nothing_from_another_site(ledger: Ledger) -> None:
    """On loopback reading is open; a page elsewhere cannot have it read texts or fetch addresses."""
    client = at(ledger, Settings())
    answer = client.post("/en/read", data={"text": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_token_may_do_what_its_account_may_and_no_more(desk: TestClient, accounts: Accounts) -> None:
    """As Bearer or as the password of Basic; a revoked or ended one nothing."""
    import base64

    token = accounts.make_token("ana", "script")
    weak = accounts.make_token("ana", "weak", role=Role.READER)
    strong = accounts.make_token("rob", "strong", role=Role.ADMIN)
    basic = base64.b64encode(f"ana:{token}".encode()).decode()

    def status(given: str, path: str = "/api/v1/queue") -> int:
        return desk.get(path, headers={"authorization": given}).status_code

    assert status(f"Bearer {token}") == status(f"Basic {basic}") == 200
    assert status(f"Bearer {weak}") == status(f"Bearer {strong}") == 403
    assert status(f"Bearer {weak}", "/api/v1/claims") == 200
    accounts.revoke(next(one.id for one in accounts.tokens() if one.label == "script"))
    assert status(f"Bearer {token}") == 401
    accounts.remove("ana")
    assert status(f"Bearer {weak}", "/api/v1/claims") == 401


def test_passwords_and_tokens_are_not_in_the_file(accounts: Accounts, tmp_path: Path) -> None:
    """Argon2id hashes and digests are, and only the owner may read them."""
    token = accounts.make_token("ana", "x")
    cookie = accounts.log_in("ana", PASSWORD)
    assert cookie
    held = b"".join(path.read_bytes() for path in tmp_path.glob("accounts.db*"))
    assert b"$argon2id$" in held
    assert not any(word.encode() in held for word in (PASSWORD, token, cookie))
    assert stat.S_IMODE((tmp_path / "accounts.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", " ", "a b", "../x", "a" * 41, "<b>", "a\n", "-a"])
def test_names_of_accounts_are_plain(accounts: Accounts, name: str) -> None:
    """They stand in the history."""
    with pytest.raises(AccountRefused):
        accounts.add(name, PASSWORD, Role.READER)


def test_a_short_password_is_refused(accounts: Accounts) -> None:
    """Ten characters at least."""
    with pytest.raises(AccountRefused):
        accounts.add("eve", "short", Role.READER)


def test_the_command_makes_accounts_and_tokens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password comes from standard input; a token is printed once."""
    import io

    file = str(tmp_path / "a.db")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["account", "add", "ana", "--role", "reviewer", "--accounts", file]) == 0
    assert main(["account", "token", "ana", "--label", "x", "--accounts", file]) == 0
    token = capsys.readouterr().out.strip()
    with_token = Accounts(Path(file))
    found = with_token.of_token(token)
    assert found and (found.name, found.role) == ("ana", Role.REVIEWER)
    with_token.close()
    assert main(["account", "remove", "bob", "--accounts", file]) == 1
    assert "no account 'bob'" in capsys.readouterr().err


def test_a_server_that_others_reach_needs_an_account(
    tmp_path: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without one it does not start, and says what to do."""
    words = ["serve", "--host", "0.0.0.0", "--db", str(tmp_path / "web.db"), "--accounts", str(tmp_path / "none.db")]
    assert main(words) == 1
    assert "jaccuse account add" in capsys.readouterr().err


def _waiting(ledger: Ledger) -> list[str]:
    from jaccuse.ledger.review import queue

    with ledger.reading() as connection:
        return [row.id for row in queue(connection).rows]
