"""What a paper says of itself, set as its stories are: its title, names of sections and topics."""

from functools import partial

from msgspec.structs import replace

from sitegen.config import Config
from sitegen.content.markdown.typography import typeset


def masthead(config: Config) -> Config:
    """Return a configuration whose texts for readers are set in the site's language."""
    put = partial(typeset, language=config.language)
    return replace(
        config,
        title=put(config.title),
        description=put(config.description),
        sections=tuple(
            replace(it, name=put(it.name), description=put(it.description), short=put(it.short))
            for it in config.sections
        ),
        topics=config.topics.written(put),
        newsletter=replace(
            config.newsletter,
            title=put(config.newsletter.title),
            text=put(config.newsletter.text),
        ),
        publisher=replace(config.publisher, name=put(config.publisher.name)),
    )
