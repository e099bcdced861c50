"""What the preview rests on, without a browser: inputs, editors, hosts, the index, the pages drawn."""

import asyncio
import json
import os
import socket
import time
from contextlib import closing, contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from written import MINIMAL

from briefgen import load
from briefgen.builds.pipeline import checked
from briefgen.ground.errors import ConfigError
from briefgen.model import Meeting
from briefgen.preview.compiled import Overtaken, compiled
from briefgen.preview.editor import VS_CODE, Editor, editor_of
from briefgen.preview.hosts import OwnHost
from briefgen.preview.hub import Hub
from briefgen.preview.listen import listen
from briefgen.preview.rows import next_meeting, row_of
from briefgen.preview.serve import Serving, _open, serve
from briefgen.preview.shelf import briefs_in, keys_of
from briefgen.preview.snapshot import Snapshot, snapshot
from briefgen.preview.watch import Watched, watched_of
from briefgen.settings.files import settings_for
from briefgen.settings.options import Options


def edited(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def written(path, text=MINIMAL):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# Watched


def inputs(path):
    case = checked(load(path), path.parent)
    return watched_of(path, settings_for(path.parent), case)


def test_inputs_are_what_was_read_and_what_was_looked_for(tmp_path):
    brief = written(tmp_path / "office" / "one.yaml")
    found = inputs(brief)
    assert brief in found.files
    assert brief.parent / "briefgen.toml" in found.files
    assert tmp_path / "pyproject.toml" in found.files
    assert brief.parent / "templates" in found.trees


def test_a_kind_of_ones_own_is_an_input(tmp_path):
    brief = written(tmp_path / "office" / "one.yaml")
    kind = written(brief.parent / "templates" / "kinds" / "memo" / "kind.yaml", "name: Memo\n")
    assert kind in inputs(brief).files


def test_settings_above_those_that_were_found_are_not_looked_for(tmp_path):
    brief = written(tmp_path / "office" / "one.yaml")
    settings = written(tmp_path / "office" / "briefgen.toml", "paper = 'A4'\n")
    found = inputs(brief)
    assert settings in found.files
    assert tmp_path / "briefgen.toml" not in found.files


def test_a_picture_outside_the_folder_is_not_watched(tmp_path):
    figures = (
        "    figures:\n      - {file: ../secret.png, alt: A}\n      - {file: in.png, alt: B}\n"
    )
    brief = written(tmp_path / "office" / "one.yaml", MINIMAL + figures)
    written(tmp_path / "secret.png")
    names = {path.name for path in inputs(brief).files}
    assert "in.png" in names
    assert "secret.png" not in names


def test_a_missing_folder_is_watched_from_the_nearest_that_is_there(tmp_path):
    found = Watched(frozenset({tmp_path / "not" / "yet" / "there.txt"}))
    assert tmp_path in found.folders()


def test_a_snapshot_differs_by_content_alone(tmp_path):
    path = written(tmp_path / "a.txt", "one")
    found = Watched(frozenset({path, tmp_path / "missing.txt"}))
    first = snapshot(found)
    os.utime(path, (1, 1))
    assert not first.differs(snapshot(found, first))
    written(path, "two")
    assert first.differs(snapshot(found, first))
    written(path, "one")
    written(tmp_path / "missing.txt", "here")
    assert first.differs(snapshot(found, first))


def test_a_file_that_is_unchanged_is_not_read_again(tmp_path, monkeypatch):
    path = written(tmp_path / "a.txt", "one")
    found = Watched(frozenset({path}))
    monkeypatch.setattr(time, "time_ns", lambda: path.stat().st_ctime_ns + 10**9)
    first = snapshot(found)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"{self} was read"))
    assert not first.differs(snapshot(found, first))


def test_a_file_that_changed_while_it_was_read_is_read_again(tmp_path, monkeypatch):
    """Two saves within one tick of the file system's clock, with the same size."""
    path = written(tmp_path / "a.txt", "one")
    monkeypatch.setattr(time, "time_ns", lambda: path.stat().st_ctime_ns)
    found = Watched(frozenset({path}))
    first = snapshot(found)
    same = first.stats[path]
    written(path, "two")
    monkeypatch.setattr("briefgen.preview.snapshot._stat", lambda _: same)
    assert first.differs(snapshot(found, first))


def test_what_a_build_may_have_missed_is_told(tmp_path):
    path = written(tmp_path / "a.txt", "one")
    now = snapshot(Watched(frozenset({path})))
    assert Snapshot().changed_since(now, start=now.stats[path][2])
    assert not Snapshot().changed_since(now, start=now.stats[path][2] + 10**9)
    assert not now.changed_since(now, start=0)


