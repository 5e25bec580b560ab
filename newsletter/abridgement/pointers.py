"""Tell what the opening or the end of a sentence asks for: something before it, after it, nothing.

A reader of an abridgement trips over three things. A sentence that points back (this, it, その, 这,
이러한) or turns against something (however, しかし, 但是, 하지만) whose target was cut; a sentence
that goes on with a row (also, さらに, second) that was not begun; and a promise that is not kept (a
question without its answer, "as follows:" without the list). The tables below hold the openings of
Japanese, English, Chinese and Korean, and the commonest ones of German, French and Spanish.

Wrong alarms cost a sentence of context, a miss costs the reader's trust: in doubt a word stands
in the table. Kept out are words that look like pointers and stand on their own: これから (from now
on), それぞれ (each), この記事 (this article), この20年.
"""

from __future__ import annotations

import re
from enum import Enum

from newsletter.language.scripts import HAN, count_cjk
from newsletter.language.tags import base
from newsletter.remembered import remembered


class Asks(Enum):
    """What an opening asks for."""

    NOTHING = 0
    ROW = 1  # it goes on with a row
    TURN = 2  # it turns against, or follows from, what was said
    TARGET = 3  # it points at, or explains, the sentence before


_LEAD = r"^[\s「『（(【\[“\"'‘*_~・…—–-]*"

