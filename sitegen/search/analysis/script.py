"""What analyses questions in a browser, beside `static/search-words.js`: a module a language.

A module says in JavaScript what `languages` says in Python, from the same tables.
"""

import json
from functools import cache

from sitegen.search.analysis.languages import Language, language_of
from sitegen.search.analysis.transpiling import stemmer


@cache
def module(language: str) -> str:
    """Return an ES module with `stems(word)` for a language: a BCP 47 tag.

    It gets a word as `words` of `search-words.js` has it, and returns its stems, not yet folded.
    """
    return _module(language_of(language))


@cache
def _module(language: Language) -> str:
    turkic = '.replace(/İ/g,"i").replace(/I/g,"ı")' if language.turkic else ""
    lines = [stemmer(language.algorithm)] if language.algorithm else []
    lines += [
        "export const stems=word=>{",
        f'let w=word{turkic}.toLowerCase().normalize("NFC");',
    ]
    if language.silent:
        lines.append(f"if(/^(?:{language.silent})$/.test(w))return[];")
    lines.append("""w=w.replaceAll("'","");""")
    if language.algorithm:
        lines.append(f"if(!/^[{_escaped(language.letters)}]+$/.test(w))return[w];")
        lines.append("const t=stem(w);")
        lines.append("return t==w?[w]:[t,w]};" if language.plain else "return[t]};")
    else:
        lines.append("return[w]};")
    return "\n".join(lines) + "\n"


def _escaped(letters: str) -> str:
    """Return a class of characters in ASCII, as marks are unreadable beside each other."""
    return json.dumps(letters)[1:-1]
