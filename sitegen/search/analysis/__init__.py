"""Words of stories and of questions, and the terms by which they find each other."""

from collections.abc import Callable
from functools import cache

from sitegen.search.analysis.folding import fold, lowered
from sitegen.search.analysis.languages import language_of, letters_of, plain_stem_of, stems_of
from sitegen.search.analysis.names import OWN, keys_of_name
from sitegen.search.analysis.script import module
from sitegen.search.analysis.tokens import clean, encoded_words, pieces

__all__ = ["Analyzer", "analyzer", "letters_of", "module"]

Terms = tuple[tuple[str, str], ...]

REMEMBERED = 1 << 17
"""Tokens remembered at most: 35 MB. An archive of 10,000 stories has about as many."""

LONGEST = 64
"""Characters of a term at most: nobody asks for more, and no word of a language has more."""


class _Memory(dict[bytes, Terms]):
    """The terms of tokens, remembered until there are too many: then it begins anew."""

    def __init__(self, make: Callable[[str], Terms]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, token: bytes) -> Terms:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[token] = self._make(token.decode("utf-8", "surrogatepass"))
        return found


class Analyzer:
    """The words and terms of texts of one language.

    `words(text)` returns the tokens of a text, in order; `terms(token)` the terms of one token,
    each with its form: the word as it stands in texts, in lower case; keys of names have none.
    Tokens are in UTF-8, as `tokens` says.
    """

    def __init__(self, language: str) -> None:
        self._stems = stems_of(language_of(language)).told
        self._plain_stem = plain_stem_of(language_of(language))
        self._plain = language_of(language).plain
        self._spelled = language.lower().partition("-")[0] not in OWN
        self.words: Callable[[str], list[bytes]] = encoded_words
        self.terms: Callable[[bytes], Terms] = _Memory(self._terms).__getitem__

    def _terms(self, token: str) -> Terms:
        if not token.isalpha():
            token = token.strip(".-'")
            if token.isdecimal() and len(token) <= LONGEST:
                return ((token, token),)
        if token.isalpha():
            if token.isascii() and len(token) <= LONGEST and (quick := self._quickly(token)):
                return quick
            word = token if token.isascii() else clean(token)
            return tuple(self._terms_of_word(word).items())
        found: dict[str, str] = {}
        silent: list[bool] = []
        for word, covers in pieces(token):
            terms = self._terms_of_word(word)
            if not covers:
                silent.append(not terms)
            elif silent[-covers]:
                continue  # elided: no name begins so
            found |= {term: form for term, form in terms.items() if term not in found}
        return tuple(found.items())

    def _quickly(self, token: str) -> Terms:
        """Return the terms of a word as most are, of letters a to z; or none."""
        form = token if token.islower() else token.lower()
        if not (term := self._plain_stem(form)):
            return ()
        if form is not token and (keys := keys_of_name(form)):
            return ((term, form), *((f"{key}~", "") for key in keys))
        return ((term, form),)

    def _terms_of_word(self, word: str) -> dict[str, str]:
        """Return the terms of one word, each with its form."""
        stems = self._stems(word)
        if not stems:
            return {}
        lower = lowered(word)
        form = lower.strip("'")
        if self._plain and word == lower != word.upper() and stems[1:] and stems[-1] == form:
            stems = stems[:-1]  # no name
        if not word.isascii() and (folded := fold(word)) != form:
            stems = stems + self._stems(folded)  # as it is asked for without accents
        terms = [term for term in map(fold, stems) if term and len(term) <= LONGEST]
        found = dict.fromkeys(terms, form)
        if lower != word:
            found |= {f"{key}~": "" for key in keys_of_name(lower, spelled=self._spelled)}
        return found


@cache
def analyzer(language: str) -> Analyzer:
    """Return what analyses texts of a language: a BCP 47 tag."""
    return Analyzer(language)
