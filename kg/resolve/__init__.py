"""Who is who across articles: links between what articles name, and the decisions of people about them.

`resolve` reads and changes nothing; `Journal` keeps the decisions; `applied` puts an article under the ids found.
"""

from __future__ import annotations

from kg.resolve.apply import Plan, Role, applied, as_read, plan_of, restored
from kg.resolve.decisions import Decision, Journal, active
from kg.resolve.evidence import THRESHOLD, Evidence, total
from kg.resolve.readings import Profile
from kg.resolve.resolution import Cluster, Resolution, compare, near_misses, resolve

__all__ = [
    "THRESHOLD",
    "Cluster",
    "Decision",
    "Evidence",
    "Journal",
    "Plan",
    "Profile",
    "Resolution",
    "Role",
    "active",
    "applied",
    "as_read",
    "compare",
    "near_misses",
    "plan_of",
    "resolve",
    "restored",
    "total",
]
