"""Whether an edit leaves documents what they were to each other, as most edits do.

If there was nothing to say of them beside each other, that is quick to see: of what the edit
touches alone, and of who has its addresses. What is not seen so is no fault: it is looked at in
full.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain

from msgspec.structs import replace

from sitegen.content.kinds import STORIES
from sitegen.edition.addresses import sound_place
from sitegen.edition.archive import Filing
from sitegen.edition.corpus import Corpus, public_ones
from sitegen.edition.crosscheck import claims_of_settings, claims_of_site
from sitegen.edition.rows import Facts, State
from sitegen.edition.spines import EDGE
from sitegen.edition.volumes import Volumes
from sitegen.errors import Findings


def among_others(facts: Facts | None) -> Facts | None:
    """Return facts without what a document is by itself: nobody waits for it to be put right."""
    if facts is None:
        return None
    timing = facts.timing
    if timing and (timing.updated or timing.corrected or timing.told):
        timing = replace(timing, updated=None, corrected=(), told=None)
    return replace(facts, anchors=b"", words=0, findings=Findings(), problems=(), timing=timing)


def disturbs_nobody(  # noqa: PLR0917 - all that documents are to each other
    paths: Collection[str],
    facts: Mapping[str, Facts],
    rows: Volumes,
    filing: Filing,
    places: Mapping[str, State],
    corpus: Corpus,
    now: datetime,
    *,
    admit_held: bool,
) -> bool:
    """Say whether some documents, which are new, gone or other than their rows, matter to no other.

    So it is if all are stories that are out, or were; if each listing that they join or leave has
    others, who stay; and if nobody has what is new among their places. There was nothing to say of
    the `rows`, nor of any of `places`, which are addresses that are no document's.
    """
    if not paths:
        return True
    were = [row for path in paths if (row := rows.get(path))]
    then, here = [it.facts for it in were], {it: facts[it] for it in paths if it in facts}
    out = public_ones(here, now, admit_held=admit_held)
    wanted = [place for it in here.values() for place in it.places]
    new = set(wanted).difference(*(it.places for it in then))
    return (
        all(it.state == "public" for it in were)
        and len(out) == len(here)
        and all(map(_is_plain, chain(then, here.values())))
        and _listings_stay(then, [*here.values()], filing)
        and not any(it.guid for it in chain(here.values(), (it.facts for it in rows.notable())))
        and "" not in wanted
        and len({*wanted}) == len(wanted)
        and _are_free(new, rows, chain(places, _of_site(corpus)))
    )


def _is_plain(facts: Facts) -> bool:
    """Say whether all that a document may be to others is to be listed, and to have its places."""
    return bool(facts.kind in STORIES and facts.sound and facts.timing and not facts.live)


def _listings_stay(then: Sequence[Facts], here: Sequence[Facts], filing: Filing) -> bool:
    """Say whether others stay in each listing that stories left, or joined."""
    topics = Counter(topic for it in then for topic in it.filed)
    months = Counter(it.month for it in then)
    topics.update(dict.fromkeys((topic for it in here for topic in it.filed), 0))
    months.update(dict.fromkeys((it.month for it in here), 0))
    return all(filing.count(topic) > number for topic, number in topics.items()) and all(
        filing.count_of_month(month) > number for month, number in months.items()
    )


def _of_site(corpus: Corpus) -> list[str]:
    """Return the addresses that are no document's, besides those that links may name."""
    return [it.address for it in chain(claims_of_site(corpus, ()), claims_of_settings(corpus))]


def _are_free(wanted: Collection[str], rows: Volumes, addresses: Iterable[str]) -> bool:
    """Say whether nothing at all is to be said of some places, beside rows and some addresses."""
    if not wanted:
        return True
    texts = [it.spine.places for it in rows.volumes.values()]
    texts += [f"{EDGE}{EDGE.join(it)}{EDGE}" for it in ({*map(sound_place, addresses)}, wanted)]

    def stands(text: str, times: int = 1) -> bool:
        return sum(it.count(text) for it in texts) >= times

    for place in wanted:
        above = list(accumulate(place.split("/")[:-1], "{}/{}".format))
        if (
            stands(f"{EDGE}{place}{EDGE}", 2)
            or stands(f"{EDGE}{place}/")
            or any(stands(f"{EDGE}{it}{EDGE}") for it in above)
        ):
            return False
    return True
