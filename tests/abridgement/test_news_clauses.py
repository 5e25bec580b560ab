"""What is left of a sentence without its filler, and the clause that tells the news."""

from __future__ import annotations

import pytest

from newsletter.abridgement.news_clauses import (
    get_news_clause,
    is_in_title,
    without_chatty_end,
    without_filler,
)

FILLERS = [
    ("そんな背景の中で、町は橋を直した。", "町は橋を直した。"),
    ("正直なところ、特にOpenAIが額を増やした。", "OpenAIが額を増やした。"),
    ("でもね、実は、町は橋を直した。", "町は橋を直した。"),
    ("そんな中で発表されたのが、新しい橋です。", "発表されたのが、新しい橋です。"),
    ("あなたもご存知の通り、町は橋を直した。", "町は橋を直した。"),
    ("しかし、町は橋を直した。", "町は橋を直した。"),
    ("ねえ、町は橋を直した。", "町は橋を直した。"),
    ("いやぁ、町は橋を直した。", "町は橋を直した。"),
    ("皆がもう耳にしたように、町は橋を直した。", "町は橋を直した。"),
]
FILLERS += [
    ("あなたも感じているかもしれませんが、最近の橋は丈夫です。", "最近の橋は丈夫です。"),
    ("皆さんもお気づきのように、町は橋を直さない。", "町は橋を直さない。"),
    ("私は反対でしたが、町は橋を直した。", "町は橋を直した。"),
    (
        "さて、先ほどの61億円という額ですが、実は、町の調べでは、額は50億円から80億円まで幅がある。",
        "町の調べでは、額は50億円から80億円まで幅がある。",
    ),
    ("Web検索結果にもあったように、町は橋を直した。", "町は橋を直した。"),
    ("それが今や、橋は町の顔になった。", "今や、橋は町の顔になった。"),
]
NO_FILLERS = [
    ("ja", "町は橋を直した。"),
    ("ja", "最近、町は橋を直した。"),
    ("ja", "2026年、町は橋を直した。"),
    ("ja", "特に重要なのは橋だ。"),
    ("ja", "この橋は古い。"),
    ("en", "However, the town mended the bridge."),
    ("ja", "あなたが、町を変える。"),
    ("ja", "私が望むように、町は橋を直した。"),
    ("ja", "山田君は昨日休みでしたが、町は橋を直した。"),
    ("ja", "住民が不便に感じたように、橋は町から遠い。"),
    ("ja", "記者が耳にしたように、町は橋を直した。"),
    ("ja", "私が町長から聞いた話ですが、町は橋を直した。"),
    ("ja", "皆さんの町は3億円を出しましたが、県は出さない。"),
    ("ja", "私もAcmeの株を持っていますが、額は小さい。"),
    ("ja", "皆さんもご存じかもしれませんが、直したそうだ。"),
    ("ja", "個人的には、町の橋は県で最も美しい。"),
    ("ja", "率直に言えば、町の橋は遅すぎた。"),
    ("ja", "思えば、町の橋は遅すぎた。"),
    ("ja", "あなたが住民である場合ですが、町は費用を払う。"),
    ("ja", "皆さんが会員なら送料は無料ですが、町は橋を直す。"),
    ("ja", "私は信じていませんが、町は橋を直した。"),
    ("ja", "あなたは疑っているかもしれませんが、町は橋を直した。"),
    ("zh", "但是，镇上修了桥。"),
]


@pytest.mark.parametrize(("text", "left"), FILLERS)
def test_a_filler_goes(text: str, left: str) -> None:
    """What is left stands in the sentence word for word."""
    assert without_filler(text, "ja") == left
    assert text.endswith(left)


@pytest.mark.parametrize(("language", "text"), NO_FILLERS)
def test_what_is_no_filler_stays(language: str, text: str) -> None:
    """Must not change: times, topics, opinions, conditions and doubts; English needs a capital."""
    assert without_filler(text, language) == text


