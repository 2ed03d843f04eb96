"""The command line: what goes to stdout, what to stderr, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jaccuse import Document, __version__
from jaccuse.claim import Reading
from jaccuse.cli import FAILED, INTERRUPTED, READ, READER_GONE, WRONG_USAGE, main
from jaccuse.commands import COMMANDS
from jaccuse.errors import JaccuseError, LanguageNotSupported, SourceBroken, SourceNotFound
from made_readings import empty, rich

Run = Callable[..., "Done"]


class Done:
    """What a command left: status, stdout, stderr."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the command line in this process, on made sources: a name says what the source holds."""

    def load(source: str, **given: Any) -> Iterator[Document | JaccuseError]:
        loads.append((source, given))
        for number, part in enumerate(source.split("+"), 1):
            if part == "missing":
                yield SourceNotFound("there is no such file", source=source, remedy="check the name")
            elif part == "line":
                yield SourceBroken("is no JSON", source=f"{source}, line {number}", remedy="mend or drop the line")
            elif part == "crash":
                raise ZeroDivisionError("in a source")
            elif part == "stop":
                raise KeyboardInterrupt
            elif part == "gone":
                raise BrokenPipeError
            else:
                yield Document.from_text(part)

    def read(document: Document) -> Reading:
        if document.text == "foreign":
            raise LanguageNotSupported("the language 'xx' is not supported", remedy="supported: en, fr")
        if document.text == "fault":
            raise ZeroDivisionError("a \x1b[31mfault\nin two lines")
        return rich() if document.text == "rich" else empty(document.text)

    loads: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr("jaccuse.sources.load", load, raising=False)
    monkeypatch.setattr("jaccuse.read", read)
    monkeypatch.delenv("JACCUSE_DEBUG", raising=False)

    def run(*words: str) -> Done:
        status = main(words)
        captured = capsysbinary.readouterr()
        return Done(status, captured.out.decode(), captured.err.decode())

    run.loads = loads  # type: ignore[attr-defined]
    return run


def test_one_document_is_one_json_object(run: Run) -> None:
    """Piped, the default format is JSON, and one source with one document gives one object."""
    done = run("read", "rich")
    assert (done.status, done.err) == (READ, "")
    assert json.loads(done.out)["document"]["title"] == "Allies blame China"
    assert done.out == run("read", "rich", "--format", "json").out


def test_several_documents_are_a_json_array(run: Run) -> None:
    """Two sources, or one source with two documents, give an array; so do two sources of which one fails."""
    for sources in (["rich", "none"], ["rich+none"], ["rich+none", "a+b"]):
        found = json.loads(run("read", *sources).out)
        assert isinstance(found, list) and len(found) == sum(s.count("+") + 1 for s in sources)
    done = run("read", "rich", "missing")
    assert done.status == FAILED
    assert [one["document"]["title"] for one in json.loads(done.out)] == ["Allies blame China"]
    assert json.loads(run("read", "line+rich").out)[0]["claims"]


def test_where_nothing_could_be_read_json_stays_json(run: Run) -> None:
    """No object for one failed source, an empty array for several."""
    assert run("read", "missing").out == ""
    assert json.loads(run("read", "missing", "missing").out) == []


def test_json_lines_are_one_object_a_line(run: Run) -> None:
    """Each line is the reading's compact JSON."""
    done = run("read", "rich+none", "--format", "jsonl")
    assert done.out.encode().splitlines()[0] == rich().to_json()
    assert [len(json.loads(line)["claims"]) for line in done.out.splitlines()] == [6, 0]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_pages_for_people_are_data_on_stdout(run: Run, form: str) -> None:
    """Tables and Markdown go to stdout, one page after another; --explain adds the rules."""
    done = run("read", "rich", "none", "--format", form)
    assert "US/white-house says that people affiliated with CN/mss are responsible" in done.out
    assert "No claim was found." in done.out
    assert "rule blame.verb" not in done.out
    assert "rule blame.verb" in run("read", "rich", "--format", form, "--explain").out
    assert done.err == "jaccuse: 2 documents read, 1 with claims (6 in all)\n"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "markdown"])
def test_the_same_input_gives_the_same_bytes(run: Run, form: str) -> None:
    """Every format is deterministic."""
    assert run("read", "rich+none", "--format", form).out == run("read", "rich+none", "--format", form).out


def test_a_failed_source_is_told_and_the_others_are_read(run: Run) -> None:
    """The error names the source and the remedy, on stderr; the exit status says that something failed."""
    done = run("read", "missing", "rich", "--format", "jsonl")
    assert done.status == FAILED
    assert len(done.out.splitlines()) == 1
    assert done.err.splitlines() == [
        "jaccuse: error: missing: there is no such file",
        "  check the name",
        "jaccuse: 1 document read, 1 with claims (6 in all), 1 failed",
    ]


def test_a_broken_line_is_named_by_its_number(run: Run) -> None:
    """Of a JSON Lines source the line is told, and the lines after it are read."""
    done = run("read", "none+line+rich", "--format", "jsonl")
    assert "none+line+rich, line 2: is no JSON" in done.err
    assert len(done.out.splitlines()) == 2


def test_a_language_that_is_not_read_is_an_error_of_that_document(run: Run) -> None:
    """The document is named, and the languages that are read."""
    done = run("read", "foreign", "rich")
    assert done.status == FAILED and "supported: en, fr" in done.err
    assert len(json.loads(done.out)) == 1