# Demonstratives and pronouns of Japanese; the look-aheads keep out what points at the present and
# not at the text.
_JA_POINT = (
    r"(?:これ(?!から|まで)|それ(?!ぞれ|なり)|あれ(?!ば)"
    r"|この(?!間[、に]|記事|ガイド|ページ|レポート|連載|シリーズ|コラム|ブログ|\d+年|たび|世|うえ|頃|ごろ)"
    r"|その(?!まま|うち|もの|場で|都度|道の(?:プロ|専門)|他|ほか)|あの"
    r"|そんな|こんな|そこまで"
    r"|こう(?:した|して|いった|いう|なる|なった|すれば|すると|考え|見)|このよう|そのよう"
    r"|そう(?:した|して(?!い)|いった|いう|すれば|する|なる|なれば|なった|考え|感じ|で(?:す|は|な"
    r"|あ)|だ|なん)"
    r"|ここ(?!数|\d|最近)(?:で|から|が|に|まで|は|を|の)|そこ(?:で|から|が|に|は|を|まで|へ)"
    r"|当時|こちら|そちら|同社|同氏|同省|同庁|同行|同紙|同じ|彼ら|彼女|彼は|彼の|彼が|両社|両者"
    r"|両国|前者|後者|当該"
    r"|上記|上述|前述|先述|いずれ(?:も|にせよ|の))"
)
_JA_EXPLAIN = (
    r"(?:なぜなら|なぜかというと|というのも|というのは|つまり|すなわち|要は|要する(?:に)?"
    r"|言い換え|いわば|言わば"
    r"|例えば|たとえば|具体的には"
    r"|だって|すると|とすると|となると|とすれば|であれば|ならば|じゃあ|以上の|以上が|とりわけ"
    r"|中でも|なかでも"
    r"|はい、|いいえ、|いえ、)"
)
_JA_TURN = (
    r"(?:しかし|だが|ただし|ただ、|ただその|ですが|でも[、ね]|けれど|だけど|ところが|とはいえ"
    r"|それでも"
    r"|にもかかわらず|もっとも、|反対に|逆に|むしろ|一方|他方|だから|したがって|従って、|そのため"
    r"|このため"
    r"|よって、|ゆえに|なので"
    r"|結果として|結果、|結果的に|実際[、に]|もちろん、(?:こ|そ)|では、|確かに|たしかに)"
)
_JA_ROW = (
    r"(?:特に(?=[、「注重投技])|とくに、|また(?!は|がる|がり|たく|とない)|さらに|更に|そして"
    r"|加えて|くわえて|それに|しかも|かつ、|同様に|同じく"
    r"|次に|つぎに|続いて|つづいて|最後に|ついで|併せて|あわせて|おまけに"
    r"|あるいは|または|もしくは|もう[1一](?:つ|方)|[2-9２-９二三四五](?:つ目|つめ|点目|番目|番手)"
    r"|第[2-9２-９二三四五]|[②-⑩]|ほかにも"
    r"|他にも|その(?:他|ほか|後|あと))"
)
_EN_SELF = (
    r"(?!\s+(?:post|article|blog|guide|page|report|tutorial|series|newsletter|essay|year|week"
    r"|month|quarter"
    r"|morning|summer|spring|fall|winter)s?\b)"
)
_EN_POINT = (
    r"(?:(?:This|That(?! said\b)|These|Those|Such)"
    + _EN_SELF
    + r"|It|Its|It['’]s|It['’]ll|That['’]s|They|They['’](?:re|ve|ll|d)|Their|Theirs|Them"
    r"|He|He['’]s|She|She['’]s|His|Her|Hers|The (?:former|latter|same|two|three|other|others"
    r"|second|third"
    r"|result is)|Both|Neither|Either|Each of|One of (?:them|these|those)"
    r"|Some of (?:them|these|those)|Most of (?:them|these|those)|All of (?:them|these|those"
    r"|this)|None of|Another"
    r"|Others|Here['’]s|Here|There['’]s more"
    r"|(?:For|In|With|At|On|By|After|Before|Because of|Despite|Under|From|To|As|Like|Of|Given"
    r"|Beyond|Without|Since"
    r"|When|If|Once|Until|While|Although|Though|Through|Behind|Among|All)"
    r"\s+(?:this|that|these|those|such|them|it|doing so|which)"
    + _EN_SELF
    + r")\b"
)
_EN_EXPLAIN = (
    r"(?:For (?:example|instance)|As such|In (?:other words|short|fact|effect|both cases"
    r"|that case)|That is|That means|Which"
    r"|Because\s+(?:it|they|this|that)|Why\?|How\?|Indeed|Specifically|In particular"
    r"|Put (?:another way|differently|simply)"
    r"|Beyond that|To do (?:this|so|that)|Not only that|To that end|Even (?:more|worse|better"
    r"|if (?:it|they))"
    r"|Sure,|Yes,|No,|Well,)(?!\w)"
)
_EN_TURN = (
    r"(?:However|But|So|Or|Nor|Yet|Thus|Therefore|Hence|Consequently|Accordingly|Instead|Then"
    r"|Nevertheless"
    r"|Nonetheless|Otherwise"
    r"|Rather|Still,|Even so|Even then|As a result|In (?:contrast|turn|practice)|By contrast"
    r"|By comparison|Conversely"
    r"|On the (?:other hand|contrary|one hand)|That said|Meanwhile|Of course|Unfortunately,"
    r"|Fortunately,|Luckily,)(?!\w)"
)
_EN_ROW = (
    r"(?:And|Also|Moreover|Furthermore|In addition|Additionally|Besides|Similarly|Likewise"
    r"|Second(?:ly)?,"
    r"|Third(?:ly)?,|Fourth(?:ly)?,|Next,|Finally,|Lastly,|Last,|Equally|Again,|Plus,|Later,"
    r"|Afterwards?,"
    r"|Eventually,)(?!\w)"
)
_ZH_POINT = (
    r"(?:这|這|那(?!么多年)|该|該|其(?!中国|实|次)|此(?!次|外)|它|他(?!国)|她|前者|后者|後者|两者"
    r"|兩者|二者|对此|對此"
    r"|为此|為此|上述)"
)
_ZH_EXPLAIN = (
    r"(?:换句话说|換句話說|也就是说|也就是說|即[，使]|例如|比如|譬如"
    r"|具体来说|具體來說|其实|其實|事实上|事實上)"
)
_ZH_TURN = (
    r"(?:然而|但|可是|不过|不過|因此|所以|因而|于是|於是|从而|從而|否则|否則|反之|相反|总之|總之"
    r"|结果|結果|那么"
    r"|那麼|尽管如此|儘管如此)"
)
_ZH_ROW = (
    r"(?:而且|并且|並且|此外|另外|同时|同時|同样|同樣|其次|再次|再者|最后，|最後，|第[二三四五]"
    r"|[二三四五]是|还有"
    r"|還有|也|又|更重要)"
)
_KO_POINT = (
    r"(?:이는|이것|이러한|이런|이로|이를|이에|이와|이처럼|이렇게|이들|이 (?!글|기사|포스트)|그는"
    r"|그가|그의|그녀"
    r"|그들|그것|그러한|그런 |그 |그렇게|그럼에도|그중|그 중|저것|여기서|여기에|거기|해당|같은"
    r"|전자|후자"
    r"|두 (?:회사|기업|나라)|양사|양국)"
)
_KO_EXPLAIN = r"(?:때문에|즉|예를 들어|예컨대|가령|다시 말해|왜냐하면|실제로)"
_KO_TURN = (
    r"(?:하지만|그러나|그런데|그렇지만|다만|반면|한편|따라서|그래서|그러므로|그러니|결국"
    r"|결과적으로|오히려|반대로"
    r"|물론|그렇다면)"
)
_KO_ROW = (
    r"(?:또한|또 |또,|그리고|게다가|아울러|더불어|더 나아가|나아가|마찬가지로"
    r"|둘째|셋째|넷째|마지막으로|다음으로|이어서|이후)"
)
_OTHER_POINT = (
    r"(?:Dies(?:e[rsmn]?)?|Das|Er|Sie|Es|Jene[rsmn]?|Dabei|Damit|Dadurch|Dafür|Denn|Zum Beispiel"
    r"|Cel(?:a|ui|le)|Ce(?:ci|t|tte|s)?|C['’]est|Ils?|Elles?|Par exemple|Car"
    r"|Est[eaos]+|Es[eao]s?|Esto|Eso|Ell[ao]s?|Él|Por (?:ejemplo|eso)|Así|Porque)\b"
)
_OTHER_TURN = (
    r"(?:Daher|Deshalb|Aber|Doch|Jedoch|Allerdings|Also|Trotzdem|Dennoch|Stattdessen|Mais"
    r"|Cependant|Toutefois|Pourtant|Donc"
    r"|Ainsi|Par conséquent|En revanche|Or|Pero|Sin embargo|Por (?:lo tanto|tanto)|Entonces"
    r"|No obstante)\b"
)
_OTHER_ROW = (
    r"(?:Auch|Außerdem|Zudem|Darüber hinaus|Und|Ferner|Zweitens|Schließlich|Et|De plus|En outre"
    r"|Aussi|Également"
    r"|Enfin|Ensuite|Y|Además|También|Asimismo|Por último)\b"
)

