"""The writer against the examples of the CommonMark specification."""

from sitegen.content.markdown.render import MarkdownOptions, render
from tests.spec import Example, examples

PLAIN = MarkdownOptions(extensions=False)


def test_every_example_of_the_specification_passes_byte_for_byte() -> None:
    failed = [
        example["example"]
        for example in examples()
        if "".join(render(example["markdown"], PLAIN).body.literals) != example["html"]
    ]
    assert failed == []


def test_extensions_leave_alone_what_they_do_not_extend() -> None:
    newsroom = MarkdownOptions(trust_html=True)
    failed = [
        example["example"]
        for example in examples()
        if not _is_extended(example)
        and "".join(render(example["markdown"], newsroom).body.literals) != example["html"]
    ]
    assert failed == []


def _is_extended(example: Example) -> bool:
    """Quotation marks, headings, links, addresses and pictures are what the extensions change."""
    touched = ("<h", "<a href", "<img", "&quot;", "'", ":::", "~~", "://", "@")
    return any(mark in example["html"] for mark in touched)
