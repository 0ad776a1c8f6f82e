"""S5: YAML is read strictly: each dangerous construct is one finding with a place, and quickly."""

from __future__ import annotations

import time

from mujaz.source import Source
from mujaz.yamlnodes import read_yaml
from proof import Proof, Run

_SECONDS = 1.0

_CASES = {
    "a tag that makes a Python object": ("title: !!python/object/apply:os.system [x]\n", "1:8 yaml-tag"),
    "an alias": ("title: &a x\nother: *a\n", "1:8 yaml-alias"),
    "a merged key": ("title: x\n<<: y\n", "2:1 yaml-key"),
    "a key twice": ("title: x\ntitle: y\n", "2:1 duplicate-key"),
    "a second document": ("title: x\n---\ntitle: y\n", "3:1 yaml-documents"),
    "deep nesting": ("a: " + "[" * 50_000 + "\n", "1:15 too-deep"),
}


def _prove(run: Run) -> None:
    for name, (text, expected) in _CASES.items():
        with run.attempt(name):
            started = time.monotonic()
            _, findings = read_yaml(Source("briefs/b.yml", text))
            seconds = time.monotonic() - started
            seen = [f"{found.span.position.line}:{found.span.position.column} {found.rule.name}" for found in findings]
            assert seen[:1] == [expected], seen
            assert seconds < _SECONDS, f"{seconds:.1f} s"


PROOF = Proof(
    "S5",
    "YAML is read strictly: no tag, alias, merged key, second value of a key or second document passes",
    "constructs that are dangerous elsewhere, each one finding with line and column in under a second",
    _prove,
)
