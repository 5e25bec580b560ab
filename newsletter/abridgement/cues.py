"""Know the words that show what a sentence is worth to an editor.

Some words announce what editors keep: facts, definitions, changes, warnings. Others announce
what they drop: chatter, hedges, examples, remarks about the article itself, calls to action.
There is one table for each kind, with all languages together, because the words of one language
do not occur in the others. A word stands here because editors keep or drop such sentences in
general, not because one article has it.
"""

from __future__ import annotations

import re

from newsletter.abridgement.keywords import N_REMEMBERED
from newsletter.language.scripts import HAN
from newsletter.remembered import remembered


class Cue:
    """Words of one kind in all languages.

    Args:
        words: Alternatives in scripts without blanks between words. Each begins with a letter of
            its script, so that the search skips most places of a text: it takes a third of the
            time (`_each` where several letters begin what goes on alike).
        latin: Alternatives that begin at a word boundary. They are tried only where the text has
            Latin letters, and what stands between these is shortened first.
        fold: Whether Latin letters match in either case.
        opening: Alternatives that count at the beginning of a text only; `count` leaves them out.
    """

    def __init__(
        self, words: str, *, latin: str, fold: bool = False, opening: str = ""
    ) -> None:
        self._words = re.compile(words)
        self._opening = re.compile(opening) if opening else None
        self._latin = re.compile(latin, re.I if fold else 0)
        # Scores, openings, leads and key points all ask for the same words in the same sentence.
        self.is_in = remembered(maxsize=N_REMEMBERED)(self._is_in)

    def _is_in(self, text: str) -> bool:
        """Tell whether one of the words stands in a text."""
        if self._words.search(text):
            return True
        if self._opening and self._opening.match(text):
            return True
        latin = get_latin(text)
        return bool(latin) and bool(self._latin.search(latin))

    def count(self, text: str) -> int:
        """Return how often the words stand in a text."""
        n_found = len(self._words.findall(text))
        latin = get_latin(text)
        if latin:
            n_found += len(self._latin.findall(latin))
        return n_found


_LATIN = re.compile(r"[A-Za-z]")
# Kana, kanji, hangul: of the scripts of our languages those whose words are long runs.
_OTHER_LETTERS = re.compile(
    r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]{2,}"
)
_ONE_LETTER = "あ"


# Some thirty tables ask the same of a sentence.
@remembered(maxsize=N_REMEMBERED)
def get_latin(text: str) -> str:
    """Return a text as the Latin alternatives need it; "" for one without Latin letters.

    To them, all letters of other scripts are alike, and a run of these is like one of them. Most of
    a Japanese sentence with a name in it is such runs.

    >>> get_latin("世界最大のクラウドをAWSが提供する")
    'あAWSあ'
    """
    return _OTHER_LETTERS.sub(_ONE_LETTER, text) if _LATIN.search(text) else ""


def _each(beginnings: str, rest: str) -> str:
    """Alternatives with the same rest, each with its own beginning.

    >>> _each("調査|研究", "(?:で|は)")
    '調査(?:で|は)|研究(?:で|は)'
    """
    return "|".join(beginning + rest for beginning in beginnings.split("|"))


# The digits are possessive (`+` behind the count): nothing after them begins with a digit. And they
# are counted, since from each digit of a row the end of the row is looked for: twenty thousand cost
# half a minute without either.
#
# The first letter stands before the alternatives, each of which says which one it is about: so a
# search can skip all other letters.
FACT = re.compile(
    rf"[$¥€£₩Uv\d](?:(?<=[$¥€£₩])\s?\d|(?<=U)S\$\s?\d"
    rf"|(?<=\d)[\d,.]{{0,40}}+\s*(?:[%％倍兆億万円ドル年月日時分秒人社件個台回点位店国名割ヶカか%]|[{HAN}]"
    rf"|퍼센트|원|달러|명|개|년|월|억|만|조|배"
    r"|percent|per cent|million|billion|trillion|[kKMG]?B\b|[km]?[mgWVh]\b|GHz|MHz|[a-z]+)"
    r"|(?<=v)(?:ersion )?\d"
    r"|(?<=\d)[\d,.]{0,40}+x\b|(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b|(?<=\d)\.\d)",
)
# A capital letter at the start of a sentence tells nothing, unless Japanese follows the word.
NAME = re.compile(
    r"[A-Z\u30a1-\u30fa\u30fc]"
    r"(?:(?<=[A-Z])(?<![A-Za-z0-9].)(?<![.!?。]\s.)(?<!^.)[A-Za-z0-9.&+\-]*[A-Za-z0-9]"
    rf"|(?<=^[A-Z])[A-Za-z0-9.&+\-]*[A-Za-z0-9](?=[{HAN}\u3041-\u30ff])"
    r"|(?<=[\u30a1-\u30fa\u30fc])[\u30a1-\u30fa\u30fc]{3,})"
)

