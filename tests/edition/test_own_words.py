from __future__ import annotations

import pytest

from newsletter.edition.own_words import find_description

TITLE = "AIの未来は「土」にあり"
BODY = (
    "皆さん、AIの進化が止まらないと感じていませんか。希土類元素の話をします。\n\n次の段落です。\n"
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"description": "手で書いた紹介文です。"}, ("description", "手で書いた紹介文です。")),
        ({"excerpt": "A short line"}, ("excerpt", "A short line")),
        ({"description": "", "summary": "私の要約。"}, ("summary", "私の要約。")),
        ({"description": "One line\\\nand *another*."}, ("description", "One line and *another*.")),
        ({"description": "It is **bold** and `code`."}, ("description", "It is bold and code.")),
        # copied from the body by a program
        ({"description": BODY[:30]}, ("", "")),
        ({"description": f"{TITLE}{BODY[:40]}"}, ("", "")),
        ({"excerpt": f"{TITLE} {BODY[:30]}…"}, ("", "")),
        ({"description": TITLE}, ("", "")),
        ({"description": f"別の題名！{BODY[:40]}"}, ("", "")),
        # cut in the middle of a sentence
        ({"description": "希土類の供給網を解説し、" * 12}, ("", "")),
        (
            {
                "description": "How a small harbour in the north has sold its salt for a hundred years, to whom, and what"
            },
            (
                "description",
                "How a small harbour in the north has sold its salt for a hundred years, to whom, and what",
            ),
        ),
        # only greets
        ({"description": "こんにちは、港の山田です。"}, ("", "")),
        ({"description": "皆さん、こんにちは！ようこそ港へ。"}, ("", "")),
        ({"description": "Hello everyone, and welcome!"}, ("", "")),
        ({"description": "Hi there. Welcome back."}, ("", "")),
        # greets, and says something
        (
            {"description": "こんにちは。今日は塩の値段を調べた。"},
            ("description", "こんにちは。今日は塩の値段を調べた。"),
        ),
        (
            {"description": "Welcome to a harbour that sells more salt than any other."},
            ("description", "Welcome to a harbour that sells more salt than any other."),
        ),
        ({"description": "Hinode no machi."}, ("description", "Hinode no machi.")),
        # no words of anybody
        ({}, ("", "")),
        ({"description": None, "excerpt": ["a"], "summary": 3}, ("", "")),
        # the copied one does not hide the author's
        ({"description": BODY[:30], "excerpt": "私の抜粋。"}, ("excerpt", "私の抜粋。")),
    ],
)
def test_the_words_of_the_author_are_found(
    fields: dict[str, object], expected: tuple[str, str]
) -> None:
    """What says something of its own counts; what a program cut from the body does not."""
    assert find_description(fields, TITLE, BODY, "ja") == expected


HARBOUR = "The harbour publishes its prices every morning. Nobody reads them in winter.\n"
SALT = "How a small harbour in the north has sold its salt for a hundred years, and to whom"
# What ends without a full stop, what was cleaned away, whether it was cut.
CUT = {
    "inside a word": (f"{SALT} it shows the prices before they are pu", "", True),
    "inside a word that cleaning took": (
        f"{SALT} it never had a ste",
        "The steamers came.\n",
        True,
    ),
    "from a sentence that cleaning took": (
        f"{SALT} the steamers of the east came in the night",
        "The steamers of the east came in the night and left.\n",
        True,
    ),
    "at a usual length": (f"{SALT} {'ab ' * 30}"[: 160 - 5] + " salt", "", True),
    # must not match
    "a whole word": (f"{SALT} it shows the prices every day", "", False),
    "a word of the body": (f"{SALT} it shows the prices", "", False),
    "the singular of a word of the body": (f"{SALT} it knows what is a price", "", False),
    "a word that cleaning took": (f"{SALT} and why their answer is no", "They say no.\n", False),
    "a word it has said before": (f"To win a harbour: {SALT} and why they win", "", False),
    "a word of the title": (f"{SALT} and why all this is now Sal", "Salting is hard.\n", False),
    "the head of a compound": (
        f"{SALT} und der ganze alte Hafen",
        "Hafenpreise. Die Preise.\n",
        False,
    ),
    "the beginning of a compound": (
        f"{SALT} und der alte Hafenpr",
        "Hafenpreise. Die Preise.\n",
        True,
    ),
    "a number": (f"{SALT} it has shown the prices since 1970", "", False),
    "a headline": ("The harbour that pu", "", False),
    "a full stop": (f"{SALT} it shows the prices before they are pu.", "", False),
}


@pytest.mark.parametrize(("text", "taken", "is_cut"), CUT.values(), ids=CUT)
def test_what_a_program_cut_is_no_description(text: str, taken: str, is_cut: bool) -> None:
    """Whole words that stand nowhere else are the author's, with or without a full stop."""
    uncleaned = HARBOUR + taken
    found = find_description({"excerpt": text}, "Salt", HARBOUR, "en", uncleaned=uncleaned)
    assert found == (("", "") if is_cut else ("excerpt", text))


GOING_ON = [
    ("ja", "でもね、今回注目すべきは塩の値段だ。", True),
    ("ja", "しかし、塩の値段は下がった。", True),
    ("en", "However, the price of salt fell.", True),
    ("en", "This release makes salt cheaper.", False),
    ("en", "It sells more salt than any other.", False),
    ("ja", "今回は塩の値段を調べた。", False),
]


@pytest.mark.parametrize(("language", "text", "goes_on"), GOING_ON)
def test_a_sentence_from_inside_an_article_is_no_description(
    language: str, text: str, goes_on: bool
) -> None:
    """Must not match: a description points at the post it describes."""
    found = find_description({"description": text}, TITLE, BODY, language)
    assert (found == ("", "")) is goes_on