def test_a_device_or_a_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert snapshot(Watched(frozenset({tmp_path / "pipe"}))).hashes[tmp_path / "pipe"]


# Builds


def test_a_build_has_a_page_of_each_template_and_the_place_of_each_id(tmp_path):
    brief = written(tmp_path / "one.yaml")
    made = compiled(brief, "one.yaml", Options(), lambda: False)
    assert list(made.pages) == ["packet", "card"]
    assert made.inverse_search.find(["section.people"]).line == 6


def test_a_build_that_is_overtaken_gives_up(tmp_path):
    brief = written(tmp_path / "one.yaml")
    with pytest.raises(Overtaken):
        compiled(brief, "one.yaml", Options(), lambda: True)


def test_a_build_fails_in_diagnostics(tmp_path):
    made = compiled(tmp_path / "none.yaml", "none.yaml", Options(), lambda: False)
    assert made.failed
    assert "There is no file" in made.found[0].message


@pytest.mark.parametrize("strict", [True, False])
def test_what_stops_a_build_stops_its_preview(tmp_path, strict):
    text = MINIMAL.replace(
        "Repairs begin this year, at whatever pace Finance can pay for.", "Discuss."
    )
    brief = written(tmp_path / "one.yaml", text)
    made = compiled(brief, "one.yaml", Options(strict=strict), lambda: False)
    assert made.failed == strict
    assert [found.rule for found in made.found] == ["vague-objective"]


# The editor


@pytest.mark.parametrize(
    ("asked", "environment", "command"),
    [
        ("code", {}, "code --goto /b.yaml:4:2"),
        ("'/opt/my editor/subl' -n", {}, "/opt/my editor/subl -n /b.yaml:4:2"),
        (None, {"VISUAL": "gvim"}, "gvim +4 /b.yaml"),
        (None, {"VISUAL": "emacsclient -c"}, "emacsclient -c +4:2 /b.yaml"),
        ("open -l {line} {file}", {}, "open -l 4 /b.yaml"),
        ("vim", {}, "vim +4 /b.yaml"),
        (None, {"VISUAL": "vim", "TMUX": "x"}, "tmux new-window -- vim +4 /b.yaml"),
        (
            None,
            {"VISUAL": "emacs -nw", "TMUX": "x"},
            "tmux new-window -- emacs -nw +4:2 /b.yaml",
        ),
    ],
)
def test_an_editor_is_called_with_the_line(asked, environment, command, monkeypatch):
    called = []
    monkeypatch.setattr("subprocess.Popen", lambda words, **_: called.append(" ".join(words)))
    editor_of(asked, environment).open(Path("/b.yaml"), 4, 2)
    assert called == [command]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("true", ""),
        ("sleep 2", ""),
        ("false", "Nothing opened: the editor false ended with code 1."),
        (
            "no-such-editor",
            "The editor no-such-editor can't be started: No such file or directory.",
        ),
    ],
)
def test_an_editor_that_opens_nothing_is_said_not_to(command, said):
    assert Editor(command=tuple(command.split())).fault_in_opening(Path("/b.yaml"), 4, 2) == said


@pytest.mark.parametrize(
    "environment", [{}, {"VISUAL": " "}, {"VISUAL": "vim"}, {"VISUAL": "nano -l"}]
)
def test_without_an_editor_with_a_window_it_is_vs_code(environment):
    assert editor_of(None, environment).url == VS_CODE


def test_an_address_has_the_place_in_it():
    editor = editor_of("zed://open{file}?at={line},{column}", {})
    assert editor.address(Path("/a b/{c}.yaml"), 4, 2) == "zed://open/a%20b/%7Bc%7D.yaml?at=4,2"


@pytest.mark.parametrize("asked", ["x://{file}{nothing}", "x://{file}{", "'unclosed"])
def test_a_malformed_editor_is_refused(asked):
    with pytest.raises(ConfigError):
        editor_of(asked, {})


# Hosts


@pytest.mark.parametrize(
    "host", ["127.0.0.1:80", "localhost", "LOCALHOST:1", "[::1]:8000", "a.localhost"]
)
def test_this_machine_is_itself(host):
    assert OwnHost(None, "127.0.0.1").is_own(host)