DEFINES = Cue(
    r"とは、|とは[^、。]{2,40}(?:です|である|だ)|"
    + _each(
        "技術|手法|仕組み|概念|プロトコル|規格|方式|製品|サービス|モデル|存在|もの|こと|特徴"
        "|核心|本質|ポイント",
        "(?:です|である|だ。|になります|にあります|にある)",
    )
    + r"|のが特徴|を指(?:す|し)|と呼ばれる|の核心|の本質|を意味し?|是(?:一种|一種|一个|指)|指的是"
    r"|称为|稱為|이란|란 "
    r"|을 말한다|를 의미|을 의미",
    latin=(
        r"\b(?:is|are) (?:a|an|the|called|known as|defined as|designed to|essentially)\b"
        r"|\brefers? to\b"
        r"|\bmeans that\b|\bconsists? of\b|\bthe (?:key|core|main|central|whole) (?:point|idea"
        r"|advantage"
        r"|problem|question|difference|reason|benefit)\b"
    ),
)
WEIGHTY = Cue(
    r"重要|必須|不可欠|必要があ|欠かせ|核心|決定的|最大の|最も|唯一|初めて|初の|鍵|カギ"
    r"|べきです|べきだ|べきでしょう"
    r"|成功|課題|原因|理由は|結論|違い|差別化|メリット|デメリット|効果|リスク|懸念|影響|転換"
    r"|关键|關鍵|必须|应该|應該"
    r"|最大|首次|중요|핵심|필수|최대|최초|해야|이유|문제|장점|위험",
    latin=(
        r"\b(?:must|should|need to|needs to|required?|essential|critical|crucial|important|key"
        r"|recommend(?:s"
        r"|ed)?|only|never|always|biggest|best|first|main|major|significant(?:ly)?|instead of"
        r"|because|cost"
        r"|risk|problem|advantage|benefit|result)\b"
    ),
)
WARNS = Cue(
    r"注意|警告|避け|してはいけ|してはなら|禁止|必ず|忘れず|失敗|落とし穴|できません|できない"
    r"|対応していない|非対応"
    r"|サポート終了|廃止|ではなく|ではない|避免|不要|不能|반드시|주의|금지|하지 마|피해야",
    latin=(
        r"\b(?:avoid|beware|careful|caution|warning|don[’']t|do not|cannot|can[’']t|won[’']t"
        r"|will not"
        r"|no longer|deprecated|unsupported|make sure|ensure|unless|without)\b"
    ),
)
CHANGES = Cue(
    r"発表|公開|発売|提供を?開始|買収|提携|導入|投資|開始|終了|達成|受賞|記録|増加|減少|上昇"
    r"|下落|拡大|縮小|短縮|削減"
    r"|改善|向上|実現し(?:た|ました)|成功し|发布|發布|宣布|推出|收购|收購|增长|增長|下降|发表"
    r"|출시|발표|인수|도입|증가"
    r"|감소|개선",
    latin=(
        r"\b(?:announc|releas|launch|acquir|introduc|publish|increas|decreas|reduc|improv"
        r"|replac|remov|add(?:s"
        r"|ed)|grew|grow|rose|fell|drop|chang|decid|chose|learned|found|built|ship|switch"
        r"|fix(?:es|ed)|rais"
        r"|won|enabl|support)\w*"
    ),
)

SAYS = Cue(  # who says or found it
    r"によると|によれば|述べ(?:る|た|て|ま)|語(?:る|った|って|り)|指摘(?:する|した|して|し)|話(?:した|している)|"
    + _each("調査|研究|報告書?|統計|レポート", "(?:で|に|が|は|結果)")
    + r"|明らかに(?:し|な)|据(?:报道|報道|悉|了解)|指出|调查|調查"
    r"|에 따르면|밝혔|말했|조사",
    latin=(
        r"\b(?:says?|said|told|according to|reports?(?:ed)?|stud(?:y|ies)|surveys?|found that"
        r"|argues?|explains?|research(?:ers)?|we (?:found|learned|decided|believe))\b"
    ),
    fold=True,
)