CLAUSES = [
    (
        "トヨタが遊戯の業界に参入するというニュースを聞いた時、私は驚いた。",
        "トヨタが遊戯の業界に参入するというニュース。",
    ),
    (
        "町が新しい橋を三年で直すという話、君も耳にしたかな？",
        "町が新しい橋を三年で直すという話。",
    ),
    (
        "AWSが「Nova Act」を発表したと聞いて、斜に構えてしまった。",
        "AWSが「Nova Act」を発表した。",
    ),
    (
        "町が新しい橋を三年で直すっていうニュース、聞いた？",
        "町が新しい橋を三年で直すっていうニュース。",
    ),
]
CLAUSES += [
    (
        "「町が古い橋を三年で直す」――このニュースを聞いて、驚いた。",
        "町が古い橋を三年で直す。",
    ),
    (
        "「古い橋の直し、三年で終わりへ」――このニュースを聞いて、驚いた。",
        "「古い橋の直し、三年で終わりへ」。",
    ),
]
CLAUSES += [
    (
        "町が橋に100億円も投じるってニュース、正直「またか」と思った。",
        "町が橋に100億円も投じるってニュース。",
    ),
    (
        "町の「古い橋を三年で直す計画」というニュース、聞いた？",
        "町の「古い橋を三年で直す計画」というニュース。",
    ),
]
CLAUSES += [
    (
        "町が古い橋の幅を30%も広げたと聞いて、君も驚いたんじゃないかな？",
        "町が古い橋の幅を30%も広げた。",
    ),
    (
        "皆さん、最近「町が古い橋を三年で直す」という予測を耳にしましたか？",
        "「町が古い橋を三年で直す」という予測。",
    ),
    (
        "最近、町が県との長い提携を発表したニュース、あなたも耳にしましたか？",
        "町が県との長い提携を発表したニュース。",
    ),
    (
        "「またか」――正直なところ、町が古い橋を三年で直すというニュースを見た時、そう思った。",
        "町が古い橋を三年で直すというニュース。",
    ),
    (
        "特に町の議会が古い橋を三年で直すという話を聞くと、驚いてしまう。",
        "町の議会が古い橋を三年で直すという話。",
    ),
    (
        "今回の「町の古い橋の直しと駅の強化」のニュース、あなたも耳にしましたか？",
        "「町の古い橋の直しと駅の強化」のニュース。",
    ),
    (
        "町が今回、古い橋を三年で直した、というニュースの核心に迫ってみよう。",
        "町が今回、古い橋を三年で直した、というニュース。",
    ),
    (
        "あなたも町が新しい橋を三年で直すっていうニュース、聞いた？",
        "町が新しい橋を三年で直すっていうニュース。",
    ),
]
NO_CLAUSES = [
    ("ja", "「直す」――このニュースを聞いて、私は驚いた。"),
    ("ja", "町は橋を三年で直す計画を発表した。"),
    ("ja", "橋のニュースを聞いて、私は驚いた。"),
    ("ja", "「町が橋を三年で直すというニュース」を読んだ。"),
    ("ja", "また来たか！というのが、橋を直すというニュースの印象だ。"),
    ("en", "You may have heard the news that the town mends the bridge."),
]
DENIED = [
    "町の工場が3月に倒産したという情報は、皆さんも見たかもしれませんが、デマです。",
    "町が橋の料金を15%に上げるという見通しは、皆さん、撤回されました。",
    "機械が人間の仕事を全て奪うという予測は、皆さんもご存じの通り外れました。",
    "町が橋を1000億円で買ったという発表の真偽は、まだ確認できていませんよね。",
    "町が橋を1000億円で買ったというニュースを聞いたけれど、本当でしょうか？",
    "町が橋を1000億円で買ったというニュースは、間違いでした。",
    "町が橋を1000億円で買ったという情報を見たけど、ガセだった。",
    "町が橋を1000億円で買ったと聞いて驚いたが、実は嘘だった。",
    "町が橋を1000億円で買ったというニュースは、虚偽だった。",
    "町が橋を1000億円で買ったというニュースは、眉唾ものだ。",
    "町が橋を1000億円で買ったというニュースは、後に訂正された。",
    "町が橋を1000億円で買ったというニュースを、町長は打ち消した。",
    "町が橋を1000億円で買ったというニュースは、誰かの憶測です。",
    "町が橋を1000億円で買ったというニュースは、事実無根である。",
]
SUPPOSED = [
    "町が来年4月から橋の料金を25円減らすと聞いたら、皆さんは喜ぶでしょうか。",
    "町の工場が新しい機械を使うと聞いたことは、皆さんもないでしょう。",
    "町が来年4月から橋を閉鎖すると聞いたら、あなたはどう思いますか？",
    "町が来年4月から橋を閉鎖すると聞いても、皆さんは驚きますか？",
    "町が来年4月から橋を閉鎖するというニュースを聞いたら、あなたはどう思いますか？",
]
BELIEVED = [
    "町が橋を1000億円で買ったというニュースは、間違いなく皆さんを驚かせます。",
    "町が橋を1000億円で買ったというニュースは、皆さんも聞いたかもしれません。",
    "町が橋を1000億円で買ったというニュースを聞いて、驚きを隠せません。",
    "町が橋を1000億円で買ったというニュースを見て、驚いた人も少なくないでしょう。",
    "町が橋を1000億円で買ったというニュース、桁外れの額に私は驚いた。",
]