@pytest.mark.parametrize(
    "host", ["", "evil.example", "192.168.1.7", "localhost.evil", "[::1", "127.0.0.1@evil"]
)
def test_another_name_is_another_machine(host):
    assert not OwnHost(None, "127.0.0.1").is_own(host)


def test_who_listens_to_all_is_reached_by_address_but_not_by_any_name():
    host = OwnHost(None, "0.0.0.0")
    assert host.is_own("192.168.1.7:8000")
    assert not host.is_own("evil.example")


def test_the_name_and_the_address_that_were_asked_for_are_own():
    host = OwnHost(None, "Office.example", "192.168.1.7")
    assert host.is_own("office.example:8000")
    assert host.is_own("192.168.1.7:8000")
    assert not host.is_own("192.168.1.8:8000")


def test_a_host_that_can_not_be_listened_on_is_said_to_be(tmp_path):
    settings = Serving(host="no such host")
    with pytest.raises(ConfigError):
        serve(written(tmp_path / "one.yaml"), Options(), settings, print, print)


@contextmanager
def listening(host, port=0):
    found = listen(host, port)
    with closing(found.socket):
        yield found


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("[::1]", "[::1]"), ("localhost", "localhost")],
)
def test_the_address_of_this_machine_for_itself(host, shown):
    try:
        with listening(host) as found:
            port = found.socket.getsockname()[1]
            assert found.address == found.own == f"http://{shown}:{port}/"
            assert found.said == ()
    except ConfigError:
        assert ":" in host, "there is a machine without IPv6, but none without IPv4"


@pytest.mark.parametrize(("host", "own"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]")])
def test_who_listens_to_all_is_told_an_address_for_others(host, own, monkeypatch):
    ways = {socket.AF_INET: "10.1.2.3", socket.AF_INET6: ""}
    monkeypatch.setattr("briefgen.preview.listen._way_out", ways.get)
    try:
        with listening(host) as found:
            port = found.socket.getsockname()[1]
            assert found.address == f"http://10.1.2.3:{port}/"
            assert found.own == f"http://{own}:{port}/"
            assert OwnHost(None, host, found.at).is_own(f"10.1.2.3:{port}")
        ways[socket.AF_INET6] = "fd00::7"
        with listening("::") as found:
            assert found.address.startswith("http://[fd00::7]:")
    except ConfigError:
        assert host == "::", "there is a machine without IPv6, but none without IPv4"


def test_a_machine_without_others_around_is_told_its_own_address(monkeypatch):
    monkeypatch.setattr("briefgen.preview.listen._way_out", lambda _: "")
    with listening("0.0.0.0") as found:
        assert found.address == found.own


def test_a_name_that_leads_nowhere_else_is_said_to(monkeypatch):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.1.1", 0))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: list(answer))
    with listening("office") as found:
        assert "`office` leads to this machine alone" in found.said[0]


def test_a_port_that_is_taken_is_said_to_be():
    with listening("127.0.0.1") as first:
        port = first.socket.getsockname()[1]
        with listening("127.0.0.1", port) as second:
            other = second.socket.getsockname()[1]
            assert second.said == (f"Port {port} is taken; using {other}.",)


@pytest.mark.parametrize(
    ("environment", "opens", "said"),
    [
        ({"DISPLAY": ":1"}, True, []),
        ({"BROWSER": "true"}, True, []),
        ({"DISPLAY": ":1"}, False, ["No browser could be opened. Open http://x/ in yours."]),
        ({}, True, ["No browser could be opened. Open http://x/ in yours."]),
    ],
)
def test_a_browser_that_does_not_open_is_said_not_to(environment, opens, said, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("webbrowser.open", lambda _: opens)
    told = []
    _open("http://x/", told.append)
    assert told == said


# The index


def test_briefs_are_told_from_other_yaml(tmp_path):
    written(tmp_path / "b.yaml")
    written(tmp_path / "a" / "broken.yml", "briefgen: 1\ntitle: [\n")
    written(tmp_path / "other.yaml", "name: something else\n")
    written(tmp_path / "build" / "copy.yaml")
    written(tmp_path / ".hidden" / "copy.yaml")
    found = [path.relative_to(tmp_path).as_posix() for path in briefs_in(tmp_path)]
    assert found == ["b.yaml", "a/broken.yml"]


def test_two_briefs_of_one_name_have_two_keys(tmp_path):
    briefs = [written(tmp_path / "a.yaml"), written(tmp_path / "a.yml")]
    assert list(keys_of(briefs, tmp_path)) == ["a", "a.yml"]


def test_a_row_says_what_a_private_office_asks_first(tmp_path):
    row, _ = row_of(written(tmp_path / "a.yaml"), tmp_path, date(2026, 3, 1))
    assert row["title"] == "Budget talks with the Finance Ministry"
    assert row["principal"] == "Anna Berg"
    assert row["as_of"] == "2026-03-02"
    assert row["meeting"]["date"] == "2026-03-04"
    assert not row["meeting"]["past"]
    assert row["errors"] == row["warnings"] == 0


def test_a_row_counts_the_figures_by_what_was_found_of_them(tmp_path):
    written(tmp_path / "survey.txt", "The office looked at 412 roofs in the four provinces.\n")
    digest = sha256((tmp_path / "survey.txt").read_bytes()).hexdigest()
    point = "      - The office looked at 412 roofs[^survey]. They were told in 2024[^talk].\n"
    sources = (
        f"sources:\n  survey: {{title: Survey, capture: survey.txt, sha256: {digest}}}\n"
        "  talk: {title: A talk}\n"
    )
    assert "    points:\n" in MINIMAL
    text = edited(MINIMAL, "    points:\n", f"    points:\n{point}") + sources
    row, _ = row_of(written(tmp_path / "a.yaml", text), tmp_path, date(2026, 3, 1))
    assert (row["figures"]["found"], row["figures"]["uncopied"]) == (1, 1)
    assert "missing" not in row["figures"]


def test_a_malformed_brief_has_a_row(tmp_path):
    text = MINIMAL.replace("principal: minister", "principal: nobody")
    row, _ = row_of(written(tmp_path / "a.yaml", text), tmp_path, date(2026, 3, 1))
    assert row["errors"] == 1
    row, _ = row_of(written(tmp_path / "b.yaml", "title: Half\nagenda"), tmp_path, date(2026, 3, 1))
    assert row["errors"] >= 1


UNNAMED = "attribution: on background, described_as: an official of the Finance Ministry"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Budget talks", "title: Talks with Falk"),
        ("title: Budget talks", "titel: x\ntitle: Talks with Falk"),
        ("title: Budget talks", "as_off: 2026-01-01\ntitle: Talks with Falk"),
        ("title: Meeting", "title: Coffee with Falk, and a meeting"),
    ],
)
def test_the_row_of_a_brief_that_names_somebody_unnamed_does_not(tmp_path, old, new):
    text = edited(MINIMAL, "role: State Secretary for Finance", f"role: official, {UNNAMED}")
    row, _ = row_of(written(tmp_path / "a.yaml", edited(text, old, new)), tmp_path, date.today())
    assert row["errors"] >= 1
    assert row["title"] == "a.yaml"
    assert "Falk" not in json.dumps(row)