# An introductory phrase may stand before the pointer: 投資家の皆さんには、これらの…; 今後この…
_JA_INTRO = (
    r"(?:(?!その|それ)[^、。]{1,14}(?<!は)、|[^、。]{1,14}[にで]は、|[^、。]{1,14}は、(?=この"
    r"|これ|こう)"
    r"|[^、。]{1,40}(?:において|にとって|として|ために|中で|現在|現代|今日|場合|れば)、(?=これ"
    r"|それ)|今後|今や"
    r"|特に|もし|まず|実は|ただ)?"
)
_ZH_INTRO = r"(?:[^，。]{1,8}，)?"
_KO_INTRO = r"(?:[^,.]{1,10}, )?"


def _table(
    point: str, turn: str, row: str
) -> tuple[tuple[Asks, re.Pattern[str]], ...]:
    return (
        (Asks.TARGET, re.compile(f"{_LEAD}(?:{point})")),
        (Asks.TURN, re.compile(_LEAD + turn)),
        (Asks.ROW, re.compile(_LEAD + row)),
    )


_TABLES = {
    "ja": _table(
        f"(?!{_JA_TURN}){_JA_INTRO}{_JA_POINT}|{_JA_EXPLAIN}", _JA_TURN, _JA_ROW
    ),
    "en": _table(f"{_EN_POINT}|{_EN_EXPLAIN}", _EN_TURN, _EN_ROW),
    "zh": _table(f"{_ZH_INTRO}{_ZH_POINT}|{_ZH_EXPLAIN}", _ZH_TURN, _ZH_ROW),
    "ko": _table(f"{_KO_INTRO}{_KO_POINT}|{_KO_EXPLAIN}", _KO_TURN, _KO_ROW),
    "": _table(_OTHER_POINT, _OTHER_TURN, _OTHER_ROW),
}
# この提携 by its name (このSKハイニックスとTSMCの提携): at the head of a paragraph the name is
# target enough.
_NAMED = re.compile(_LEAD + r"(?:[^、。]{1,14}、)?この[「『A-Z\u30a1-\u30fa]")