@pytest.mark.parametrize("text", [*DENIED, *SUPPOSED])
def test_what_is_denied_or_supposed_is_no_news(text: str) -> None:
    """The clause alone would be read as a fact."""
    assert get_news_clause(text, "ja") == ""


@pytest.mark.parametrize("text", BELIEVED)
def test_what_only_sounds_like_a_denial_is_news(text: str) -> None:
    """Must not change: no doubt, a guess about the reader, a great amount."""
    clause = "町が橋を1000億円で買ったというニュース。"
    assert get_news_clause(text, "ja") == clause


@pytest.mark.parametrize(("text", "clause"), CLAUSES)
def test_the_clause_of_news(text: str, clause: str) -> None:
    """It is a part of the sentence, word for word, and ends where a sentence may end."""
    assert get_news_clause(text, "ja") == clause
    assert clause[:-1] in text


def test_whom_the_writer_asks_stays_where_he_is_no_reader() -> None:
    """Must not match: what people think is no news without them."""
    text = "皆さんは町が橋を三年で直すと思っている。"
    assert without_filler(text, "ja") == text
    assert get_news_clause(text, "ja") == ""


@pytest.mark.parametrize(("language", "text"), NO_CLAUSES)
def test_sentences_without_such_a_clause(language: str, text: str) -> None:
    """Must not match: no clause, one in open brackets, one that is too short, not Japanese."""
    assert get_news_clause(text, language) == ""


ECHOES = [
    ("町が橋に50億円を投じ、客が30万人を超えたって？", "橋に50億円、客は30万人", True),
    ("町が橋に50億円を投じ、客が30万人を超えたって？", "橋に50億円、客は20万人", False),
    ("町が橋に50億円を投じ、客が30万人を超えたって？", "町の橋", False),
    ("町が新しい橋を三年で直すことに決めたって？", "町の橋は三年", False),
    ("町が橋に50億円を投じると思いますか？", "橋に50億円", False),
]


@pytest.mark.parametrize(("text", "title", "is_news"), ECHOES)
def test_a_marvel_is_news_where_the_title_says_its_amounts(
    text: str, title: str, is_news: bool
) -> None:
    """Must not match: another amount, none, or a true question."""
    clause = get_news_clause(text, "ja", title)
    assert bool(clause) is is_news
    assert clause[:-1] in text


