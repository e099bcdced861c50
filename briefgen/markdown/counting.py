"""Counts the words of a text in Markdown, as somebody hears them."""

from __future__ import annotations

from briefgen.ground.regexes import regex

# Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
LETTER = rf"[^\W_{UNSPACED}]"
# A figure with its signs, or letters with what joins them: `1,000`, `well-meant`, `isn't`. In
# scripts without spaces, a word has about two letters.
WORD = regex(rf"[{UNSPACED}]{{1,2}}|{LETTER}+(?:[.,:'’\-‑]{LETTER}+)*")


def word_count(text: str) -> int:
    """Count the words of a text in Markdown, without its citations and the addresses of links.

    In scripts without spaces between words, two letters count as one.
    """
    from briefgen.markdown.reading import printed_lines

    return sum(len(WORD.findall(line.words)) for line in printed_lines(text))
