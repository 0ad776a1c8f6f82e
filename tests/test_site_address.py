"""Where the site will be, as the environment says it: all of a build takes it, and refuses what is no address."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from desk import PUBLISHED, Desk, quick_desk
from mujaz.cli import main
from mujaz.engine.address import VARIABLE
from mujaz.engine.pipeline import load_config

ADDRESS = "https://team.example/news/briefs/"
CORRECTED = PUBLISHED.replace("status: published", "status: corrected") + (
    "corrections:\n  - date: 2024-03-13\n    severity: minor\n    text: The number was wrong.\n"
)
DAY = "1710500000"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose `mkdocs.yml` says no address, with a brief that was corrected."""
    desk = quick_desk(tmp_path_factory.mktemp("desks") / "desk")
    desk.write("briefs/opening.yml", CORRECTED)
    desk.commit()
    return desk


def built(root: Path, address: str, *options: str) -> Result:
    environment = {VARIABLE: address or None, "SOURCE_DATE_EPOCH": DAY}
    return CliRunner().invoke(main, ["build", "-C", str(root), *options], env=environment)


def files(site: Path) -> dict[str, str]:
    """The digest of each file."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.mark.parametrize(
    "address",
    [
        "https://team.example",
        "https://team.example/",
        "http://localhost:8000/x",
        "https://user.github.example/repository",
        "https://192.0.2.7/",
        "https://[2001:db8::1]:8443/a/",
        "https://xn--mgbh0fb.example/",
        "https://مثال.example/موجز/",
        "  https://team.example/a  ",
        "https://team.example/a%20b/~c",
    ],
)
def test_an_address_of_the_web_goes_before_that_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("use_directory_urls: false\nsite_url: https://old.example/\n", "utf-8")
    assert load_config(tmp_path)[0].site_url == "https://old.example/"
    monkeypatch.setenv(VARIABLE, address)
    config, findings = load_config(tmp_path)
    assert (config.site_url, findings) == (f"{address.strip().rstrip('/')}/", [])


@pytest.mark.parametrize("address", ["", " "])
def test_an_empty_one_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    (tmp_path / "mkdocs.yml").write_text("use_directory_urls: false\nsite_url: https://old.example/\n", "utf-8")
    monkeypatch.setenv(VARIABLE, address)
    assert load_config(tmp_path)[0].site_url == "https://old.example/"


@pytest.mark.parametrize(
    "address",
    [
        "team.example",
        "/briefs/",
        "//team.example/",
        "https:team.example/",
        "https:///briefs/",
        "ftp://team.example/",
        "javascript:alert(1)",
        "file:///srv/site",
        "https://user@team.example/",
        "https://user:word@team.example/",
        "https://team.example/?a=b",
        "https://team.example/#top",
        "https://team.example/a b",
        'https://team.example/"><script>',
        "https://team.example\\@other.example/",
        "https://team.example:port/",
        "https://[2001:db8::1/",
        "https://team.example/\u2028x",
        "$CI_PAGES_URL",
    ],
)
def test_what_is_none_is_a_finding_with_the_name_of_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("use_directory_urls: false\n", "utf-8")
    monkeypatch.setenv(VARIABLE, address)
    (finding,) = load_config(tmp_path)[1]
    assert (finding.rule.name, str(finding.span)) == ("invalid-value", "mkdocs.yml:1:1")
    assert finding.message.startswith(f"the environment variable {VARIABLE}, `")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("team.example", "is no address of the web"),
        ("javascript:alert(1)", "is no address of the web"),
        ("https://team.example/a b", "has a space in it"),
        ("https://team.example/?a=b", "has a query or a fragment, behind which there are no paths"),
    ],
)
@pytest.mark.parametrize("verb", ["build", "check", "review"])
def test_every_verb_refuses_it_in_plain_words(desk: Desk, verb: str, address: str, why: str) -> None:
    more = ["HEAD"] if verb == "review" else []
    result = CliRunner().invoke(main, [verb, "-C", str(desk.root), *more], env={VARIABLE: address})
    assert result.exit_code == 2
    assert result.output.startswith(f"mujaz: the environment variable {VARIABLE}, `{address}/`, {why}\n  help: set")


def test_in_a_subfolder_each_format_has_the_right_paths_and_nothing_is_left_of_an_address_before(desk: Desk) -> None:
    assert built(desk.root, "").exit_code == 0
    without = files(desk.root / "site")
    assert built(desk.root, ADDRESS).exit_code == 0
    site = desk.root / "site"
    kept = files(site)
    locations = [each.text for each in etree.parse(site / "sitemap.xml").iter() if each.tag.endswith("}loc")]
    assert f"{ADDRESS}en/briefs/opening.html" in locations
    assert all(location and location.startswith(ADDRESS) for location in locations)
    canonical = f'<link rel="canonical" href="{ADDRESS}en/briefs/opening.html">'
    assert canonical in (site / "en/briefs/opening.html").read_text("utf-8")
    missing = (site / "404.html").read_text("utf-8")
    found = re.findall(r'(?:href|src)="([^"#]+)"', missing)
    assert len(found) > 5
    assert [each for each in found if not each.startswith(("/news/briefs/", ADDRESS))] == []
    feed = etree.parse(site / "en/corrections.xml")
    links = [link.get("href") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert links
    assert all(link and link.startswith(ADDRESS) for link in links)

    settings = (desk.root / "mkdocs.yml").read_text("utf-8")
    desk.write("mkdocs.yml", f"{settings}site_url: {ADDRESS}\n")
    assert built(desk.root, "", "--no-cache").exit_code == 0
    desk.write("mkdocs.yml", settings)
    assert files(site) == kept
    assert built(desk.root, "").exit_code == 0
    assert files(site) == without


def test_another_address_is_seen_where_nothing_else_changes(tmp_path: Path) -> None:
    root = quick_desk(tmp_path / "desk").root  # with no correction, and so no feed that would differ
    for address in (ADDRESS, "https://other.example/", ""):
        assert built(root, address).exit_code == 0
        page = (root / "site/en/briefs/second.html").read_text("utf-8")
        assert (
            re.findall('rel="canonical" href="([^"]*)"', page) == [f"{address}en/briefs/second.html"][: bool(address)]
        )


def test_an_offline_edition_knows_no_address(desk: Desk) -> None:
    assert built(desk.root, ADDRESS, "--offline").exit_code == 0
    (archive,) = (desk.root / "offline").glob("*.zip")
    with zipfile.ZipFile(archive) as edition:
        pages = [name for name in edition.namelist() if name.endswith(".html")]
        assert len(pages) > 5
        assert [name for name in pages if ADDRESS.encode() in edition.read(name)] == []


def test_publication_says_where_the_address_is_missing(desk: Desk) -> None:
    known, unknown = (built(desk.root, address, "--publish", "--leave-out") for address in (ADDRESS, ""))
    assert (known.exit_code, unknown.exit_code) == (0, 0), known.output + unknown.output
    said = "the site does not know its address"
    assert (said in known.output, said in unknown.output) == (False, True)
