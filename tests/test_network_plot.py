"""Pictures: what they show, and that the same facts give the same bytes."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import Any

import pytest
from network_facts import day, facts, stored

from kg.errors import ExportError, MissingExtra
from kg.network import balance
from kg.plot import plot_balance, plot_timeline

pytest.importorskip("matplotlib", reason="the plot extra is not installed")


def words(path: Path) -> str:
    """The comments of an SVG: matplotlib puts each text that it draws into one."""
    return "\n".join(re.findall("<!-- (.*?) -->", path.read_text("utf-8")))


def test_the_timeline_names_relations_and_counts_sources(tmp_path: Path) -> None:
    plot_timeline(facts(), tmp_path / "t.svg", "Germany and China")
    shown = words(tmp_path / "t.svg")
    assert "Germany and China" in shown
    assert "5 facts from 2 articles; 3 without a date not shown" in shown
    assert {"meets", "signs", "criticizes"} <= set(shown.splitlines())
    assert "holds office of" not in shown


def test_the_balance_names_types_periods_and_sources(tmp_path: Path) -> None:
    plot_balance(balance(facts()), tmp_path / "b.svg")
    shown = words(tmp_path / "b.svg").splitlines()
    assert {"AGREE", "CONSULT", "ACCUSE", "SANCTION"} <= set(shown)
    assert "4 events; 0 without a date not shown" in shown
    assert {"2023", "2024"} <= set(shown)


def test_the_balance_counts_undated_events_apart(tmp_path: Path) -> None:
    rows = (stored("state/USA", "meets", "state/CHN"), stored("state/USA", "issues", "doc/x", day("2020-02-02")))
    plot_balance(balance(rows, "month"), tmp_path / "b.svg")
    shown = words(tmp_path / "b.svg").splitlines()
    assert "1 events; 1 without a date not shown" in shown
    assert {"other", "2020-02"} <= set(shown)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_facts_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        plot_timeline(facts(), tmp_path / f"t-{name}.{ending}")
        plot_balance(balance(facts()), tmp_path / f"b-{name}.{ending}")
    for kind in "tb":
        first = (tmp_path / f"{kind}-one.{ending}").read_bytes()
        assert first == (tmp_path / f"{kind}-two.{ending}").read_bytes()
        assert b"Date>" not in first


@pytest.mark.parametrize("title", ["习近平 وزير $x_$ 🇺🇳", "", "$\\frac{"])
def test_any_title_can_be_drawn(title: str, tmp_path: Path) -> None:
    plot_timeline(facts(), tmp_path / "t.png", title)
    plot_balance(balance(facts()), tmp_path / "b.png", title)
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")


def test_nothing_to_draw_gives_an_empty_picture(tmp_path: Path) -> None:
    plot_timeline((), tmp_path / "t.svg")
    plot_balance((), tmp_path / "b.svg")
    assert "0 facts from 0 articles" in words(tmp_path / "t.svg")
    assert "0 events" in words(tmp_path / "b.svg")


def test_unknown_picture_formats_name_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no picture format 'bmp'; use one of pdf, png, svg"):
        plot_timeline(facts(), tmp_path / "t.bmp")


def test_a_path_that_cannot_be_written_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file or directory; choose another file"):
        plot_balance(balance(facts()), tmp_path / "no" / "b.png")


def test_without_matplotlib_the_message_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match=r"pip install 'kg\[plot\]'"):
        plot_timeline(facts(), tmp_path / "t.png")
