"""The settings of Hugo and Jekyll, which are files of values."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.importing.folders.front import is_true, names, words
from sitegen.importing.folders.given import of_jekyll
from sitegen.importing.folders.settings import FolderKind, Settings
from sitegen.importing.folders.values import address_of, read_file, read_values
from sitegen.importing.found import Person

CONFIGS = (
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml"),
    *("config.yml", "config.json", "config/_default/hugo.toml", "config/_default/config.toml"),
    *("config/_default/hugo.yaml", "config/_default/config.yaml", "config/_default/config.yml"),
)
_LANGUAGES = ("config/_default/languages.toml", "config/_default/languages.yaml")


def is_hugo(root: Path) -> bool:
    """Say whether a folder is a site of Hugo."""
    has_settings = any((root / it).is_file() for it in CONFIGS)
    return (has_settings or (root / "config/_default").is_dir()) and (root / "content").is_dir()


def is_jekyll(root: Path) -> bool:
    """Say whether a folder is a site of Jekyll."""
    return (root / "_config.yml").is_file() or any(
        (root / it).is_dir() for it in ("_posts", "source/_posts")
    )


def settings_of_hugo(root: Path) -> Settings:
    """Return the settings of a site of Hugo."""
    return _settings_of(root, "hugo")


def settings_of_jekyll(root: Path) -> Settings:
    """Return the settings of a site of Jekyll."""
    return _settings_of(root, "jekyll")


def _settings_of(root: Path, kind: FolderKind) -> Settings:
    told = read_values(root, ("_config.yml", "_config.yaml") if kind == "jekyll" else CONFIGS)
    address = words(told.get("url") or told.get("baseurl")).rstrip("/")
    if kind == "jekyll":
        base = words(told.get("baseurl")).strip("/")
        url = words(told.get("url")).rstrip("/")
        address = f"{url}/{base}".rstrip("/") if base else url
    params = told.get("params")
    description = told.get("description") or (
        params.get("description") if isinstance(params, dict) else ""
    )
    languages = told.get("languages") or read_values(root, _LANGUAGES)
    languages = dict(languages) if isinstance(languages, dict) else {}
    for file in sorted((root / "config/_default").glob("languages.*.toml")):
        languages[file.name.split(".")[1]] = dict(read_file(file))
    default = words(told.get("defaultcontentlanguage"))
    own = languages.get(default or "en")
    own = {str(key).lower(): it for key, it in own.items()} if isinstance(own, dict) else {}
    folders = {
        str(key): words({str(k).lower(): v for k, v in it.items()}.get("contentdir"))
        for key, it in languages.items()
        if isinstance(it, dict)
    }
    content = words(told.get("contentdir")) or "content"
    content = _source(root, told) if kind == "jekyll" else content
    permalinks, ugly = told.get("permalinks"), told.get("uglyurls")
    return Settings(
        root=root,
        kind=kind,
        content=content,
        title=words(told.get("title") or own.get("title")),
        description=words(description),
        language=words(
            told.get("languagecode")
            or told.get("lang")
            or told.get("defaultcontentlanguage")
            or told.get("locale")
        ),
        address=address_of(address),
        permalink=words(told.get("permalink")) or "date",
        permalinks=permalinks if isinstance(permalinks, dict) else {},
        is_ugly=is_true(ugly),
        ugly=frozenset(key for key, it in ugly.items() if is_true(it))
        if isinstance(ugly, dict)
        else frozenset(),
        people=dict(_people(root)),
        languages=tuple(map(str, languages)),
        folders={key: folder for key, folder in folders.items() if folder},
        default_language=default,
        given=of_jekyll(told.get("defaults")),
        collections=_collections(told.get("collections")),
        collections_folder=words(told.get("collections_dir")).strip("/"),
        told=told,
        excluded=tuple(it.strip("/") for it in names(told.get("exclude"))),
    )


def _source(root: Path, told: Mapping[str, object]) -> str:
    """Return the folder that Jekyll, Octopress or Hexo reads; empty if it is the whole of it."""
    folder = words(told.get("source") or told.get("source_dir")).strip("./")
    if folder and (root / folder).is_dir():
        return folder
    return "source" if (root / "source/_posts").is_dir() and not (root / "_posts").is_dir() else ""


def _collections(told: object) -> dict[str, str]:
    """Return the patterns of addresses of collections that are published, by name."""
    if not isinstance(told, dict):
        return {}
    published = {str(key): it for key, it in told.items() if isinstance(it, dict)}
    return {
        key: words(it.get("permalink")) or "/:collection/:path.html"
        for key, it in published.items()
        if is_true(it.get("output"))
    }


def _people(root: Path) -> Iterator[tuple[str, Person]]:
    """Yield authors that a file of data names by key, as Jekyll and Hugo keep them."""
    for it in ("_data/authors.yml", "data/authors.yml", "data/authors.yaml", "data/authors.toml"):
        file = root / it
        if file.is_file():
            for key, value in read_file(file).items():
                if isinstance(value, dict):
                    name = words(value.get("name") or value.get("display_name")) or key
                    bio = words(value.get("bio") or value.get("description"))
                    url = words(value.get("web") or value.get("url") or value.get("website"))
                    yield key, Person(key=key, name=name, biography=bio, url=url)
