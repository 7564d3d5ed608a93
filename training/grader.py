"""Trains the grader of candidate facts on annotated articles and writes data/models/grader.json.

    python training/grader.py GOLD_DIR OUT.json [--check GOLD_DIR] [--model NAME]

GOLD_DIR holds articles.jsonl and one annotation file an article (see ../shared/gold/GUIDELINES.md). A candidate that
fits an annotated fact is a positive, one that fits only an optional fact is left out, every other one is a negative.
Hyperparameters and thresholds are chosen by cross-validation over articles within GOLD_DIR; --check only reports.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.evaluate import Gold, names_of
from kg.extract.extractor import read
from kg.extract.facts import drafts
from kg.extract.grade import features
from kg.extract.status import tokens_of
from kg.language.dates import find_dates
from kg.language.pipeline import load_pipeline
from kg.sources import read_articles