# Sentences that give the reason of the one before, and sentences without a subject of their own.
_JA_REASON = re.compile(
    r"(?:から|ため)(?:です|だ|である|なのです|なんです|でしょう)[。！]?$"
    r"|[たるいすんだうくむぐぶつ]から[ねよなさ]?[。！]$"
)
_JA_REASON_OWN = re.compile(r"のは|理由|なぜ|背景")
# Unlike …のは…だから, …ませんから does not name what it is the reason of.
_JA_POLITE_REASON = re.compile(
    r"(?:です|ます|でした|ました|ません)から[ねよなさ]?[。！]$"
)
_JA_BARE = re.compile(r"^[^はがもを]*(?:です|だ|である)(?:ね|よ)?[。！]?$")
# A sentence that ends in a noun is the tail of the one before: 初期投資の高さ、移行コスト。
_JA_NOUN_END = re.compile(f"[{HAN}\u30a1-\u30fa\u30fc][」』）)]?。$")
_ASIDE = re.compile(r"[(（][^()（）]+[)）][.。]?$")
_KO_REASON = re.compile(r"때문(?:이다|입니다)\.?$")

_QUESTION = re.compile(
    r"[?？][」』）)”\"'*_\s]*$|(?:でしょうか|ですか|ますか|だろうか|のか)。[\s*_]*$"
)
# After a number or a measure 以下 is a limit (18歳以下は無料。0.1ミリ以下。) and announces nothing.
_COUNTED = (
    r"\d%％歳才岁歲円元人名年月日週周件個个点度割倍級级米分秒号位均想準平"
    r"\u30a1-\u30fc"
)
# What stands behind 以下の and the like.
_OF_BELOW = (
    r"(?:(?:通り|とおり|よう|\S{0,12}(?:つ|点|表|図|リスト|項目|手順"
    r"|段階|ステップ|構成"
    r"|基準|理由|アプローチ|技術|指標|評価|合意|安全策))[^。]{0,24}"
    r"|[^。]{1,24}(?:です|である|した|する|します|ある|あります|示す|示します"
    r"|なる|なります))。?\W*$"
)
_TO_BELOW = r"[^。]{0,8}[:：。]\W*$"
# 高次の is of a higher order, 次の世代 the next generation: neither announces anything. Each
# alternative begins with its letter, so that a search can skip all others.
_LEADS_IN = re.compile(
    rf":\W*$|：\W*$|以下の{_OF_BELOW}|下記の{_OF_BELOW}"
    rf"|次(?<![高低一二三四五目年順逐\d]次)(?!の(?:世代|時代|[日年月週朝]))の{_OF_BELOW}"
    rf"|如下{_TO_BELOW}|以下(?<![{_COUNTED}]以下){_TO_BELOW}"
    r"|다음과 같(?:다|습니다|은)[^.]{0,8}[.:]?\W*$"
)
_LEADS_IN_LATIN = re.compile(
    r"\b(?:as follows|the following|listed below|shown below)\b[^.]{0,24}[.:]?\W*$"
    r"|\b(?:these are|include)\W*$",
    re.I,
)
_LATIN = re.compile("[A-Za-z]")
# Small words alone: programs have names in small letters (pandas 3.0), some authors write all so.
_GOES_ON = re.compile(
    r"\s*(?:and|n?or|but|because|which|where(?:as)?|with(?:out)?|for|from|to|into|in|on|of|by|as"
    r"|than|instead|rather|is|are|was|were|becomes?|does|has|can|will|would|should|must"
    r"|und|oder|aber|sondern|weil|wobei|wo|mit|ohne|für|statt|als|in|ist|sind|wird|werden"
    r"|et|ou|mais|car|qui|dont|où|avec|sans|pour|dans|est|sont"
    r"|y|o|pero|sino|que|donde|con|sin|para|en|es|son|и|или|а|но|который|где|чтобы|для|без|с|в)"
    r"(?=[\s,])"
)
_ASSERTS = re.compile(
    r"(?:では|じゃ)(?:ない|なかった)(?:で(?:しょうか|すか)|だろうか)[。?？]\W*$"
)  # a question in form only
_ANSWER = re.compile(r"^[\s*_]*(?:A\d*[.:：．、)）]|答[え:：]|回答[:：])")