CHATTER = Cue(
    r"正直|個人的|私(?:は|も|が|の|たち自身|自身|自身も)|僕|皆さん|みなさん|あなた|ですよね"
    r"|ますよね|ですよ。|んです"
    r"|ませんか|でしょう[?？]|いやはや|さて、|どうも|ご存[知じ]|者です。|記者です|身構え"
    r"|ウォッチ|想像してみ|と思いま"
    r"|と感じ|感じて|期待して|期待し(?:たい|てやみ)|興味深|興味があ|楽しみ|面白い|言っても過言"
    r"|肌で|目を見張|まさに"
    r"|我(?!们的|國|国)|说实话|說實話|大家|저는|제가|저의|나는|내가|여러분|솔직히|개인적으로",
    latin=(
        r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|myself|honestly|frankly|personally|you know|imagine"
        r"|let['’]s|wow"
        r"|guess|funny|kind of|sort of|lol)\b"
    ),
)
HEDGES = Cue(
    r"かもしれ|可能性(?:も|が|を)|でしょう。|だろう。|と言え|といえ|と見られ|とみられ"
    r"|のではない|と考えられ|はずです"
    r"|はずだ|気がし|ように思|んじゃない|期待され|まだまだ|也许|也許|或许|或許|可能会|아마"
    r"|것 같|지도 모른",
    latin=(
        r"\b(?:maybe|perhaps|might|could|probably|possibly|seems?|appears?|arguably|presumably"
        r"|i think"
        r"|i believe|i guess)\b"
    ),
)
EXAMPLE = Cue(
    r"例えば|たとえば|など(?:が|の|を|も)|といった|例如|比如|예를 들",
    latin=r"\b(?:for example|for instance|e\.g\.|such as|imagine)\b",
    fold=True,
)
META = Cue(
    _each(
        "本記事|この記事|今回|本稿|本レポート|本ガイド|ここで|ここから",
        "(?:で)?は[^。]{0,80}(?:解説|紹介|説明|お伝え|分析|考察|掘り下げ|見てい|まとめ"
        "|整理|お届け|探っ|考え|触れ)",
    )
    + "|"
    + _each(
        "見ていき|触れておき|掘り下げ|考えてみ|整理し|解説し|紹介し|説明し|お話し",
        "(?:ましょう|てみましょう|たいと思|てい?きます|ます。)",
    )
    + r"|本文(?:将|將)|이 글에서는|이번 글",
    latin=(
        r"\bin this (?:post|article|guide|blog|tutorial|section|series)\b|\b(?:this"
        r"|the following) (?:post"
        r"|article|guide) (?:will|explains|describes|covers)\b|\bread on\b"
        r"|\blet['’]s (?:take a look|look|dive"
        r"|see|explore|get started)\b|\bwe['’]ll (?:look|cover|explore|see|discuss|walk)\b"
    ),
    fold=True,
)
BOILERPLATE = Cue(  # greetings, calls to action, notes on the page itself: the first to go
    _each("最後まで|ここまで", "(?:お読み|読んで|ご覧)")
    + r"|ご覧いただき(?:ありがと|まして)|お読みいただき|"
    + _each(
        "お問い?|問い?",
        "合わ?せ(?:ください|はこちら|フォーム(?:から|より|へ|に(?!く)|は))",
    )
    + r"|お気軽に|ご相談(?:ください|は|を承)"
    r"|無料(?:相談|診断|体験|で承)"
    r"|資料(?:請求|ダウンロード)|メルマガ|チャンネル登録|フォローして|シェアして|コメント(?:で|欄)"
    r"|"
    + _each("お聞かせ|聞かせて|教えて", "ください")
    + r"|詳しくは(?:こちら|以下)|"
    + _each("こちら|下記|以下", "の(?:記事|リンク|ページ)(?:も|を|から)")
    + r"|あわせて(?:読|ご)"
    r"|合わせて(?:読|ご)|併せて(?:読|ご)"
    r"|も(?:ぜひ)?(?:参考に|ご覧|チェック)"
    r"|"
    + _each(
        "記事|広告|PR",
        "(?:には|は)[^。]{0,12}(?:アフィリエイト|プロモーション|広告)",
    )
    + r"|アフィリエイト|免責事項|投資助言"
    r"|無断転載|最終更新日?[:：]|更新日[:：]|公開日[:：]|著者[:：]|執筆[:：]|監修[:：]|目次$"
    r"|続きを読む|关注我们"
    r"|關注我們|扫码|订阅|訂閱|点击|點擊|欢迎留言|歡迎留言|转载请|阅读原文|大家好|구독|좋아요"
    r"|문의(?:해|하|는)|댓글"
    r"|팔로우|읽어주셔서|안녕하세요",
    latin=(
        r"\b(?:subscribe|sign up (?:for|to)|(?:our|my|free) (?:\w+ )?newsletter"
        r"|follow (?:us|me)|share this|like and"
        r"|click here"
        r"|contact us|reach out to (?:us|our|me)|feel free to|get in touch|drop (?:us|me) a"
        r"|let (?:me"
        r"|us) know (?:in|what|if)|leave a comment|comments? below|thanks? (?:you )?for reading"
        r"|stay tuned"
        r"|happy (?:coding|reading|hacking)|read more|learn more (?:at|about|in|by)"
        r"|for more (?:information"
        r"|details|info)|check out (?:our|the|my|this)"
        r"|(?:our|my|this|original) blog post|mailing list"
        r"|join (?:us|our)"
        r"|we['’]re hiring|table of contents|hello,? (?:everyone|world|friends)|welcome (?:back"
        r"|to (?:the|our"
        r"|my))|originally (?:published|posted|appeared)|updated on|last updated"
        r"|edit(?:ed)? (?:this|on)"
        r"|originally written|if you have any (?:questions|feedback)|always available to help)\b"
    ),
    opening=(
        "皆さん、?こんにちは|こんにちは|どうも、|はじめまして|お疲れ様|ようこそ"
        "|いかがでし(?:たか|ょうか)"
    ),
    fold=True,
)
_LINK = r"(?:\[[^\]]{0,2000}\]\([^)]{0,2000}\)|<https?://[^>]+>|https?://\S+)"
_LABEL = r"(?:[^\n。.!?！？:：]{1,40}[:：](?=\s*+<?http))?"  # Windows installer: https://…
# Each part is taken once and for all: an address may hold others, so going back has no end.
LINK_ONLY = re.compile(
    rf"{_LABEL}(?>(?:(?!{_LINK})[\s\W])*){_LINK}(?>(?:{_LINK}|[\s\W])*)"
)

