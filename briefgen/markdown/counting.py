"""Counts the words of a text in Markdown, as somebody hears them."""

from __future__ import annotations

from briefgen.ground.regexes import regex

# Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# Marks on letters, which Python counts as none: the vowels of Hindi, Arabic and Hebrew, and what
# joins or parts letters without a space. Of the scripts of India, whole blocks are taken.
MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0711\u0730-\u074a\u0900-\u0dff\u200c\u200d"
)
LETTER = rf"(?:[^\W_{UNSPACED}][{MARKS}]*)"
# A figure with its signs, or letters with what joins them: `1,000`, `well-meant`, `isn't`. In
# scripts without spaces, a word has about two letters.
WORD = regex(rf"[{UNSPACED}]{{1,2}}|{LETTER}+(?:[.,:'’\-‑]{LETTER}+)*")


def word_count(text: str) -> int:
    """Count the words of a text in Markdown, without its citations and the addresses of links.

    In scripts without spaces between words, two letters count as one.
    """
    from briefgen.markdown.reading import printed_lines

    return sum(len(WORD.findall(line.words)) for line in printed_lines(text))