# A new topic or an example that only has its name (さて、今回の機能強化。), or a promise to say,
# ask or count something (問いかけたいことがあります。理由は三つある。).
_SAYS_NEXT = re.compile(
    rf"^\W*(?:さて|さあ|では|それでは|そこで|例えば|たとえば)、[^。]{{1,60}}[{HAN}\u30a1-\u30fa\u30fc][」』）)]?。$"
    r"|(?:問いかけ|問い|伝え|お伝えし|言い|話し|お話しし|聞き|尋ね|確認し|共有し|強調し|指摘し)たい"
    r"(?:こと|点|問い|質問)が(?:[一二三四五1-5]つ)?(?:ある|あります|あるんです|ありまして)。$"
    r"|(?:理由|ポイント|点|方法|視点|課題|要素|段階|選択肢)[はが]、?(?:主に|大きく)?[2-9二三四五六]つ"
    r"(?:ある|あります|です|存在する|存在します|挙げられる|挙げられます)。$"
    r"|^[^。]{0,36}(?:疑問|懸念|不安|課題|問題|壁|懐疑的な(?:目|見方))[もはが]"
    r"(?:いくつか|まだ|たくさん|多く)?(?:残|あ|存在し|持って|立ちはだか)"
    r"(?![^。]{0,5}(?:ませ|な[いくか]|まり|まい|ず))[^。]{0,6}。$"
    r"|^(?:まず|次に|つぎに|最後に|もう[1一]つは|第[一二三四五]に|[一二三四五1-5]つ目は"
    r"|[一二三四五1-5]点目は)、?(?:「[^」]{1,40}」)?[^、。はがもを「」]{0,40}(?:です|(?<!ん)だ|である)。$"
    r"|^(?:but |and |so )?(?:here['’]s (?:what|why|how)|here is (?:what|why|how)"
    r"|let me (?:ask|tell|explain|put it))\b[^.]{0,60}\.$",
    re.I,
)
# It counts what it does not say (The limit solves two problems. その影響は多岐にわたります。), or
# hands over to what stands below. Of 15 sentences in the labels of `hanging` 13 wait.
_COUNTS_NEXT = re.compile(
    r"\b(?:two|three|four|five|six|seven|several|a few|some|many|various) (?:\w+ ){0,2}"
    r"(?:reasons|ways|things|steps|points|tips|lessons|principles|options|types|kinds|parts"
    r"|questions|changes|goals|factors|approaches|rules|stages|phases|problems|issues|challenges"
    r"|categories|methods|features|differences|advantages|drawbacks|benefits|highlights"
    r"|improvements|exceptions|cases|caveats|examples|ideas|possibilities|solutions|strategies)"
    r"(?: [\w-]+){0,3}\.$"
    r"|^(?:[^.,]{0,30}, )?(?:here(?: are|['’]re)|below (?:are|is|you|we)"
    r"|in the following,? (?:we|i))\b"
    r"|^(?:Im Folgenden|Nachfolgend|Hier (?:sind|folgen))\b"
    r"|\b(?:zwei|drei|vier|fünf|mehrere|einige|verschiedene) (?:\w+e[nr]? )?(?:Gründe|Möglichkeiten"
    r"|Arten|Schritte|Punkte|Probleme|Fragen|Änderungen|Vorteile|Nachteile|Ansätze|Wege)\.$"
    r"|^(?:A continuación,? (?:se|te|les|os)|Est[ao]s son)\b"
    r"|\b(?:dos|tres|cuatro|cinco|varias|varios|algunas|algunos) (?:razones|formas|maneras|pasos"
    r"|puntos|problemas|preguntas|cambios|ventajas|opciones|tipos)\.$"
    r"|^(?:Voici|Ci-dessous)\b"
    r"|\b(?:deux|trois|quatre|cinq|plusieurs|quelques) (?:raisons|façons|manières|étapes|points"
    r"|problèmes|questions|changements|avantages|options|types)\.$"
    r"|^(?:Ниже|Вот (?:несколько|некоторые|два|три))\b"
    r"|(?<!\w)(?:два|две|три|четыре|пять|несколько) (?:причин|способ|шаг|вопрос|вариант|проблем"
    r"|тип)"
    r"[а-я]{0,3}\.$"
    r"|(?:두|세|네|몇|여러) ?가지[^.,]{0,14}있(?:다|습니다)\.$",
    re.I,
)
_COUNTS_NEXT_CJK = re.compile(
    r"は[^、。]{0,6}多岐に(?:わた|渡)[^。]{0,8}。$"
    r"|有(?:两|兩|三|四|五|几|幾|以下)(?:个|個|种|種|点|點|方面)[^，。]{0,8}。$"
)
MAX_COUNTING = 45  # characters: a longer sentence of 多岐 says something itself