def test_the_title_of_a_brief_whose_people_cannot_be_read_is_not_shown(tmp_path):
    text = edited(MINIMAL, "role: State Secretary for Finance", f"rolle: official, {UNNAMED}")
    text = edited(text, "title: Budget talks", "title: Talks with Falk")
    row, _ = row_of(written(tmp_path / "a.yaml", text), tmp_path, date.today())
    assert "Falk" not in json.dumps(row)


def test_the_next_meeting_is_the_first_from_today_on_else_the_last():
    first, second = (Meeting(date=date(2026, 3, day), title=str(day)) for day in (4, 9))
    assert next_meeting([second, first], date(2026, 3, 1)) is first
    assert next_meeting([second, first], date(2026, 3, 5)) is second
    assert next_meeting([second, first], date(2026, 4, 1)) is second
    assert next_meeting([], date(2026, 4, 1)) is None


def test_a_brief_outside_the_folder_has_no_key(tmp_path):
    written(tmp_path / "secret.yaml")
    (tmp_path / "briefs").mkdir()

    async def ask():
        hub = Hub(tmp_path / "briefs", Options(), editor_of("x://", {}))
        return [hub.session(key) for key in ("../secret", "/etc/passwd", "", "..")]

    assert asyncio.run(ask()) == [None] * 4


def test_a_brief_named_by_its_whole_path_is_called_from_here(tmp_path, monkeypatch):
    written(tmp_path / "talks.yaml")
    monkeypatch.chdir(tmp_path)

    async def ask():
        hub = Hub(tmp_path / "talks.yaml", Options(), editor_of("x://", {}))
        name = hub.session("").name
        await hub.close()
        return name, hub.absolute("talks.yaml")

    assert asyncio.run(ask()) == ("talks.yaml", tmp_path / "talks.yaml")