POLITE = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ください|ましょう)(?:ね|よ|か|よね)?[。！？]?\W*$"
)

SUMMARY_HEADING = re.compile(
    r"まとめ|結論|総括|要点|要約|おわりに|終わりに|最後に|概要|サマリー?|総論|結び|ポイント整理"
    r"|要するに|ひとことで|3行で|三行"
    r"|\b(?:conclusions?|summary|key (?:takeaways?|points?)|takeaways?|tl;?dr|in short"
    r"|wrap(?:ping)?[ -]up"
    r"|bottom line|recap|overview|final thoughts|closing|at a glance|highlights|what we learned"
    r"|lessons)\b"
    r"|总结|總結|结论|結論|小结|小結|结语|結語|摘要|要点|要點|概述|결론|요약|정리|마무리|맺음|핵심",
    re.I,
)
DEAD_HEADING = re.compile(  # sections that go first, with all that is under them
    r"関連(?:記事|リンク|書籍|ページ|コンテンツ)|あわせて読|合わせて読|おすすめ(?:記事|書籍)"
    r"|参考(?:文献|資料"
    r"|リンク|記事|URL|サイト)|出典|引用元|脚注|目次|お問い?合わ?せ|無料相談|ご相談|著者|執筆者"
    r"|筆者|プロフィール"
    r"|運営会社|免責|この記事を書いた|更新履歴|SNS|シェア|次に読|次の記事|CTA|よく読まれ"
    r"|^\W*(?:related(?: (?:posts?|articles?|reading|links))?|see also|further reading"
    r"|references|bibliography"
    r"|sources|footnotes|notes|credits|acknowledge?ments?|thanks"
    r"|about (?:(?:the|this) )?(?:authors?|us|me|article|post)|contact(?: us)?"
    r"|subscribe|newsletter|table of contents|contents|share|comments|feedback|disclaimer"
    r"|disclosure|changelog"
    r"|get in touch|more from|recommended|keep up to date|stay (?:in touch|tuned|up to date)"
    r"|get involved|join us"
    r"|we['’]re hiring)\W*$"
    r"|相关(?:文章|阅读)|相關(?:文章|閱讀)|参考(?:资料|文献)|參考(?:資料|文獻)|目录|目錄|作者"
    r"|关于我们|관련 (?:글"
    r"|기사)|참고 (?:문헌|자료)|목차|저자|문의",
    re.I,
)
