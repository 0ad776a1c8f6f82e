"""What `mujaz init` writes for GitHub and GitLab: valid, pinned, with no right that it does not need."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mujaz import __version__
from mujaz.cli import VERBS
from mujaz.cli.wheel import carried
from mujaz.engine.workspace import write_files
from mujaz.scaffold.init import plan_site
from thorough import thorough

REPOSITORY = Path(__file__).parent.parent
FILES = plan_site("x", carried=carried()).files
WORKFLOWS = sorted(path for path in FILES if path.startswith(".github/workflows/"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    write_files(root, FILES, replace=False)
    return root


def run(program: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program of this Python's environment."""
    command = [str(Path(sys.executable).parent / program), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")


def workflow(path: str) -> dict[str, Any]:
    """A workflow; `on` stays a text."""
    loaded: dict[str, Any] = yaml.load(FILES[path], Loader=yaml.BaseLoader)
    return loaded


def jobs(path: str) -> Iterator[dict[str, Any]]:
    yield from workflow(path)["jobs"].values()


# As published.


def test_the_auditor_of_workflows_finds_nothing(site: Path) -> None:
    told = run("zizmor", "--offline", "--no-progress", "--persona=auditor", "--format=json", ".", cwd=site)
    assert json.loads(told.stdout) == []
    assert told.returncode == 0


def test_one_finding_is_set_aside_with_its_reason() -> None:
    ignored = [(path, line) for path in WORKFLOWS for line in FILES[path].splitlines() if "zizmor: ignore" in line]
    assert [path for path, _ in ignored] == [".github/workflows/review-comment.yml"]
    assert re.search(r"ignore\[dangerous-triggers\] \w+", ignored[0][1])


@thorough
@pytest.mark.parametrize(
    ("schema", "paths", "more"),
    [
        ("vendor.github-workflows", WORKFLOWS, []),
        ("vendor.gitlab-ci", [".gitlab-ci.yml"], ["--data-transform", "gitlab-ci"]),
    ],
)
def test_pipelines_follow_the_published_schemas(site: Path, schema: str, paths: list[str], more: list[str]) -> None:
    told = run("check-jsonschema", "--builtin-schema", schema, *more, *paths, cwd=site)
    assert told.returncode == 0, told.stdout


# What they may do.


def test_actions_are_pinned_by_commit_with_their_version() -> None:
    lines = [line for path in WORKFLOWS for line in FILES[path].splitlines() if "uses:" in line]
    assert len(lines) > 5
    for line in lines:
        assert re.search(r"uses: [\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_one_action_is_of_one_version() -> None:
    used = {match for path in WORKFLOWS for match in re.findall(r"uses: ([\w.-]+/[\w.-]+)\S*@(\S+)", FILES[path])}
    assert len({name for name, _ in used}) == len(used)


def test_what_is_published_is_made_from_nothing_that_another_run_kept() -> None:
    publish = FILES[".github/workflows/publish.yml"]
    assert re.findall(r"uses: actions/cache(\S*)@", publish) == ["/save"]
    assert "cache:" not in publish
    gitlab = yaml.safe_load(FILES[".gitlab-ci.yml"])
    kept = gitlab["pages"].get("cache", gitlab["default"]["cache"])
    assert [path for each in kept for path in each["paths"]] == [".cache/pip"]
    for job in ("check", "review"):
        assert gitlab[job]["extends"] == ".merge-request"
    (packages, own) = gitlab[".merge-request"]["cache"]
    assert packages["paths"] == [".cache/pip"]
    assert "$CI_MERGE_REQUEST_IID" in own["key"]


def test_publication_runs_after_each_push_each_day_and_by_hand() -> None:
    on = workflow(".github/workflows/publish.yml")["on"]
    assert set(on) == {"push", "schedule", "workflow_dispatch"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", on["schedule"][0]["cron"])


def test_both_hosts_say_where_the_site_is() -> None:
    (build,) = [job for job in jobs(".github/workflows/publish.yml") if job["name"] == "Build"]
    (step,) = [step for step in build["steps"] if step.get("run") == "mujaz build --publish"]
    assert step["env"] == {"MUJAZ_SITE_URL": "${{ steps.pages.outputs.base_url }}"}
    (asked,) = [each for each in build["steps"] if each.get("id") == "pages"]
    assert asked["uses"].startswith("actions/configure-pages@")
    assert yaml.safe_load(FILES[".gitlab-ci.yml"])["pages"]["variables"] == {"MUJAZ_SITE_URL": "$CI_PAGES_URL"}


def test_what_runs_code_of_the_change_may_only_read() -> None:
    check = workflow(".github/workflows/check.yml")
    assert list(check["on"]) == ["pull_request"]
    assert check["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in jobs(".github/workflows/check.yml"))
    assert "secrets." not in FILES[".github/workflows/check.yml"]
    checkouts = [step["with"] for job in check["jobs"].values() for step in job["steps"] if "checkout" in str(step)]
    assert [checkout["persist-credentials"] for checkout in checkouts] == ["false"]


def test_what_may_comment_runs_nothing_of_the_change() -> None:
    path = ".github/workflows/review-comment.yml"
    (job,) = jobs(path)
    assert workflow(path)["permissions"] == {}
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/github-script"]
    assert "${{" not in job["steps"][0]["with"]["script"]


def test_publication_takes_only_what_is_approved() -> None:
    commands = [step.get("run", "") for job in jobs(".github/workflows/publish.yml") for step in job["steps"]]
    assert [command for command in commands if "mujaz build" in command] == ["mujaz build --publish"]
    pages = yaml.safe_load(FILES[".gitlab-ci.yml"])["pages"]
    assert pages["script"] == ["mujaz build --publish", "mv site public"]
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_both_hosts_install_the_mujaz_that_made_the_desk_and_no_index_is_asked_for_it() -> None:
    text = FILES["requirements.txt"]
    assert f"./packages/mujaz-{__version__}-py3-none-any.whl \\\n    --hash=sha256:" in text
    assert not re.search(r"^mujaz\b", text, re.MULTILINE)
    for path in (".github/workflows/check.yml", ".github/workflows/publish.yml", ".gitlab-ci.yml"):
        assert "pip install" in FILES[path]
        assert "--requirement requirements.txt" in FILES[path]


# The comment.

DRIVER = """
const { script, pulls, artifacts, comments, run, archive } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const calls = [];
const record = (name) => async (given) => { calls.push({ name, ...given }); };
const github = {
  paginate: async (list, given) => list(given),
  rest: {
    pulls: { list: ({ head }) => pulls.filter((each) => each.asked === head) },
    actions: {
      listWorkflowRunArtifacts: ({ run_id }) => (run_id === run.id ? artifacts : []),
      downloadArtifact: async () => ({ data: Buffer.from(archive, "base64") }),
    },
    issues: {
      listComments: () => comments,
      createComment: record("create"),
      updateComment: record("update"),
    },
  },
};
const say = (name) => (text) => void calls.push({ name, text });
const core = { notice: say("notice"), setFailed: say("fail") };
const context = { repo: { owner: "o", repo: "r" }, serverUrl: "https://host.invalid", payload: { workflow_run: run } };
const Script = Object.getPrototypeOf(async () => {}).constructor;
new Script("require", "github", "context", "core", script)(require, github, context, core).then(
  () => console.log(JSON.stringify(calls)),
  (problem) => console.log(JSON.stringify([{ name: "throw", text: String(problem.code) }])),
);
"""
UNZIP = """#!{python}
import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[2]).read(sys.argv[3]))
"""
BOT = {"login": "github-actions[bot]"}
RUN = {"id": 7, "head_sha": "abc", "head_branch": "change", "head_repository": {"owner": {"login": "fork"}}}
PULL = {"number": 12, "asked": "fork:change", "head": {"sha": "abc"}}


def commented(folder: Path, text: str = "a report", **scenario: Any) -> list[dict[str, Any]]:
    """What the script of the second workflow asks of GitHub."""
    unzip = folder / "unzip"
    unzip.write_text(UNZIP.format(python=sys.executable), encoding="utf-8")
    unzip.chmod(0o755)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil", "x")
        archive.writestr("review.md", text)
    (job,) = jobs(".github/workflows/review-comment.yml")
    given = {
        "script": job["steps"][0]["with"]["script"],
        "pulls": [PULL],
        "artifacts": [{"id": 1, "name": "review", "size_in_bytes": 900}],
        "comments": [],
        "run": RUN,
        "archive": base64.b64encode(packed.getvalue()).decode(),
        **scenario,
    }
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder)}
    told = subprocess.run(
        ["node", "-e", DRIVER],
        input=json.dumps(given),
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert not (folder.parent / "evil").exists()
    calls: list[dict[str, Any]] = json.loads(told.stdout)
    return calls


def test_the_first_report_is_a_new_comment(tmp_path: Path) -> None:
    (call,) = commented(tmp_path, "تقرير from @somebody")
    assert call["name"] == "create"
    assert call["issue_number"] == 12
    assert call["body"].startswith("<!-- mujaz review -->\nتقرير from &#64;somebody\n\n<p ")


@pytest.mark.parametrize(("kept", "path"), [(True, "runs/7/artifacts/2"), (False, "runs/7")])
def test_a_comment_leads_to_the_review_with_the_pages(tmp_path: Path, kept: bool, path: str) -> None:
    artifacts = [{"id": 1, "name": "review", "size_in_bytes": 900}, {"id": 2, "name": "review.html"}]
    (call,) = commented(tmp_path, artifacts=artifacts[: 2 if kept else 1])
    address = f"https://host.invalid/o/r/actions/{path}"
    assert call["body"].endswith(f'<p dir="auto"><a href="{address}">The whole review, with the pages</a></p>')


def test_a_desk_in_arabic_is_spoken_to_in_arabic() -> None:
    files = plan_site("x", ["ar"]).files
    for path in (".github/workflows/check.yml", ".gitlab-ci.yml"):
        reviews = [line for line in files[path].splitlines() if 'mujaz review "' in line]
        assert len(reviews) > 2
        assert [line for line in reviews if "--language ar" not in line] == []
    for path in (".github/workflows/review-comment.yml", ".gitlab-ci.yml"):
        assert "المراجعة كلها مع الصفحات" in files[path]
    assert not [path for path, text in files.items() if re.search("@(?:language|whole)@", text)]


def test_the_next_one_takes_its_place_and_no_other_comment_is_touched(tmp_path: Path) -> None:
    mark = "<!-- mujaz review -->\nold"
    others = [{"id": 1, "user": {"login": "somebody"}, "body": mark}, {"id": 2, "user": BOT, "body": "other"}]
    (call,) = commented(tmp_path, comments=[*others, {"id": 3, "user": BOT, "body": mark}])
    assert (call["name"], call["comment_id"]) == ("update", 3)


@pytest.mark.parametrize(
    ("scenario", "name"),
    [
        ({"pulls": []}, "notice"),
        ({"pulls": [{**PULL, "head": {"sha": "newer"}}]}, "notice"),
        ({"artifacts": []}, "notice"),
        ({"artifacts": [{"id": 1, "name": "review", "size_in_bytes": 2_000_000}]}, "fail"),
        ({"text": "x" * 2_000_000}, "throw"),
    ],
)
def test_what_is_not_as_it_should_be_is_not_shown(tmp_path: Path, scenario: dict[str, Any], name: str) -> None:
    assert [call["name"] for call in commented(tmp_path, **scenario)] == [name]


def test_a_long_report_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    (call,) = commented(tmp_path, "@" * 60_000)
    assert len(call["body"]) <= 65_536
    assert "…\n\n<p " in call["body"]
    assert call["body"].endswith('/runs/7">The whole review, with the pages</a></p>')


# What goes with them.


def test_people_are_told_of_each_part_of_the_site() -> None:
    lines = [line.split() for line in FILES[".github/CODEOWNERS"].splitlines() if line and not line.startswith("#")]
    assert {"*", "/briefs/", "/seeds/", "/briefs/reviews/", "/editorial.yml", "/.github/"} <= {
        line[0] for line in lines
    }
    assert all(re.fullmatch(r"@your-organization/[a-z-]+", owner) for line in lines for owner in line[1:])


def test_both_hosts_ask_the_same_of_a_change() -> None:
    assert FILES[".github/pull_request_template.md"] == FILES[".gitlab/merge_request_templates/Default.md"]


def test_the_hooks_of_the_repository_run_verbs_that_exist() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["mujaz-check", "mujaz-fmt"]
    for hook in hooks:
        program, verb = hook["entry"].split()
        assert program == "mujaz"
        assert verb in VERBS
        assert hook["language"] == "python"
        assert re.search(hook["files"], "briefs/a/b.yml")
        assert not re.search(hook["files"], "docs/index.md")