ENDINGS = [
    ("額にはかなり幅があるんですよ。", "額にはかなり幅がある。"),
    ("町は橋を直さないんですよね。", "町は橋を直さない。"),
    ("町は橋を直しましたよね。", "町は橋を直しました。"),
    ("町は橋を直しませんよ。", "町は橋を直しません。"),
]
NO_ENDINGS = [
    ("ja", "町が直すのは橋なんです。"),
    ("ja", "町は橋を直すのです。"),
    ("ja", "町は橋を直すでしょうか。"),
    ("ja", "これは山田さんの橋だよ。"),
    ("en", "The town mended the bridge, you know."),
]


@pytest.mark.parametrize(("text", "left"), ENDINGS)
def test_an_ending_that_asks_to_agree_goes(text: str, left: str) -> None:
    """The verb before it stays, with its negation and its time."""
    assert without_chatty_end(text, "ja") == left
    assert text.startswith(left[:-1])


@pytest.mark.parametrize(("language", "text"), NO_ENDINGS)
def test_other_endings_stay(language: str, text: str) -> None:
    """Must not change: an explanation, a question, what would leave half a sentence."""
    assert without_chatty_end(text, language) == text


@pytest.mark.parametrize("n_fillers", range(6))
def test_three_fillers_go_and_no_more(n_fillers: int) -> None:
    """Whoever says four has something to say with them."""
    text = "しかし、" * n_fillers + "町は橋を直した。"
    assert without_filler(text, "ja") == "しかし、" * max(0, n_fillers - 3) + "町は橋を直した。"


@pytest.mark.parametrize("text", ["しかし、", "正直なところ、", "でもね、実は、", ""])
def test_a_filler_alone_is_not_taken_for_nothing(text: str) -> None:
    """Something of the sentence stays."""
    assert without_filler(text, "ja") in text
    assert bool(without_filler(text, "ja")) is bool(text)


@pytest.mark.parametrize("language", ["ja", "ja-JP", "en", "zh", "ko", "de"])
def test_only_japanese_is_cut(language: str) -> None:
    """In other languages the rest would begin with a small letter, or be no sentence."""
    text = "しかし、町が橋を三年で直すというニュースを聞いた。"
    is_japanese = language.startswith("ja")
    assert (without_filler(text, language) != text) is is_japanese
    assert (get_news_clause(text, language) != "") is is_japanese


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("町が新しい橋を三年で直すというニュースを聞いた。", True),
        ("新しい橋三年工事計画というニュースを聞いた。", False),
        ("町が「新しい橋を三年で直すというニュースを聞いた。", False),
        ("町が（新しい）橋を三年で直すというニュースを聞いた。", True),
        ("町が直すというニュースを聞いた。", False),
    ],
)
def test_a_clause_is_whole_or_none(text: str, is_whole: bool) -> None:
    """It says what it is about, its brackets close, and it is longer than a headline word."""
    assert bool(get_news_clause(text, "ja")) is is_whole


