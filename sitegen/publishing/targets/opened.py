"""The target that a table `[publish.NAME]` of site.toml means."""

from pathlib import Path

from sitegen.config import Config
from sitegen.errors import ConfigError, Problem
from sitegen.publishing.groups import Groups
from sitegen.publishing.release import STATE
from sitegen.publishing.target import Target
from sitegen.spelling import did_you_mean
from sitegen.strict.shapes import listed


def chosen(config: Config, name: str) -> str:
    """Return the name of the destination that is meant. Raises `ConfigError`."""
    known = list(config.publish)
    if not known:
        hint = 'add a table `[publish.live]` with `folder = "/srv/paper"`'
        raise ConfigError([Problem(config.path, 1, 1, "it names no place to publish to", hint)])
    if not name and len(known) == 1:
        return known[0]
    if name not in known:
        message = f"there is no `[publish.{name}]`" if name else "there are several places"
        hint = did_you_mean(name, known) or f"name one: {listed(known, 'or')}"
        raise ConfigError([Problem(config.path, 1, 1, message, hint)])
    return name


def opened(name: str, config: Config, root: Path) -> Target:
    """Return the place that a destination means; nothing is asked of it yet."""
    it = config.publish[name]
    # Each kind has parts of its own, which nobody else pays for.
    if it.server:
        from sitegen.publishing.targets.server import Server  # noqa: PLC0415

        return Server(it.server, it.ssh)
    if it.bucket:
        from sitegen.publishing.targets.bucket import Bucket  # noqa: PLC0415

        how = it.compress[0] if it.compress else None
        return Bucket(it.bucket, Groups(config), config.base_path, packing=how)
    if it.repository:
        from sitegen.publishing.targets.repository import Repository  # noqa: PLC0415

        return Repository(it.repository, it.branch, root / STATE / "publish" / f"{name}.git")
    from sitegen.publishing.targets.folder import Folder  # noqa: PLC0415

    return Folder(root / Path(it.folder).expanduser())
