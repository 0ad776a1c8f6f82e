"""The pipelines of a desk as its code host runs them: each job in a clone of its own, with the host itself left out.

A step that uses an action of GitHub is the host's own affair and is passed over. What a script asks the
host for goes to a program that notes what it was asked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

ADDRESS = "https://team.example/desk"
"""Where the host shows the site."""
TOKEN = "a-token-of-the-desk"
ANSWERS = {"/user": {"id": 7}, "/notes": [{"id": 3, "author": {"id": 7}, "body": "<!-- mujaz review -->\nold"}]}
"""What the host says, by the end of the address without its query."""
CURL = """#!{python}
import json, pathlib, sys
folder = pathlib.Path(__file__).parent
asked = sys.argv[1:]
body = next((word.partition("@")[2] for word in asked if word.startswith("body@")), "")
told = {{"asked": asked, "body": pathlib.Path(body).read_text("utf-8") if body else ""}}
with (folder / "asked.jsonl").open("a", encoding="utf-8") as file:
    file.write(json.dumps(told) + "\\n")
path = asked[-1].partition("?")[0]
answers = json.loads({answers!r})
print(json.dumps(next((said for end, said in answers.items() if path.endswith(end)), {{}})))
"""


class Job(Struct, frozen=True):
    """A job of a pipeline.

    Attributes:
        host: `github` or `gitlab`.
        name: what it is called.
        scripts: what it runs, one after the other, each with what it finds in the environment.
        shell: how a script is run.
        needs: the jobs whose files it gets.
        kept: the files that it hands on, as patterns.
        told: the file of variables that it hands on; empty where there is none.
    """

    host: str
    name: str
    scripts: tuple[tuple[str, Mapping[str, str]], ...]
    shell: tuple[str, ...]
    needs: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    told: str = ""

    @property
    def is_of_a_proposal(self) -> bool:
        """Whether it looks at a proposed change, and not at what is to be published."""
        return self.name in ("check", "review", "note")


def jobs(desk: Path) -> Iterator[Job]:
    """All jobs of a desk that run something."""
    for path in sorted((desk / ".github/workflows").iterdir()):
        loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for name, job in loaded["jobs"].items():
            given = {**loaded.get("env", {}), **job.get("env", {})}
            steps = [step for step in job["steps"] if "run" in step]
            scripts = tuple((step["run"], {**given, **step.get("env", {})}) for step in steps)
            if scripts:
                yield Job("github", name, scripts, ("bash", "-e", "-c"))
    gitlab: dict[str, Any] = yaml.safe_load((desk / ".gitlab-ci.yml").read_text("utf-8"))
    shared = gitlab["default"]
    for name, job in gitlab.items():
        if not isinstance(job, dict) or "script" not in job:
            continue
        lines = [*job.get("before_script", shared["before_script"]), *job["script"]]
        kept = job.get("artifacts", {})
        reports = kept.get("reports", {})
        yield Job(
            "gitlab",
            name,
            (("\n".join(lines), {**gitlab["variables"], **job.get("variables", {})}),),
            ("bash", "-e", "-o", "pipefail", "-c"),
            tuple(job.get("needs", ())),
            tuple(kept.get("paths", ())),
            reports.get("dotenv", ""),
        )


class Host:
    """A code host.

    Args:
        folder: an empty one of its own.
        programs: the folders of programs that a job finds, and with them Python.
        python: that which runs the stand-in of `curl`.
    """

    def __init__(self, folder: Path, programs: list[Path], python: str) -> None:
        self.folder = folder
        self._programs = [folder / "bin", *programs, Path("/usr/bin"), Path("/bin")]
        (folder / "bin").mkdir()
        (folder / "temporary").mkdir()
        fake = folder / "bin" / "curl"
        fake.write_text(CURL.format(python=python, answers=json.dumps(ANSWERS)), "utf-8")
        fake.chmod(0o755)
        self.summary = folder / "summary.md"
        self.base = ""
        self._told: dict[str, str] = {}

    @property
    def asked(self) -> list[dict[str, Any]]:
        """What the host was asked for, in order."""
        noted = self.folder / "bin" / "asked.jsonl"
        return [json.loads(line) for line in noted.read_text("utf-8").splitlines()] if noted.exists() else []

    def run(self, job: Job, clone: Path) -> Iterator[tuple[str, int, str]]:
        """Run the scripts of a job in a clone: each, its exit code, and what it says."""
        for needed in job.needs:
            for path in (self.folder / "kept" / needed).rglob("*"):
                if path.is_file():
                    (clone / path.name).write_bytes(path.read_bytes())
        for script, given in job.scripts:
            known = {**self._predefined(job, clone), **self._told}
            done = subprocess.run(
                [*job.shell, script],
                cwd=clone,
                env={**known, **{name: self._filled(value, known) for name, value in given.items()}},
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            yield script, done.returncode, done.stdout + done.stderr
        self._keep(job, clone)

    def _keep(self, job: Job, clone: Path) -> None:
        for path in (found for pattern in job.kept for found in clone.glob(pattern) if found.is_file()):
            kept = self.folder / "kept" / job.name / path.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(path.read_bytes())
        if job.told:
            lines = (clone / job.told).read_text("utf-8").splitlines()
            self._told.update((name, value) for name, _, value in (line.partition("=") for line in lines))

    def _predefined(self, job: Job, clone: Path) -> dict[str, str]:
        """What a job finds in the environment on each host, of what the pipelines name."""
        always = {"PATH": os.pathsep.join(map(str, self._programs)), "HOME": str(self.folder), "CI": "true"}
        if job.host == "github":
            temporary = str(self.folder / "temporary")
            return {**always, "GITHUB_STEP_SUMMARY": str(self.summary), "RUNNER_TEMP": temporary}
        return {
            **always,
            "CI_PROJECT_DIR": str(clone),
            "CI_JOB_URL": f"https://host.invalid/-/jobs/{job.name}",
            "CI_API_V4_URL": "https://host.invalid/api/v4",
            "CI_PROJECT_ID": "1",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
            "CI_PAGES_URL": ADDRESS,
            "MUJAZ_NOTE_TOKEN": TOKEN,
        }

    @staticmethod
    def _filled(value: str, known: Mapping[str, str]) -> str:
        """A value with what GitHub and GitLab put in; what is not known here is a fault of this test."""
        of_github = {"github.base_ref": "main", "steps.pages.outputs.base_url": ADDRESS}
        value = re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: of_github[match[1]], value)
        return re.sub(r"\$(\w+)", lambda match: known[match[1]], value)