# Scores, bonds, what is unfit and what stands alone all ask the same of the same sentences.
N_REMEMBERED = 1024

MIN_CJK_CHARS = 9  # shorter ones ("重要なのは精度。", "이유는 간단하다.") live on their neighbour
MIN_WORDS = 4


@remembered(maxsize=N_REMEMBERED)
def what_it_asks(plain: str, language: str) -> Asks:
    """Return what the opening of a sentence asks for.

    Args:
        plain: The sentence as plain text.
        language: Its language.

    >>> what_it_asks("しかし、課題もあります。", "ja")
    <Asks.TURN: 2>
    >>> what_it_asks("また、費用も下がります。", "ja")
    <Asks.ROW: 1>
    >>> what_it_asks("This article explains the rules.", "en")
    <Asks.NOTHING: 0>
    """
    if _ANSWER.match(plain):
        return Asks.TARGET
    table = _TABLES.get(base(language), _TABLES[""])
    return next(
        (asks for asks, opening in table if opening.match(plain)), Asks.NOTHING
    )


# A pronoun, and before it nobody: no title, and no name that is a topic or one of two.
_JA_STRANGER = re.compile(
    r"(?:(?!氏|さん|CEO|会長|社長|博士|教授|首相|大統領"
    rf"|[{HAN}\u30a1-\u30fcA-Za-z\d」』）)](?:は|が|も|と))[^。]){{0,60}}?"
    r"(?:彼|彼女|彼ら|(?<![共協])同社|同氏|(?<!車)両社|(?<!車)両者)(?:が|は|の|も|を|に)"
)
_CONCEDES = re.compile(
    r"(?:かもしれ(?:ません|ない)|(?:では|じゃ)(?:ありません|ない)|でしょう)。$|^もちろん"
    r"|\b(?-i:may|might(?! of\b))(?=\s+[a-z])|\b(?:of course|to be sure)\b|^\W*granted\b",
    re.I,
)
# Of the openings that turn, those that take back what was said. A claim whose refusal is cut says
# the opposite of the article.
_ANSWERS = {
    "ja": re.compile(
        _LEAD
        + r"(?:しかし|だが|ただし|ただ、|ですが|でも[、ね]|けれど|だけど|ところが|とはいえ|それでも"
        r"|にもかかわらず|もっとも、|反対に|逆に|むしろ|(?:その)?一方)"
    ),
    "en": re.compile(
        _LEAD
        + r"(?:However|But|Yet|Instead|Nevertheless|Nonetheless|Rather|Still,|Even so"
        r"|In contrast|By contrast|Conversely|On the other hand|On the contrary|That said"
        r"|Unfortunately,)(?!\w)"
    ),
    "zh": re.compile(_LEAD + r"(?:然而|但|可是|不过|不過|相反|反之)"),
    "ko": re.compile(
        _LEAD + r"(?:하지만|그러나|그런데|그렇지만|다만|반면|오히려)"
    ),
    "": re.compile(
        _LEAD
        + r"(?:Aber|Doch|Jedoch|Allerdings|Trotzdem|Dennoch|Mais|Cependant|Toutefois|Pourtant"
        r"|En revanche|Pero|Sin embargo|No obstante)\b"
    ),
}


