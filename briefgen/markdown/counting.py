"""Counts the words of a text in Markdown, as somebody hears them."""

from __future__ import annotations

from briefgen.ground.regexes import regex

# A figure with its signs, or letters with what joins them: `1,000`, `3.5%`, `well-meant`, `isn't`.
WORD = regex(r"\w+(?:[.,:'’\-‑]\w+)*")
# Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
UNSPACED = regex(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# A word of these has about two letters.
LETTERS = 2


def word_count(text: str) -> int:
    """Count the words of a text in Markdown, without its citations and the addresses of links.

    In scripts without spaces between words, two letters count as one.
    """
    from briefgen.markdown.reading import printed_lines

    return sum(_words_in(line.words) for line in printed_lines(text))


def _words_in(line: str) -> int:
    unspaced = len(UNSPACED.findall(line))
    return len(WORD.findall(UNSPACED.sub(" ", line))) + -(-unspaced // LETTERS)
