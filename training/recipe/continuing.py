"""Configurations that continue a trained pipeline, or train a fresh lemmatiser over its frozen features.

spaCy's edit-tree lemmatiser cannot be continued after loading (it no longer finds the numbers of its trees), so the
syntax run is continued without it, and a new one is trained afterwards.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.util import load_config

CONFIGS = Path(__file__).resolve().parents[1] / "configs"
DROPOUT = {"syntax.cfg": 0.15, "names.cfg": 0.1}
SYNTAX = ("tok2vec", "tagger", "morphologizer", "parser")


def continued(base: str, source: Path, parts: tuple[str, ...], steps: int, rate: float) -> dict[str, Any]:
    """The configuration `base` with `parts` taken from the pipeline `source`; batches of 600 to 1,000 words."""
    config = load_config(CONFIGS / base)
    config["nlp"]["pipeline"] = list(parts)
    config["components"] = {part: {"source": str(source)} for part in parts}
    training = config["training"]
    training["max_steps"] = steps
    training["dropout"] = DROPOUT[base]
    training["eval_frequency"] = min(500, steps)
    training["optimizer"]["learn_rate"] = {
        "@schedules": "warmup_linear.v1",
        "warmup_steps": 50,
        "total_steps": steps + 50,
        "initial_rate": rate,
    }
    training["batcher"]["size"] = {"@schedules": "compounding.v1", "start": 600, "stop": 1000, "compound": 1.001}
    return config


def lemmatizer(source: Path, steps: int) -> dict[str, Any]:
    """A new lemmatiser over the frozen shared features of `source`."""
    component = load_config(CONFIGS / "syntax.cfg")["components"]["trainable_lemmatizer"]
    config = continued("syntax.cfg", source, ("tok2vec",), steps, 0.003)
    config["nlp"]["pipeline"] = ["tok2vec", "trainable_lemmatizer"]
    config["components"]["trainable_lemmatizer"] = component
    config["training"]["frozen_components"] = ["tok2vec"]
    config["training"]["annotating_components"] = ["tok2vec"]
    config["training"]["score_weights"] = {"lemma_acc": 1.0}
    return config


def write(config: dict[str, Any], path: Path) -> None:
    """Saves a configuration for `spacy train`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    config.to_disk(path)  # type: ignore[attr-defined]
