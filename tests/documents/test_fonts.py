import pytest

from matchday.documents.fonts import missing_letters, replace_missing


@pytest.mark.parametrize(
    "text",
    [
        "Łukasz Çağrı Nguyễn Thị Hương ß ẞ – „Größe“ … ’",
        "Олександра Їжакевич ґ, Ёлкин",
        "عبد الرحمن گفت\u200cوگو ښځه ڼ ړ ێ ۆ",
        "ትግርኛ ገብረእግዚኣብሄር፣ ።",
        "Xwendekar Şêrîn, Soomaali",
        "\u2068Metallbau\u2069\u200e",
    ],
)
def test_the_print_fonts_have_the_letters_of_our_languages(text):
    assert missing_letters(text) == set()
    assert replace_missing(text) == text


def test_letters_that_no_font_has_are_named():
    assert missing_letters("Brot 🥨 麦") == {"🥨", "麦"}


def test_a_missing_letter_is_shown_as_missing():
    assert replace_missing("Café 麦田") == "Café \ufffd"


def test_a_picture_of_several_characters_becomes_one_sign():
    assert replace_missing("👩🏽\u200d🍳\ufe0f Küche") == "\ufffd Küche"


def test_a_decorated_letter_becomes_the_plain_one():
    assert replace_missing("𝓐𝓷𝓷𝓪 Ａ①") == "Anna A1"


def test_line_ends_and_invisible_letters_do_not_print():
    assert replace_missing("Tor\r\n2\x00\u2028links\x1f") == "Tor 2 links"


def test_a_letter_built_of_two_is_put_together():
    assert replace_missing("Mu\u0308ller") == "Müller"


def test_a_folder_without_fonts_says_how_to_get_them(tmp_path):
    with pytest.raises(FileNotFoundError, match="make setup"):
        missing_letters("a", fonts=tmp_path)
