"""The law, again: a paper that is edited, killed and mended for days is what a clean build makes.

`make test` runs the short form, `make soak` the long one: 1,000 articles, 500 edits.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from time import perf_counter

import pytest

from tests import drawn
from tests.drawn import PAPER
from tests.meddling import LONG, ROOT
from tests.newsroom import Newsroom, article
from tests.pictures import picture

ARTICLES, EDITS = (1000, 500) if LONG else (16, 8)
START = datetime(2026, 6, 1, 12, tzinfo=UTC)
SWITCHES = {
    "search": ("search = { enabled = false }", "search = { enabled = true }"),
    "views": ("[pictures]\n", "[views]\nshow = true\nfrom = 2\nmost_read = 2\n[pictures]\n"),
    **({"fonts": ("fonts = { shipped = false }\n", "")} if LONG else {}),
}
"""What can be switched on in site.toml: the text without, and with it."""


def switched(on: Iterable[str]) -> str:
    """Return site.toml with some things switched on."""
    text = PAPER
    for off, instead in map(SWITCHES.__getitem__, sorted(on)):
        assert off in text
        text = text.replace(off, instead, 1)
    return text


VIEWS = "content/views.json"
BROKEN: dict[str, str | bytes] = {
    "content/articles/broken.md": article("Broken", authors="[nobody]"),
    "content/authors/broken.md": "---\nname: [\n---\n",
    "templates/base.html": "{{ view.nothing }}",
    "content/site.toml": PAPER.replace("page_size = 3", 'page_size = "many"'),
    VIEWS: "{",
    "content/images/0.jpg": b"cut off",
}
"""What stops a build, by the file that it is written into."""

SHOT = "{src: 0.jpg, alt: A quay, credit: AFP}"

Tree = dict[str, bytes]


@dataclass
class Paper:
    """A newspaper under edits, and what has happened to it."""

    site: Newsroom
    chance: random.Random
    slugs: list[str]
    days: int = 0
    on: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    @property
    def now(self) -> str:
        return f"{START + timedelta(days=self.days):%Y-%m-%dT%H:%M:%SZ}"

    def story(self) -> str:
        """Return a story that differs from most others, and needs some of them."""
        pick, number = self.chance.choice, self.chance.randrange
        links = [f"[another]({pick(self.slugs[:8])}.md)", "[the other](anchor.md#here)", "Words."]
        links += [pick(drawn.BODIES)]
        return article(
            f"{pick(['War', 'Peace', 'Ports', 'Тиша', 'سلام'])} {number(1000)}",
            f"Words of {number(1000)}.\n\n## A heading\n\n{pick(links)}",
            date=f"{START + timedelta(days=number(400) - 390, hours=number(24)):%Y-%m-%d %H:%M}",
            section=pick(["asia", "europe", None]),
            countries=pick(["[RU, KP]", "[NO]", "[TZ]", None]),
            tags=pick(["[treaties]", "[treaties, ports]", "[ports, grain]", None]),
            thread=pick(["war", None, None]),
            milestone=pick(["It ends", f"{{date: 2026-06-03, text: Day {number(9)}}}", None]),
            status=pick(["draft", *[None] * 9]),
            expires=pick(["2026-06-20 00:00", *[None] * 9]),
            image=pick([f"{{src: {number(6)}.jpg, alt: A quay, credit: AFP}}", None, None]),
        )

    def edit(self) -> None:  # noqa: C901, PLR0912 - a list of what happens
        """Do one thing that an editor does, or that befalls what builds have left."""
        pick, number = self.chance.choice, self.chance.randrange
        slug = pick(self.slugs[8:])
        file = f"content/articles/{slug}.md"
        what = number(33)
        if what < 9:
            self.site.write({file: self.story()})
        elif what < 11:
            new = f"new-{number(10**9)}"
            self.site.write({f"content/articles/{new}.md": self.story()})
            self.slugs.append(new)
        elif what < 12:
            self.site.remove(file)
            self.slugs.remove(slug)
        elif what < 13:
            new = f"moved-{number(10**9)}"
            (self.site.root / file).rename(self.site.root / f"content/articles/{new}.md")
            self.slugs[self.slugs.index(slug)] = new
        elif what < 14:
            colour = (number(256), number(256), number(256))
            self.site.write({f"content/images/{number(6)}.jpg": picture(colour)})
        elif what < 15:
            self.days = number(30)  # back, too
        elif what < 16:
            self.site.write({"static/site.css": f"body {{ margin: {number(9)}px }}"})
        elif what < 17:
            rows = ["<p>{{ view.headline }}</p>", "<p>{{ view.dek }} {{ view.headline }}</p>"]
            self.site.write({"templates/line.html": pick(rows)})
        elif what < 18:
            self.switch(self.on ^ {pick(sorted(SWITCHES))})
        elif what < 19:
            self._damage(self.site.output)
        elif what < 20:
            self._damage(self.site.root / ".sitegen")
        elif what < 22:
            self.site.write({VIEWS: self.counts_of_views()})
        elif what < 25:
            self.redraw()
        else:  # words alone, as most edits are
            text = (self.site.root / file).read_text("utf-8")
            old, new = pick([("Words of", "Words of"), ("headline:", "headline: Still")])
            new = f"{new} {number(1000)} and" if old == new else new
            self.site.write({file: text.replace(old, new, 1)})
        self.count("edits")

    def redraw(self) -> None:
        """Change what maps, charts and dossiers show, to what they can be drawn from."""
        path = self.chance.choice(sorted(drawn.VERSIONS))
        texts = [it for it in drawn.VERSIONS[path] if it and it != "{"]
        self.site.write({path: self.chance.choice(texts)})

    def switch(self, on: frozenset[str]) -> None:
        """Switch on what is named, and all else off."""
        self.on = on
        self.site.write({"content/site.toml": switched(on)})

    def counts_of_views(self) -> str:
        """Return counts of views of some stories, most of which there are."""
        stories = {}
        for slug in self.chance.sample(self.slugs, 6):
            text = (self.site.root / f"content/articles/{slug}.md").read_text("utf-8")
            year, month = re.findall(r"^date: (\d{4})-(\d\d)", text, re.MULTILINE)[0]
            day = f"2026-06-{self.chance.randrange(1, 31):02}"
            many = self.chance.randrange(1, 30)
            stories[f"/{year}/{month}/{slug}/"] = {"total": 90 + many, "days": {day: many}}
        return json.dumps({"version": 1, "stories": stories})

    def _damage(self, folder: Path) -> None:
        # Without its mark, a folder is not ours any more; see tests/test_output.py.
        files = [it for it in folder.rglob("*") if it.is_file() and ".sitegen.json" not in it.name]
        if files:
            file = self.chance.choice(sorted(files))
            if self.chance.randrange(2):
                data = file.read_bytes()
                middle = len(data) // 2
                file.write_bytes(data[:middle] + b"\x5a\xa5" + data[middle + 2 :])
            else:
                file.unlink()

    def build(self) -> None:
        """Build; it must succeed."""
        self.site.build(now=self.now)
        self.count("builds")

    def fail(self) -> None:
        """Make a mistake, build, and mend it: nothing new may be there."""
        # Counts that nothing shows are not read.
        read = [it for it in sorted(BROKEN) if it != VIEWS or "views" in self.on]
        path = self.chance.choice(read)
        file, before = self.site.root / path, self.site.tree()
        kept = file.read_bytes() if file.exists() else None
        self.site.write({path: BROKEN[path]})
        result = self.site.run("build", "--now", self.now)
        assert result.exit_code in {1, 2}, (path, result.output)
        after = self.site.tree()
        # But what readers are not to see any more goes, and that is said.
        assert after.items() <= before.items()
        assert after == before or "withdrawn all the same: " in result.stderr
        file.unlink()
        if kept is not None:
            file.write_bytes(kept)
        self.count("errors")

    def kill(self, whole: float) -> None:
        """Kill a build at a random moment of the seconds that it may take; then let one end."""
        before = digests(self.site.tree())
        command = [sys.executable, "-m", "sitegen", "build", "--root", str(self.site.root)]
        process = subprocess.Popen(
            [*command, "--now", self.now],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        try:
            process.communicate(timeout=self.chance.uniform(0.05, whole))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.count("kills")
        left = digests(self.site.tree())
        self.build()
        after = digests(self.site.tree())
        strange = [it for it in left if left[it] not in (before.get(it), after.get(it))]
        assert strange == []


def digests(tree: Tree) -> dict[str, bytes]:
    """Return the digests of the files that readers may ask for."""
    return {
        path: blake2b(data).digest()
        for path, data in tree.items()
        if not path.startswith(".sitegen")
    }


def test_a_paper_of_many_edits_kills_and_mistakes_equals_a_clean_one(
    newsroom: Callable[..., Newsroom], record_property: Callable[[str, object], None]
) -> None:
    seed = int(os.environ.get("SITEGEN_SEED", random.randrange(10**6)))  # noqa: S311
    print(f"SITEGEN_SEED={seed} repeats it")
    began = perf_counter()
    chance = random.Random(seed)  # noqa: S311 - chance, and no secret
    slugs = [f"story-{number}" for number in range(ARTICLES - 1)]
    site = newsroom(
        {
            "content/articles/anchor.md": article("Anchor", "## Here\n\nWords.", image=SHOT),
            "content/threads/war.md": "---\ntitle: The war\n---\nWords.\n",
            **drawn.FILES,
            **{f"content/images/{number}.jpg": picture((number, 9, 9)) for number in range(6)},
        },
        site_toml=PAPER,
    )
    paper = Paper(site, chance, slugs)
    fixed = {slug: article(f"Fixed {slug}") for slug in slugs[:8]}  # others link to these
    for slug in slugs:
        site.write({f"content/articles/{slug}.md": fixed.get(slug) or paper.story()})
    start = perf_counter()
    paper.build()
    whole = perf_counter() - start
    while paper.counts.get("edits", 0) < EDITS:
        for _ in range(chance.randrange(1, 4)):
            paper.edit()
        event = chance.randrange(6)
        if event == 0:
            paper.fail()
        if event == 1:
            if chance.randrange(3) == 0:
                shutil.rmtree(site.root / ".sitegen", ignore_errors=True)
            paper.kill(whole + 0.5)
        else:
            paper.build()
        if LONG and paper.counts["builds"] % 40 == 0:
            assert site.tree() == site.clean_tree(now=paper.now)
            paper.count("clean builds")
    paper.build()
    assert site.tree() == site.clean_tree(now=paper.now)
    if LONG:
        paper.switch(frozenset(SWITCHES))
        paper.build()
        assert site.tree() == site.clean_tree(now=paper.now)
    for what, number in paper.counts.items():
        record_property(what, number)
    print(f"{ARTICLES} articles: {paper.counts}, {perf_counter() - began:.0f} s")


@pytest.mark.skipif(not LONG, reason="make soak")
@pytest.mark.parametrize("cold", [True, False])
def test_a_kill_at_every_step_of_a_build_leaves_whole_files(
    newsroom: Callable[..., Newsroom], *, cold: bool
) -> None:
    """Not at random moments, but before each file that a build opens, moves or removes."""
    from tests.meddling import meddled, steps  # noqa: PLC0415

    site = newsroom(
        {
            "content/articles/one.md": article("One", tags="[rare]", image=SHOT),
            "content/articles/two.md": article("Two", drawn.MAP, countries="[NO]"),
            "content/articles/anchor.md": article("Anchor", drawn.BODIES[2]),
            "content/images/0.jpg": picture(),
            **drawn.FILES,
        },
        site_toml=switched({"search"}),
    )
    if not cold:
        site.build()
        site.edit("content/articles/one.md", "tags: [rare]", "tags: [ports]")
        site.edit("content/maps.toml", "Nobody", "Somebody")
        site.remove("content/articles/two.md").write({"static/site.css": "body { margin: 0 }"})
    started = site.root.with_name("started")
    shutil.copytree(site.root, started)
    before, goal = (site.tree() if site.output.exists() else {}), site.clean_tree()
    total = steps(site)
    assert total > 100
    killed = 0
    for number in range(1, total, max(1, total // 60)):
        shutil.rmtree(site.root)
        shutil.copytree(started, site.root)
        ended = meddled(site, ("any", "", number), "os.kill(os.getpid(), signal.SIGKILL)")
        assert ended.returncode == -9, (number, ended.stderr)
        left = digests(site.tree()) if site.output.exists() else {}
        old, new = digests(before), digests(goal)
        assert [it for it in left if left[it] not in (old.get(it), new.get(it))] == [], number
        site.build()
        assert site.tree() == goal, number
        killed += 1
    print(f"killed {killed} builds at {killed} of {total} steps")
