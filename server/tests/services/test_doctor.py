"""Does the doctor see each fault, and say the next step?"""

import io
import os
import socket

import pytest
from packaging.requirements import Requirement
from rich.console import Console

from workshop.services import Space, doctor, ports
from workshop.services.doctor import GB, Finding
from workshop.setup.machine import Machine

FIT = Machine((3, 12), "cpython", "Linux", "x86_64", 64, musl=False, free_threaded=False)
OWN = [("tracking", "http://127.0.0.1:5001", True), ("store", "ftp://127.0.0.1:2121", True)]


@pytest.fixture
def space(tmp_path):
    return Space(tmp_path / "not" / "yet" / "state", tmp_path / "work")


def test_does_intel_macos_get_a_sentence():
    finding = doctor.machine(FIT._replace(system="Darwin"))
    assert finding.ok is False and "jax" in finding.advice and "Linux virtual machine" in finding.advice


@pytest.mark.parametrize("version, ok", [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), None)])
def test_is_the_range_of_pythons_kept(version, ok):
    assert doctor.machine(FIT._replace(python=version)).ok is ok


@pytest.mark.parametrize("free, ok", [(0.4, False), (2, None), (40, True)])
def test_does_a_full_disk_say_how_much_to_free(tmp_path, free, ok):
    finding = doctor.disk("disk", tmp_path, free * GB)
    assert finding.ok is ok and str(tmp_path) in finding.found
    assert ("3 GB" in finding.advice) == (ok is not True)


@pytest.mark.parametrize("available, ok", [(0.5, False), (1.5, None), (6, True)])
def test_does_too_little_memory_say_what_to_close(available, ok):
    finding = doctor.memory(available * GB, 8 * GB)
    assert finding.ok is ok and bool(finding.advice) == (ok is not True)


def test_does_a_taken_port_name_who_has_it_and_count_as_a_note(monkeypatch):
    with socket.socket() as other:
        other.bind((ports.LOOPBACK, 0))
        other.listen()
        number = other.getsockname()[1]
        monkeypatch.setenv("WORKSHOP_LAB_PORT", str(number))
        finding = doctor.port("lab", ours=set())
        assert finding.ok is None and f"{number} is taken by" in finding.found
        assert "next free port" in finding.advice and "WORKSHOP_LAB_PORT" in finding.advice
        assert doctor.port("lab", ours={number}) == Finding("port of lab", True, f"{number} is in use by this workshop")
    assert doctor.port("lab", ours=set()) == Finding("port of lab", True, f"{number} is free")


def test_is_the_program_on_a_port_named_where_one_may_know(monkeypatch):
    with socket.socket() as other:
        other.bind((ports.LOOPBACK, 0))
        other.listen()
        assert str(os.getpid()) in doctor.holder(other.getsockname()[1])

    def refused(kind):
        raise doctor.psutil.AccessDenied

    monkeypatch.setattr(doctor.psutil, "net_connections", refused)
    assert doctor.holder(80) == "another program"


def test_does_a_port_that_is_no_number_say_so(monkeypatch):
    monkeypatch.setenv("WORKSHOP_STORE_PORT", "ftp")
    finding = doctor.port("store", set())
    assert finding.ok is False and "WORKSHOP_STORE_PORT is 'ftp'" in finding.advice


LOCKED = [Requirement("alpha==1.0"), Requirement("Beta_Two==2.0"), Requirement("gone==1; python_version < '3'")]


def test_is_a_lock_that_is_installed_right():
    finding = doctor.drift(LOCKED, {"alpha": "1.0", "beta-two": "2.0", "own": "3"})
    assert finding.ok is True and "all 2" in finding.found


@pytest.mark.parametrize(
    "installed, found",
    [({"alpha": "1.1", "beta-two": "2.0"}, "alpha is 1.1, not 1.0"), ({"alpha": "1.0"}, "Beta_Two is missing")],
)
def test_does_drift_from_the_lock_say_which_and_how_to_mend_it(installed, found):
    finding = doctor.drift(LOCKED, installed)
    assert finding.ok is False and finding.found == found and finding.advice.endswith("install")


def test_does_much_drift_stay_readable():
    finding = doctor.drift([Requirement(f"package{n}==1") for n in range(30)], {})
    assert finding.found.endswith("and 25 more") and len(finding.found) < 200


def test_is_a_package_for_another_system_not_missed():
    assert doctor.drift([Requirement("gone==1; sys_platform == 'plan9'")], {}).ok is True


def test_does_a_missing_lock_say_how_to_get_it_back(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "LOCK", tmp_path / "requirements.txt")
    finding = doctor.packages()
    assert finding.ok is False and "git checkout" in finding.advice


@pytest.mark.parametrize(
    "version, user, ok, step",
    [
        ("", "", False, "git-scm.com"),
        ("git version 2.39", "", None, "git config --global user.name"),
        ("git version 2.39", "Ada", True, ""),
    ],
)
def test_does_git_without_a_name_or_no_git_say_the_next_step(version, user, ok, step):
    finding = doctor.git(version, user)
    assert finding.ok is ok and step in finding.advice


def test_is_git_that_is_not_there_seen(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.git_here(tmp_path) == ("", "")


def test_does_a_machine_without_a_browser_get_a_note(monkeypatch):
    assert doctor.browser(True).ok is True
    finding = doctor.browser(False)
    assert finding.ok is None and "address" in finding.advice

    def none_found():
        raise doctor.webbrowser.Error

    monkeypatch.setattr(doctor.webbrowser, "get", none_found)
    assert doctor.browser_here() is False


def test_does_a_service_that_is_silent_say_how_to_start_it_again():
    assert doctor.services(OWN).ok is True
    assert doctor.services([]).ok is None and doctor.services([]).advice.endswith("up")
    finding = doctor.services([*OWN[:1], ("store", "ftp://127.0.0.1:2121", False)])
    assert finding.ok is False and "store at ftp" in finding.found and "tracking" not in finding.found
    assert "down" in finding.advice


def test_is_the_whole_machine_looked_at_and_nothing_left_behind(space):
    findings = doctor.examine(space)
    names = [finding.name for finding in findings]
    assert {"Python", "disk", "memory", "port of lab", "packages", "git", "browser", "services"} <= set(names)
    assert all(finding.advice for finding in findings if not finding.ok)
    assert not space.state.exists() and not space.work.exists()


def test_is_a_state_on_another_disk_looked_at_too(space, monkeypatch):
    assert doctor.folders(space)[0] == ("disk", doctor.COURSE)
    real = doctor.os.stat
    other = type("Stat", (), {"st_dev": -1})()
    monkeypatch.setattr(doctor.os, "stat", lambda place, **how: real(place, **how) if place == doctor.COURSE else other)
    monkeypatch.setattr(doctor.Path, "exists", lambda place: place == space.state)
    assert doctor.folders(space)[1] == ("disk of the state", space.state)


def test_does_only_what_is_wrong_fail_the_command():
    good, note, wrong = (Finding("a", ok, "b", "c") for ok in (True, None, False))
    assert doctor.exit_code([good, note]) == 0 and doctor.exit_code([good, wrong, note]) == 1


def test_does_the_report_show_finding_and_step_as_they_are():
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(doctor.report([Finding("disk", False, "at /a[b]/c", "do [this]"), Finding("x", True, "y")]))
    said = console.export_text()
    assert "wrong" in said and "/a[b]/c" in said and "do [this]" in said and "ok" in said
