"""What analyses questions in a browser, beside `static/search-words.js`: a module a language.

A module says in JavaScript what `languages` says in Python, from the same tables.
"""

import json
from functools import cache

from sitegen.search.analysis.languages import LATIN, Language, language_of
from sitegen.search.analysis.light import Rules
from sitegen.search.analysis.small import small_words
from sitegen.search.analysis.transpiling import stemmer


@cache
def module(language: str) -> str:
    """Return an ES module with `stems(word)`, `asks(word)` and `isSmall(word)` for a language.

    That is a BCP 47 tag. All get a word as `words` of `search-words.js` has it. The first two
    return its stems, not yet folded: of a word in a story, which a browser marks, and of a word
    in a question; the last says whether it is one of `small` and does not look like initials.
    """
    small = json.dumps(sorted(small_words(language)), ensure_ascii=False)
    is_small = f"{small}.includes(w==w.toUpperCase()?w:w.toLowerCase())"
    return f"{_module(language_of(language))}export const isSmall=w=>{is_small};\n"


@cache
def _module(language: Language) -> str:
    """Return the source; `Z` and `O` are rules, `stem` is Snowball's, `T` `_stems` in Python."""
    snowball = bool(language.algorithm)
    lines = [stemmer(language.algorithm)] if snowball else []
    turkic = '.replace(/İ/g,"i").replace(/I/g,"ı")' if language.turkic else ""
    lines += [
        f"const Z={_rules(language.before)};",
        f"const S=w=>{{for(const[a,b]of Z)w=w.replace(a,b);{_stemming(language)}}};",
        "const T=O=>word=>{",
        f'let w=word{turkic}.toLowerCase().normalize("NFC");',
    ]
    if language.silent:
        lines.append(f"if(/^(?:{language.silent})$/.test(w))return[];")
    lines.append("""w=w.replaceAll("'","");""")
    if not (snowball or language.before or language.others):
        lines.append("return[w]};")
    else:
        form = "NFD" if language.decomposed else "NFC"
        last = "t.push(w);" if language.plain else ""
        lines += [
            f"if(!/^[{_escaped(language.letters)}]+$/.test(w))return[w];",
            f'const t=[S(w)],d=w.normalize("{form}");',
            "for(const[a,b]of O){const o=d.replace(a,b);o!=d&&t.push(S(o.normalize()))}",
            f"{last}return[...new Set(t)]}};",
        ]
    lines.append(f"export const stems=T({_rules(language.others)});")
    asked = "stems" if language.asked is None else f"T({_rules(language.asked)})"
    lines.append(f"export const asks={asked};")
    return "\n".join(lines) + "\n"


def _stemming(language: Language) -> str:
    """Return what the function of a stem ends with."""
    if not language.algorithm:
        return "return w"
    if language.letters != LATIN:
        return "return stem(w)"
    return f'const t=stem(w);return t.length<{language.shortest}?w.replace(/(?<=..)[sx]$/,""):t'


def _rules(rules: Rules) -> str:
    return "[" + ",".join(f"[/{a}/,{json.dumps(_put(b))}]" for a, b in rules) + "]"


def _put(replacement: str) -> str:
    return replacement.replace("\\1", "$1")


def _escaped(letters: str) -> str:
    """Return a class of characters in ASCII, as marks are unreadable beside each other."""
    return json.dumps(letters)[1:-1]
