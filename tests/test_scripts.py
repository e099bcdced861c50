"""Names and texts in the scripts of the world: which fonts they are set in, and from where."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT as TEXT
from test_fonts import brief, font, found

from briefgen import api
from briefgen.look import extras
from briefgen.look.fonts import _read, is_shipped, shipped_faces
from briefgen.look.scripts import FAMILIES, SCRIPTS, scripts_in
from briefgen.report.health import health
from briefgen.typeset import typeset

STYLES = Path(__file__).parent.parent / "styles"
# The number of the page, which is in a font of its own, is left out.
SHEET = (
    "<style>@page { @bottom-right { content: none } }"
    "body {font-family: 'Noto Serif', Georgia, serif} .modern {font-family: 'Noto Sans'}"
)
# By language a word, and what it is set in: in a text of Noto Serif, and of Noto Sans.
WORDS = {
    "ar": ("سلام", "Vazirmatn", "Vazirmatn"),
    "fa-IR": ("گفت‌وگو", "Vazirmatn", "Vazirmatn"),
    "ur": ("ٹھیک", "Vazirmatn", "Vazirmatn"),
    "he-IL": ("שלום", "Noto-Serif-Hebrew", "Noto-Sans-Hebrew"),
    "hi": ("नमस्ते", "Noto-Serif-Devanagari", "Noto-Sans"),
    "bn-BD": ("নমস্কার", "Noto-Serif-Bengali", "Noto-Sans-Bengali"),
    "th": ("สวัสดี", "Noto-Sans-Thai", "Noto-Sans-Thai"),
    "ka": ("სალომე", "Noto-Sans-Georgian", "Noto-Sans-Georgian"),
    "hy": ("Երևան", "Noto-Sans-Armenian", "Noto-Sans-Armenian"),
    "ja-JP": ("東京の", "Noto-Sans-CJK-JP", "Noto-Sans-CJK-JP"),
    "zh-Hans": ("骨", "Noto-Sans-CJK-JP", "Noto-Sans-CJK-JP"),
    "zh-Hant-HK": ("骨", "Noto-Sans-CJK-JP", "Noto-Sans-CJK-JP"),
    "ko": ("한국", "Noto-Sans-CJK-JP", "Noto-Sans-CJK-JP"),
}


def fonts_of(page):
    with pikepdf.open(io.BytesIO(typeset(page).data)) as document:
        found = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        names = {str(each["/FontName"]) for each in found if "/FontName" in each}
    return {re.sub("^/[A-Z]+.", "", name) for name in names}


def page(body, language="en"):
    sheet = f'{SHEET} /* "Noto Serif" "Noto Sans" */</style>'
    return f'<html lang="{language}"><head><title>x</title>{sheet}</head><body>{body}</body></html>'


@pytest.mark.parametrize("language", WORDS)
def test_a_text_is_set_in_the_font_of_its_language_with_its_digits_and_signs(language):
    word, serif, sans = WORDS[language]
    said = f"{word} 12 (3) {word}"
    assert fonts_of(page(f'<p lang="{language}">{said}</p>')) == {serif}
    assert fonts_of(page(f'<p class="modern" lang="{language}">{said}</p>')) == {sans}


@pytest.mark.parametrize("language", WORDS)
def test_a_word_of_another_script_leaves_the_text_around_it_in_its_font(language):
    word, serif, _ = WORDS[language]
    assert fonts_of(page(f"<p>The word, {word}, is 12 long.</p>")) == {serif, "Noto-Serif"}


@pytest.mark.parametrize("language", WORDS)
def test_there_is_a_bold_face_and_no_slanted_one(language):
    word, serif, _ = WORDS[language]
    bold = fonts_of(page(f'<p lang="{language}"><b>{word}</b> <i>{word}</i></p>'))
    assert bold == {serif, f"{serif}-Bold"}


def test_the_language_of_the_machine_says_nothing():
    said = page('<p lang="he-IL">שלום 12</p><p lang="zh-Hant-HK">骨 12 “</p><p>骨 12</p>')
    code = "import sys; from briefgen.typeset import typeset; print(typeset(sys.argv[1]).data)"
    made = set()
    for language in ("en", "ko"):
        names = ("LC_ALL", "LANG", "LANGUAGE", "PANGO_LANGUAGE", "FC_LANG")
        environment = {**os.environ, **dict.fromkeys(names, language)}
        command = [sys.executable, "-c", code, said]
        run = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
        made.add(run.stdout)
    assert len(made) == 1


@pytest.mark.parametrize("language", WORDS)
def test_a_line_is_as_high_with_a_word_of_another_script(language):
    word = WORDS[language][0]
    lines = "<br>".join(["one", word, f"two {word}", f'<span lang="{language}">{word}</span>', "x"])
    data = typeset(page(f"<p>{lines}</p>")).data
    objects = pypdfium2.PdfDocument(data)[0].get_objects()
    places = {round(each.get_matrix().f, 2) for each in objects if each.type == TEXT}
    steps = [above - below for below, above in pairwise(sorted(places))]
    assert len(places) == 5
    assert max(steps) - min(steps) < 0.05


def test_the_fonts_of_scripts_leave_latin_letters_to_others():
    for face in (_read(face.path) for face in shipped_faces() if face.family in FAMILIES):
        assert not any(map(face.has, "AZaéΩ")), face.family
        assert all(map(face.has, "0123456789 (),.")), face.family


def test_each_script_has_fonts_and_a_licence():
    for script in SCRIPTS:
        families = {face.family for face in shipped_faces()} if not script.extra else FAMILIES
        assert set(script.families) <= families
    for family in FAMILIES - {"Noto Sans CJK JP"}:
        assert (STYLES / "fonts" / f"OFL-{family.replace(' ', '')}.txt").is_file()


def test_the_configuration_of_fonts_names_each_family_of_a_script():
    text = (STYLES / "fonts" / "fonts.conf").read_text("utf-8")
    assert {family for family in FAMILIES if f"<string>{family}</string>" in text} == FAMILIES


def test_a_page_of_latin_letters_names_no_other_font():
    from briefgen.typeset.fetching import font_face_rules

    plain = font_face_rules(page("<p>Łódź, Ωμέγα, Жук → ✓</p>"), ())
    assert [family for family in FAMILIES if family in plain] == []
    assert '"Noto Sans Thai"' in font_face_rules(page("<p>&#3626;</p>"), ())
    assert '"Vazirmatn"' in font_face_rules(page("<p>سلام</p>"), ())


@pytest.mark.parametrize(
    "url", ["data:image/svg+xml;base64,PHRleHQ+2LPZhNin2YU8L3RleHQ+", "data:image/svg+xml,%D8%B3"]
)
def test_the_words_of_a_picture_have_their_font(url):
    from briefgen.typeset.fetching import font_face_rules

    assert '"Vazirmatn"' in font_face_rules(page(f'<img src="{url}" alt="x">'), ())


def test_scripts_are_told_by_their_characters():
    assert scripts_in("Łódź, Ωμέγα, Жук: → ✓ “…” 1–2") == ()
    assert [script.name for script in scripts_in("Salome, სალომე, and שלום")] == [
        "Hebrew",
        "Georgian",
    ]


@pytest.fixture
def without_extras(monkeypatch):
    """As if no extra was installed."""
    gone = tuple(replace(each, package=f"no_{each.package}") for each in extras.FONTS)
    monkeypatch.setattr(extras, "FONTS", gone)


@pytest.mark.parametrize("template", ["packet", "card", "lectern", "release", "leave-behind"])
def test_no_shipped_page_of_latin_letters_asks_for_another_font(template, without_extras):
    """The script of a page looks for signs of other scripts, and prints none of them."""
    from briefgen.typeset.fetching import font_face_rules

    brief = Path(__file__).parent.parent / "briefs" / "moscow-sochi-2019.yaml"
    rules = font_face_rules(api.render(api.load(brief), template), ())
    assert [family for family in FAMILIES if family in rules] == []


NAME = "田中 明子"


def test_a_name_that_an_extra_could_print_is_told_with_the_extra(tmp_path, without_extras):
    (told,) = found(brief(tmp_path, native=NAME))
    assert "“田中”" in told.message
    assert "nor 2 more" in told.message
    assert "`pip install 'briefgen[cjk]'`" in told.hint


def test_with_the_extra_it_is_printed(tmp_path):
    assert found(brief(tmp_path, native=NAME)) == []


def test_a_brief_in_the_language_of_an_extra_is_told_once(tmp_path, without_extras):
    path = brief(tmp_path, native=NAME, signs="十隻の船。")
    path.write_text(f"{path.read_text('utf-8')}language: ja\n", "utf-8")
    (told,) = [each for each in found(path) if each.rule == "missing-glyph"]
    assert told.span.line == 8
    assert "briefgen[cjk]" in told.hint


def test_a_font_of_the_users_does_in_place_of_an_extra(tmp_path, without_extras):
    font(tmp_path / "styles" / "fonts" / "own.ttf", letters=NAME)
    assert found(brief(tmp_path, native=NAME)) == []


def test_a_font_that_is_not_the_known_one_is_not_believed(tmp_path, monkeypatch):
    other = tuple(replace(each, digest="0" * 64) for each in extras.FONTS)
    monkeypatch.setattr(extras, "FONTS", other)
    (told,) = found(brief(tmp_path, native=NAME))
    assert "--force-reinstall noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold" in told.hint
    assert not next(part for part in health(tmp_path) if part.what == "scripts").well


def test_the_package_of_an_extra_is_not_run(monkeypatch, tmp_path):
    (tmp_path / "noto_cjk_sans_jp_regular").mkdir()
    code = f"open({str(tmp_path / 'ran')!r}, 'w')"
    (tmp_path / "noto_cjk_sans_jp_regular" / "__init__.py").write_text(code)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert extras.state_of("cjk") == "missing"
    assert not (tmp_path / "ran").exists()


def test_the_doctor_lists_scripts_and_what_to_install(tmp_path, without_extras):
    (part,) = (part for part in health(tmp_path) if part.what == "scripts")
    assert part.well
    assert "Hebrew" in part.said
    assert part.said.endswith("Chinese, Japanese and Korean: pip install 'briefgen[cjk]'")


def test_one_finding_tells_all_of_a_script_in_a_text(tmp_path):
    told = found(brief(tmp_path, signs="ሰላም and ሀገር, but தமிழ் and 🚢 🚀"))
    assert [re.search("“(.+?)”", each.message)[1] for each in told] == ["ሰላም", "தமிழ்", "🚢"]
    assert "nor 3 more" in told[0].message


@pytest.mark.parametrize("char", "؟ﷲךֿॐ৳฿₾֏")
def test_signs_of_a_script_are_printed(char):
    assert is_shipped(char)


def test_a_font_whose_glyphs_have_other_numbers_is_refused_with_a_way_out(tmp_path):
    from fontTools.subset import Options, Subsetter

    _, path = next(extras.installed_fonts())
    with TTFont(path, lazy=True) as face:
        # Cut out of a larger font, glyphs keep their numbers (CIDs), and lose their places.
        cut = Subsetter(Options(layout_features=[], notdef_outline=True, name_IDs=["*"]))
        cut.populate(unicodes=map(ord, NAME))
        cut.subset(face)
        (tmp_path / "styles" / "fonts").mkdir(parents=True)
        face.save(tmp_path / "styles" / "fonts" / "cut.otf")
    (told,) = found(brief(tmp_path))
    assert told.rule == "font-unreadable"
    assert "cut.otf" in told.message
    assert "PDF/A" in told.message
    assert "`.ttf`" in told.hint
    assert _read(path).fault == ""


def seen(language, text="骨直"):
    data = typeset(page(f'<p lang="{language}">{text}</p>')).data
    return pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().tobytes()


def test_chinese_characters_have_the_forms_of_their_language():
    forms = {language: seen(language) for language in ("zh-Hans", "zh-Hant", "ja", "ko")}
    assert forms["zh-Hans"] != forms["ja"]
    assert forms["zh-Hant"] != forms["zh-Hans"]
    assert seen("zh-TW") == forms["zh-Hant"]
    assert seen("zh-SG") == seen("zh") == forms["zh-Hans"]


@pytest.mark.parametrize(
    ("language", "text", "fonts"),
    [
        ("ar", "قال *هنا* أمس", {"Vazirmatn", "Vazirmatn-Bold"}),
        ("hi", "कल *यहाँ* कहा", {"Noto-Serif-Devanagari", "Noto-Serif-Devanagari-Bold"}),
        ("ja", "昨日*ここで*言う", {"Noto-Sans-CJK-JP", "Noto-Sans-CJK-JP-Bold"}),
        ("ru", "Вчера *здесь*", {"Noto-Serif", "Noto-Serif-Italic"}),
    ],
)
def test_what_is_stressed_is_bold_where_there_are_no_italics(language, text, fonts):
    stressed = re.sub(r"\*(.*)\*", r"<em>\1</em>", text)
    sheet = "".join((STYLES / name).read_text("utf-8") for name in ("tokens.css", "base.css"))
    body = f"<style>{sheet} html {{--text-font: 'Noto Serif'}}</style><p>{stressed}</p>"
    assert fonts_of(page(body, language)) == fonts


def test_latin_words_have_no_serifs_beside_a_script_that_has_none():
    sheet = (STYLES / "official" / "tokens.css").read_text("utf-8")
    body = f"<style>{sheet} body {{ font-family: var(--text-font) }}</style><p>Word.</p>"
    assert fonts_of(page(body, "ja")) == {"Noto-Sans"}
    assert fonts_of(page(body, "hi")) == {"Noto-Serif"}
    own = body.replace("</style>", ":root { --text-font: 'Noto Serif' }</style>")
    assert fonts_of(page(own, "ja")) == {"Noto-Serif"}


def test_a_page_with_letters_of_a_missing_extra_is_not_typeset(without_extras, tmp_path):
    from briefgen.ground.errors import EngineError

    with pytest.raises(EngineError, match=r"“田”.*pip install 'briefgen\[cjk\]'"):
        typeset(page(f"<p>{NAME}</p>"))
    font(tmp_path / "fonts" / "own.ttf", letters=NAME)
    assert typeset(page(f"<p>{NAME}</p>"), (tmp_path,)).pages == 1


def test_a_style_may_name_the_family_of_an_extra(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "custom.css").write_text('p { font-family: "Noto Sans CJK JP" }')
    assert found(brief(tmp_path)) == []


def test_a_brief_in_letters_that_no_font_has_is_told_a_few_times(tmp_path, without_extras):
    path = brief(tmp_path, native=NAME, signs="一隻の船。")
    people = "".join(f"  p{at}: {{name: 山田 {at}, role: 船長}}\n" for at in range(30))
    path.write_text(
        f"{path.read_text('utf-8')}".replace("people: {", f"people:\n{people}  ").replace(
            "}}\nbot", "}\nbot"
        ),
        "utf-8",
    )
    assert len([each for each in found(path) if each.rule == "missing-glyph"]) == 5


def test_a_second_text_in_the_language_of_an_extra_is_told_once(tmp_path, without_extras):
    path = brief(tmp_path)
    path.write_text(f"{path.read_text('utf-8')}language: [en-GB, ja]\n", "utf-8")
    second = (
        "title: 港の会談\nbottom_line: 十隻。\nagenda: {title: 岸壁, objective: 五月までに十隻。}\n"
    )
    (tmp_path / "talks.ja.yaml").write_text(second, "utf-8")
    (told,) = [each for each in found(path) if each.rule == "missing-glyph"]
    assert (told.span.file, told.span.line) == (str(tmp_path / "talks.ja.yaml"), 1)
    assert "briefgen[cjk]" in told.hint


def test_the_form_of_a_character_in_a_name_is_taken(tmp_path):
    assert found(brief(tmp_path, native="葛\U000e0100城")) == []
    (told,) = found(brief(tmp_path, native="x\U000e0100"))
    assert "U+E0100" in told.message