def begins_nothing(plain: str, language: str) -> bool:
    """Tell whether no text begins with a sentence: it turns, points, or speaks of somebody unnamed.

    What only says how things stand (そんな中で、) begins one text in eighty; of 465 labelled ones
    none begins with what points at a thing (この仕組みは).

    >>> begins_nothing("大手の創業者でもある彼が、会社を作った。", "ja")
    True
    >>> begins_nothing("町長の山田氏は、彼の計画を話した。", "ja")
    False
    """
    if answers_claim(plain, language):
        return True
    points = what_it_asks(plain, language) is Asks.TARGET
    if points and not _SETS_SCENE.match(plain):
        return True
    return base(language) == "ja" and bool(_JA_STRANGER.match(plain))


def concedes(plain: str) -> bool:
    """Tell whether a sentence grants something, so that the next may take it back.

    >>> concedes("時に完璧に見えるかもしれません。"), concedes("費用は増えました。")
    (True, False)
    """
    return bool(_CONCEDES.search(plain))


def answers_claim(plain: str, language: str) -> bool:
    """Tell whether a sentence takes back, or sets something against, the sentence before it.

    >>> answers_claim("しかし、課題もあります。", "ja"), answers_claim("そのため、増えた。", "ja")
    (True, False)
    """
    return bool(_ANSWERS.get(base(language), _ANSWERS[""]).match(plain))


def names_its_target(plain: str, language: str) -> bool:
    """Tell whether a pointing sentence says by name what it points at (このHBM4という規格は…)."""
    return base(language) == "ja" and bool(_NAMED.match(plain))


# It points at how things stand, or at what comes.
_SETS_SCENE = re.compile(
    r"(?:そんな|こんな|こうした|そうした|このような|そのような|この|その)(?:中|なか)[、で]"
    r"|Here(?:['’]s| is| are)\b"
)


@remembered(maxsize=N_REMEMBERED)
def leans_back(plain: str, language: str) -> bool:
    """Tell whether a sentence inside a paragraph cannot stand without the one before, whatever
    its opening.

    It gives the reason of the one before (…からです), has no subject of its own (…などです), speaks
    of somebody not named in it (…である彼が), is an aside in brackets or too short to say anything.
    """
    if _ASIDE.match(plain):
        return True
    tag = base(language)
    if tag == "ja":
        if _JA_POLITE_REASON.search(plain) or _JA_STRANGER.match(plain):
            return True
        if _JA_REASON.search(plain) and not _JA_REASON_OWN.search(plain):
            return True
        if _JA_BARE.match(plain) or _JA_NOUN_END.search(plain):
            return True
    if tag == "ko" and _KO_REASON.search(plain):
        return True
    n_cjk = count_cjk(plain)
    return n_cjk < MIN_CJK_CHARS and len(plain.split()) < MIN_WORDS


@remembered(maxsize=N_REMEMBERED)
def is_question(plain: str) -> bool:
    """Tell whether a sentence asks."""
    return bool(_QUESTION.search(plain)) and not _ASSERTS.search(plain)


@remembered(maxsize=N_REMEMBERED)
def leads_in(plain: str) -> bool:
    """Tell whether a sentence announces what stands under it: a list, a table, a quote, code."""
    if _LEADS_IN.search(plain):
        return True
    return bool(_LATIN.search(plain)) and bool(_LEADS_IN_LATIN.search(plain))


def goes_on(text: str) -> bool:
    """Tell whether a text goes on with a sentence that was begun before it.

    Args:
        text: Its Markdown.

    >>> goes_on("and recompile."), goes_on("npm recompiles."), goes_on("Recompile.")
    (True, False, False)
    """
    return bool(_GOES_ON.match(text))


def says_next(plain: str) -> bool:
    """Tell whether a sentence names or promises what comes next and says nothing of it.

    >>> says_next("さて、今回の機能強化。"), says_next("さて、機能が増えた。")
    (True, False)
    """
    return bool(_SAYS_NEXT.search(plain)) or counts_next(plain)


def counts_next(plain: str) -> bool:
    """Tell whether a sentence counts what it does not say, or hands over to what stands below."""
    if plain.endswith("."):
        return bool(_COUNTS_NEXT.search(plain))
    is_short = len(plain) < MAX_COUNTING
    return is_short and bool(_COUNTS_NEXT_CJK.search(plain))