def test_a_fault_of_the_program_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception is one line that a terminal does not obey; JACCUSE_DEBUG shows where it happened."""
    done = run("read", "fault", "rich")
    assert done.status == FAILED and len(json.loads(done.out)) == 1
    assert "Traceback" not in done.err and "\x1b" not in done.err
    assert "ZeroDivisionError: a ␛[31mfault in two lines" in done.err
    monkeypatch.setenv("JACCUSE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("read", "fault")


def test_a_fault_in_a_source_is_no_traceback_either(run: Run) -> None:
    """What a source raises against its contract is told, and the next source is read."""
    done = run("read", "crash", "rich")
    assert done.status == FAILED and len(json.loads(done.out)) == 1
    assert "crash: could not be read: ZeroDivisionError: in a source" in done.err


def test_interruption_has_its_own_status(run: Run) -> None:
    """Ctrl-C ends quietly with 130."""
    done = run("read", "stop")
    assert (done.status, done.err) == (INTERRUPTED, "jaccuse: interrupted\n")


def test_options_reach_the_source(run: Run) -> None:
    """Language, date and publisher are handed on, and options may stand among the sources."""
    run("read", "a", "--language", "fr", "--published", "2021-07", "b", "--publisher", "Le Journal")
    given = {"language": "fr", "published": "2021-07", "publisher": "Le Journal"}
    assert run.loads == [("a", given), ("b", given)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["raed", "x"], "did you mean read?"),
        (["README.md"], "did you mean `jaccuse read README.md`?"),
        (["https://example.org/"], "did you mean `jaccuse read https://example.org/`?"),
        (["nonsense"], "commands: read, add, "),
        (["read", "x", "--fromat", "json"], "did you mean --format?"),
        (["read", "x", "--format", "jsno"], "did you mean json?"),
        (["read", "x", "--formt=json"], "did you mean --format?"),
        (["read"], "see `jaccuse read --help`"),
        (["read", "x", "--published", "2021-13"], "write it as 2021, 2021-07 or 2021-07-19"),
        (["read", "x", "--language", "tlh"], "supported: en"),
        (["--versoin"], "did you mean --version?"),
        (["schema", "x"], "see `jaccuse schema --help`"),
    ],
)
def test_a_wrong_command_line_is_told_with_what_was_meant(
    run: Run, words: list[str], hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Usage errors end with 2, on stderr, with a next step."""
    monkeypatch.chdir(Path(__file__).parent.parent)
    done = run(*words)
    assert (done.status, done.out) == (WRONG_USAGE, "")
    assert hint in done.err


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    """Help on stderr, and a status that says that nothing was done."""
    done = run()
    assert (done.status, done.out) == (WRONG_USAGE, "") and done.err.startswith("examples:\n")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_that_begins_with_examples(name: str) -> None:
    """Examples first, and every option has its words."""
    parser = COMMANDS[name].parser()
    assert parser.format_help().startswith(f"examples:\n  jaccuse {name}")
    assert all(action.help for action in parser._actions)


def test_version_and_schema_go_to_stdout(run: Run) -> None:
    """Both are data."""
    assert run("--version").out == f"jaccuse {__version__}\n"
    assert json.loads(run("schema").out)["$ref"] == "#/$defs/Reading"


def test_languages_say_what_they_lack(run: Run) -> None:
    """Each language names the frames it has and those it has not, for people and as JSON."""
    found = json.loads(run("languages").out)
    assert "en" in [one["language"] for one in found]
    for one in found:
        assert one["frames"] and not set(one["frames"]) & set(one["lacks"])
    assert "en: " in run("languages", "--format", "table").out


def test_a_reader_that_goes_away_is_no_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`jaccuse … | head` ends quietly."""
    script = (
        "import sys, jaccuse, jaccuse.sources\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from made_readings import rich\nfrom jaccuse.cli import main\n"
        "jaccuse.read = lambda document: rich()\n"
        "jaccuse.sources.load = lambda source, **given: (jaccuse.Document.from_text('x') for _ in range(9999))\n"
        "sys.exit(main(['read', 'x', '--format', 'jsonl']))"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == READER_GONE


def test_on_a_terminal_the_table_is_the_default(tmp_path: Path) -> None:
    """A person gets the table with colours and a next step; NO_COLOR takes the colours away."""
    script = (
        "import sys, jaccuse, jaccuse.sources\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from made_readings import rich\nfrom jaccuse.cli import main\n"
        "jaccuse.read = lambda document: rich()\n"
        "jaccuse.sources.load = lambda source, **given: iter([jaccuse.Document.from_text('x')])\n"
        "sys.exit(main(['read', 'x']))"
    )
    for extra, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        parent, child = pty.openpty()
        environment = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm", "COLUMNS": "100", **extra}
        subprocess.run([sys.executable, "-c", script], stdin=child, stdout=child, stderr=child, env=environment, check=True)
        os.close(child)
        shown = io.BytesIO()
        try:
            while data := os.read(parent, 65536):
                shown.write(data)
        except OSError:
            pass
        os.close(parent)
        text = shown.getvalue().decode()
        assert "Operation o1: the break-in" in text
        assert "next: add --explain" in text
        assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]m", text)) is coloured
