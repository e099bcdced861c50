"""A number that Babel writes in any locale is found in a text of that locale, and no other is."""

from decimal import Decimal

from babel import Locale, localedata, numbers
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.claims.figures import agreement, figures_in

# The CLDR has groups of two digits for these, or a minus where nobody else has it.
ODD = {"tok", "blo", "fy", "luy"}
LOCALES = sorted(each for each in localedata.locale_identifiers() if each.split("_")[0] not in ODD)
# Their short forms are of several words, the same for several magnitudes, or wrong in Babel 2.18;
# or they write G for giga, which in the file of their language stands for nothing.
UNSHORT = {"my", "sw", "wo", "ne", "bn", "en_IN", "en_Dsrt", "en_Dsrt_US", "lij", "vec"} | {
    "en_Shaw",
    "en_Shaw_GB",
    "fr_CA",
}
SHORT_LOCALES = [each for each in LOCALES if UNSHORT.isdisjoint({each, each.split("_")[0]})]
CURRENCIES = ["EUR", "USD", "GBP", "CHF", "JPY", "INR", "SEK"]
NUMBERS = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=2, allow_nan=False
).map(Decimal.normalize)


def kinds_of_writing():
    return st.one_of(
        st.just(("decimal", None)),
        st.just(("percent", None)),
        st.sampled_from(CURRENCIES).map(lambda each: ("currency", each)),
    )


def write(number, locale, kind):
    name, currency = kind
    if name == "percent":
        return numbers.format_percent(number / 100, locale=locale, decimal_quantization=False)
    if name == "currency":
        # Yen have no decimals otherwise.
        return numbers.format_currency(
            number, currency, locale=locale, currency_digits=False, decimal_quantization=False
        )
    return numbers.format_decimal(number, locale=locale, decimal_quantization=False)


def agrees(language, typed, read):
    """Whether a source that says `read` has the one figure of `typed`."""
    figures = figures_in(f"{typed}", language)
    found = figures_in(f"({read}).", language, is_source=True)
    return bool(figures) and any(
        agreement(figures[0].value, each.value) == "found" for each in found
    )


@given(NUMBERS, st.sampled_from(LOCALES), kinds_of_writing())
def test_a_number_that_babel_writes_is_found(number, locale, kind):
    language = locale.replace("_", "-")
    typed = write(number, locale, kind)
    (figure,) = figures_in(typed, language)
    assert figure.value.value == number
    assert agrees(language, typed, typed)


@given(NUMBERS, st.sampled_from(LOCALES), kinds_of_writing())
def test_a_negative_number_that_babel_writes_is_found(number, locale, kind):
    language = locale.replace("_", "-")
    typed = write(-number, locale, kind)
    (figure,) = figures_in(typed, language)
    assert figure.value.value == -number


@given(NUMBERS, st.integers(0, 11), st.integers(1, 9), st.sampled_from(LOCALES), kinds_of_writing())
def test_another_number_of_the_same_length_is_not_found(number, place, by, locale, kind):
    digits = [*f"{number:f}"]
    places = [index for index, digit in enumerate(digits) if digit.isdigit()]
    changed = places[place % len(places)]
    digits[changed] = str((int(digits[changed]) + by) % 10)
    other = Decimal("".join(digits))
    language = locale.replace("_", "-")
    typed, read = write(number, locale, kind), write(other, locale, kind)
    assume(len(typed) == len(read))
    assert not agrees(language, typed, read)
    assert not agrees(language, read, typed)


@given(
    st.integers(1, 999),
    st.integers(3, 12),
    st.sampled_from(SHORT_LOCALES),
    st.sampled_from(["short", "long"]),
)
def test_a_short_form_that_babel_writes_is_found(number, zeros, locale, length):
    value = number * 10**zeros
    assume(length in Locale.parse(locale).compact_decimal_formats)
    typed = numbers.format_compact_decimal(value, format_type=length, locale=locale)
    assume(any(map(str.isdigit, typed)))  # 1,000 is `mille` in Italian
    # In source: 3 t may be tonnes or thousands.
    found = figures_in(typed, locale.replace("_", "-"), is_source=True)
    assert any(abs(each.value.value - value) <= each.value.step / 2 for each in found)
