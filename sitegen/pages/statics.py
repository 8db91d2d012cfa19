"""The plan of what lies in static/: assets under names with their digests, files as they are."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from sitegen.digests import fingerprint
from sitegen.model import Source
from sitegen.pages.assets import Asset
from sitegen.pages.outputs import Copy, OutputKind, Planned, Recipe, Script, Stylesheet
from sitegen.pages.typefaces import Cut
from sitegen.urls import output_path


def static_files(assets: Mapping[str, Asset], files: Mapping[str, Source]) -> Iterator[Planned]:
    """Yield what lies in static/; `files` are published as they are, by address."""
    for asset in assets.values():
        if asset.cut:
            cut = asset.cut
            about = cut.source.path if cut.source else ""
            yield Planned(asset.path, "asset", "cut", cut.key, partial(_cut, cut), about)
            continue
        source = asset.source
        if source.path.endswith(".css"):
            make: Callable[[], Recipe] = partial(Stylesheet, source, asset.references, asset.faces)
            key = fingerprint(source.digest, asset.references, asset.faces)
            yield Planned(asset.path, "asset", "asset", key, make, source.path)
        elif source.path.endswith(".js"):
            make = partial(Script, source, asset.references, asset.is_ours, asset.modules)
            before = [it.digest for it in asset.modules]
            key = fingerprint(source.digest, asset.references, asset.is_ours, before)
            yield Planned(asset.path, "asset", "asset", key, make, source.path)
        else:
            yield _copy(asset.path, "asset", source)
    for address, source in files.items():
        yield _copy(output_path(address), "asset", source)


def _cut(cut: Cut) -> Cut:
    return cut


def _copy(path: str, kind: OutputKind, source: Source) -> Planned:
    return Planned(path, kind, "copy", source.digest, partial(Copy, source), source.path)
