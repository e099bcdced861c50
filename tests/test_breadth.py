"""How broad words are, by which templates choose where labels stand."""

import pytest

from briefgen.ground.breadth import breadth


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Sources", 7),
        ("प्र.", 2),
        ("स्रोत", 2),
        ("شُكْر", 3),
        ("e\u0301te\u0301", 3),
        ("出典", 4),
        ("질문", 4),
        ("新START", 7),
        ("", 0),
    ],
)
def test_marks_take_no_room_and_signs_of_east_asia_that_of_two_letters(text, letters):
    assert breadth(text) == letters
