"""Made-up languages: words of syllables in four scripts, as often and as long as real ones.

Nothing here means anything, and nothing is taken from elsewhere.
"""

from random import Random

VOCABULARY = 2000
"""Words of a language."""

SYLLABLES: dict[str, tuple[str, str, str]] = {
    "en": (
        "b bl br d dr g gl gr h k kl kr l m n pl pr r s sk st t th tr v w z",
        "a e i o u ea ou",
        "- - - n r s l nd lm rt",
    ),
    "ru": (
        "б в г д ж з к л м н п р с т ф х ц ч ш ст пр",
        "а е и о у ы ю я",
        "- - - н р с т л й ть",
    ),
    "ar": (
        "ب ت ث ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن ه",
        "- ا و ي َ ِ ُ",
        "- - - ن ر م ة",
    ),
    "ko": (
        "가 나 다 라 마 바 사 아 자 차 타 하 고 노 도 로 모 보 소 오 조 구 누 두 무 부 수 기 니 리",
        "- - - 는 한 을 인 과",
        "-",
    ),
}
"""What syllables begin with, have in the middle and end with; a hyphen is nothing."""


class Tongue:
    """A made-up language; `tag` is that of the real one whose letters it borrows."""

    def __init__(self, tag: str, rng: Random) -> None:
        self.tag = tag
        parts = [["" if it == "-" else it for it in kind.split()] for kind in SYLLABLES[tag]]
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            syllables = rng.choices((1, 2, 3, 4), (1, 4, 4, 1))[0]
            words["".join(rng.choice(part) for _ in range(syllables) for part in parts)] = None
        self._vocabulary = sorted(words, key=len)
        # As Zipf and Mandelbrot found it: the n-th word is about n times rarer than the first.
        self._urn = [
            word
            for rank, word in enumerate(self._vocabulary, 4)
            for _ in range(2 * VOCABULARY // rank)
        ]

    def words(self, rng: Random, count: int) -> list[str]:
        """Return words as they follow each other in a text."""
        return rng.choices(self._urn, k=count)

    def names(self, rng: Random, count: int) -> list[str]:
        """Return rare words, no two of them alike."""
        return rng.sample(self._vocabulary[VOCABULARY // 4 :], count)

    def phrase(self, rng: Random, least: int, most: int) -> str:
        """Return `least` to `most` words, the first with a capital."""
        text = " ".join(self.words(rng, rng.randint(least, most)))
        return text[0].upper() + text[1:]

    def sentence(self, rng: Random) -> str:
        """Return a sentence of 14 words on average."""
        if rng.random() < 0.4:
            return f"{self.phrase(rng, 5, 10)}, {' '.join(self.words(rng, rng.randint(4, 10)))}."
        return f"{self.phrase(rng, 8, 20)}."