TITLED = "町営の木橋、61億円調達に成功、その真意はどこにあるのか"
TOLD = "町が橋のために61億円の調達に成功した"
SAID_BY_TITLE = [
    (f"{TOLD}というニュースを聞いて、驚いた。", f"{TOLD}。"),
    (f"{TOLD}ことは、象徴的な出来事と言えるでしょう。", f"{TOLD}。"),
    (f"{TOLD}という具体的な数字を見て、私は驚いた。", f"{TOLD}。"),
    (f"{TOLD}と聞いた時、正直「またか」と思った。", f"{TOLD}。"),
    (f"だからこそ、{TOLD}ことに、私は意味を感じている。", f"{TOLD}。"),
    (f"「{TOLD}」――僕もね、驚いたんだ。", f"{TOLD}。"),
    (f"最近、業界を駆け巡るニュースといえば、{TOLD}という話題でしょう。", f"{TOLD}という話題。"),
    (
        "皆さん、最近のニュースで「橋の61億円、ついに調達！」という見出しを見ましたか？",
        "「橋の61億円、ついに調達！」。",
    ),
    (f"{TOLD}という報道を見て、驚いた。", f"{TOLD}という報道。"),
    (f"{TOLD}というニュースは冗談でしょうか。", f"{TOLD}というニュース。"),
    (
        "町が木橋のために61億円の調達に成功、というニュースを聞いて、驚いた。",
        "町が木橋のために61億円の調達に成功、というニュース。",
    ),
    (f"{TOLD}、っていうニュースを聞いて、驚いた。", f"{TOLD}。"),
    (f"{TOLD}と聞いた時、私は耳を疑った。", f"{TOLD}。"),
    (f"{TOLD}ことは、偶然ではなく必然です。", f"{TOLD}。"),
    (
        "町が木橋のために61億円の調達を行うという決定に驚いた。",
        "町が木橋のために61億円の調達を行う。",
    ),
    (
        f"「{TOLD}」という町議会の試算が話題ですが、深掘りします。",
        f"「{TOLD}」という町議会の試算。",
    ),
]
NOT_SAID = [
    (f"{TOLD}というニュースは、誤りです。", TITLED),
    (f"{TOLD}ことは、まだ確認できていない。", TITLED),
    (f"{TOLD}ことはない、と町は語った。", TITLED),
    (f"{TOLD}ことを、町は主張している。", TITLED),
    (f"{TOLD}ことは確認されておらず、町は揺れています。", TITLED),
    (f"{TOLD}ことは、まだ公式に認められていませんが、私は驚いた。", TITLED),
    (f"{TOLD}ことは確かではなく、私は驚いた。", TITLED),
    (f"{TOLD}ことには、疑問が残ります。", TITLED),
    (f"{TOLD}ことにしたかったんです。", TITLED),
    (f"{TOLD}ことになる、と私は思う。", TITLED),
    (f"{TOLD}ことが前提の話です。", TITLED),
    ("町が木橋のために61億円の調達を行うという決定は、延期された。", TITLED),
    ("町が木橋のために61億円の調達を行うという決定に驚いた。", "町営の木橋、61億円調達を見送り"),
    (f"{TOLD}と聞いた時、エイプリルフールだと思いました。", TITLED),
    (f"{TOLD}ことは、象徴的な出来事と言えるでしょう。", "町営の木橋、61億円調達に成功という噂"),
    (f"{TOLD}ことは、象徴的な出来事と言えるでしょう。", "町営の木橋、61億円調達に成功って本当？"),
    (f"もし{TOLD}ことが本当なら、皆さんは驚くでしょう。", TITLED),
    (f"{TOLD}ことは、象徴的な出来事と言えるでしょう。", "夜の図書館"),
    (f"{TOLD}と聞いた時、正直「またか」と思った。", "夜の図書館"),
    ("今回、町営の木橋の会社が発表したニュースを聞いて、驚いた。", TITLED),
]


@pytest.mark.parametrize(("text", "clause"), SAID_BY_TITLE)
def test_what_the_title_says_too_is_no_hearsay(text: str, clause: str) -> None:
    """Then "the news that" goes, and a clause in other words is news; a report keeps its name."""
    assert get_news_clause(text, "ja", TITLED) == clause
    assert clause.strip("。") in text


@pytest.mark.parametrize(("text", "title"), NOT_SAID)
def test_what_is_in_doubt_or_not_in_the_title_is_no_news(text: str, title: str) -> None:
    """Must not match: denied, claimed, supposed, of something else, or without what was done."""
    assert get_news_clause(text, "ja", title) == ""


SHARED = [
    ("町が61億円の調達に成功した。", True),
    ("「木橋、61億円調達」。", True),
    ("木橋、61億円の調達に成功。", False),
    ("町が学校の屋根を直した。", False),
]


@pytest.mark.parametrize(("text", "is_same"), SHARED)
def test_a_clause_is_in_the_title_where_somebody_does_the_same(text: str, is_same: bool) -> None:
    """Must not match: a phrase without a subject, and other things."""
    assert is_in_title(text, TITLED) is is_same
