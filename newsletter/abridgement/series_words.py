"""The words that count: first, second, next, finally, and what goes on with a first, by language.

They stand at the head of a sentence. An ordinal says which member it is; an opener begins a row,
and what goes on or ends asks for one that was begun. What only adds (also, さらに) asks for nothing
here, and is the second that a first waits for where no other comes.

Source: the connectives of sequence, list and conjunction of the Penn Discourse Treebank 3.0 (Webber
et al. 2019) for English, of DimLex (Stede 2002) for German, LexConn (Roze et al. 2012) for French,
and their like in grammars of the other languages. Left out is what begins many a sentence that
counts nothing: "So", "Da".
"""

from __future__ import annotations

from typing import NamedTuple


class CountingWords(NamedTuple):
    """Patterns of one language, for the head of a sentence.

    Attributes:
        ordinals: The first, the second … member.
        opens: Begins a row without a number.
        goes_on: A further member of a row that was begun.
        ends: The last one.
        adds: What may be a further member, at the head of a paragraph.
    """

    ordinals: tuple[str, ...]
    opens: str
    goes_on: str
    ends: str
    adds: str


BY_LANGUAGE = {
    "ja": CountingWords(
        (),  # written in figures: `series` reads them
        r"まず(?![いくかさしま])|最初に|はじめに、|初めに、|一方では",
        r"次に|つぎに|次いで、|続いて(?!い)|続けて、|もう[1一ひ](?:つ|とつ)|他方では|その次に",
        r"最後に",
        r"また、|さらに|更に|そして|加えて|それから、|そのほか|その他、|一方、?|他方、?|同時に",
    ),
    "en": CountingWords(
        (
            r"First(?:ly)?,",
            r"Second(?:ly)?,",
            r"Third(?:ly)?,",
            r"Fourth(?:ly)?,",
            r"Fifth(?:ly)?,",
        ),
        r"To (?:begin|start) with,|First of all,|First and foremost,|For starters,"
        r"|For one(?: thing)?,|On (?:the )?one hand\b"
        r"|One (?:reason|way|option|approach|advantage|benefit|drawback|problem|issue|possibility"
        r"|solution)\b",
        r"Next,|Then,|The other\b|For another\b|On the other hand\b"
        r"|(?:Another|The next) (?:reason|way|step|thing|option|approach|advantage|benefit|drawback"
        r"|problem|issue|possibility|solution)\b|Another (?:is|was)\b"
        r"|After (?:that|this),|Afterwards?,|Subsequently,",
        r"Finally,|Lastly,|Last,|Last but not least,",
        r"Also,|Additionally,|In addition\b|Moreover,|Furthermore,|Besides\b|What['’]s more,"
        r"|Beyond that,|Plus,|And\b",
    ),
    "de": CountingWords(
        (
            r"Erstens\b",
            r"Zweitens\b",
            r"Drittens\b",
            r"Viertens\b",
            r"Fünftens\b",
        ),
        r"(?:Zunächst|Zuerst|Zuallererst|Als [Ee]rstes|Zum einen|Einerseits"
        r"|Auf der einen Seite)\b",
        r"(?:Dann|Danach|Anschließend|Im Anschluss|Als [Nn]ächstes|Daraufhin|Zum ander(?:e)?n"
        r"|Andererseits|Auf der anderen Seite)\b",
        r"(?:Schließlich|Zuletzt|Zum Schluss|Abschließend|Letztens|Als [Ll]etztes)\b",
        r"(?:Außerdem|Zudem|Darüber hinaus|Des Weiteren|Ferner|Überdies|Hinzu kommt"
        r"|Ein weitere[rs]?|Eine weitere)\b",
    ),
    "fr": CountingWords(
        (
            r"(?:Premièrement|En premier lieu)\b",
            r"(?:Deuxièmement|Secondement|En (?:deuxième|second) lieu)\b",
            r"(?:Troisièmement|En troisième lieu)\b",
            r"(?:Quatrièmement|En quatrième lieu)\b",
            r"(?:Cinquièmement|En cinquième lieu)\b",
        ),
        r"(?:(?:Tout )?[Dd]['’]abord|Pour commencer|D['’]une part|D['’]un côté)\b",
        r"(?:Ensuite|Puis|Après cela|D['’]autre part|De l['’]autre côté)\b",
        r"(?:Enfin|Finalement|Pour finir|Pour terminer|En dernier lieu)\b",
        r"(?:De plus|En outre|Par ailleurs|Une? autre)\b",
    ),
    "es": CountingWords(
        (
            r"(?:En primer lugar\b|Primeramente\b|Primero,)",
            r"(?:En segundo lugar\b|Segundo,)",
            r"(?:En tercer lugar\b|Tercero,)",
            r"(?:En cuarto lugar\b|Cuarto,)",
            r"(?:En quinto lugar\b|Quinto,)",
        ),
        r"(?:Primero|Para empezar|Ante todo|Por un lado|Por una parte)\b",
        r"(?:Luego|Después|A continuación|Seguidamente|Por otr[ao](?: lado| parte)?)\b",
        r"(?:Por último|Finalmente|En último lugar|Para terminar)\b",
        r"(?:Además|Asimismo|También|Otr[ao])\b",
    ),
    "it": CountingWords(
        (
            r"In primo luogo\b",
            r"In secondo luogo\b",
            r"In terzo luogo\b",
            r"In quarto luogo\b",
            r"In quinto luogo\b",
        ),
        r"(?:Innanzitutto|Anzitutto|Prima di tutto|Per prima cosa|Da un lato|Da una parte)\b",
        r"(?:Poi|In seguito|Successivamente|Dopodiché|Dall['’]altr[ao](?: lato| parte)?)\b",
        r"(?:Infine|Per ultimo|Da ultimo|Per finire)\b",
        r"(?:Inoltre|In più|Un['’]? ?altr[ao])\b",
    ),
    "pt": CountingWords(
        (
            r"(?:Em primeiro lugar\b|Primeiramente\b|Primeiro,)",
            r"(?:Em segundo lugar\b|Segundo,)",
            r"(?:Em terceiro lugar\b|Terceiro,)",
            r"(?:Em quarto lugar\b|Quarto,)",
            r"(?:Em quinto lugar\b|Quinto,)",
        ),
        r"(?:Primeiro|Para começar|Antes de (?:mais nada|tudo)|Por um lado)\b",
        r"(?:Depois|Em seguida|A seguir|Por outro lado)\b",
        r"(?:Por fim|Por último|Finalmente|Para terminar)\b",
        r"(?:Além disso|Ademais|Também|Outr[ao])\b",
    ),
    "nl": CountingWords(
        (
            r"Ten eerste\b",
            r"Ten tweede\b",
            r"Ten derde\b",
            r"Ten vierde\b",
            r"Ten vijfde\b",
        ),
        r"(?:Allereerst|Om te beginnen|Enerzijds|Aan de ene kant)\b",
        r"(?:Daarna|Vervolgens|Anderzijds|Aan de andere kant)\b",
        r"(?:Ten slotte|Tenslotte|Tot slot|Als laatste)\b",
        r"(?:Bovendien|Daarnaast|Verder|Een ander[e]?)\b",
    ),
    "ru": CountingWords(
        (
            r"Во-первых\b",
            r"Во-вторых\b",
            r"В-третьих\b",
            r"В-четв[её]ртых\b",
            r"В-пятых\b",
        ),
        r"(?:Сначала|Сперва|Для начала|Прежде всего|С одной стороны)\b",
        r"(?:Затем|Потом|Далее|После этого|С другой стороны)\b",
        r"(?:Наконец|И наконец|В заключение|Напоследок)\b",
        r"(?:Кроме того|Также|Ещё|Еще|Помимо этого|К тому же)\b",
    ),
    "zh": CountingWords(
        (
            r"(?:第一[，,：]|其一|一是|一来|一來)",
            r"(?:第二[，,：]|其二|二是|二来|二來)",
            r"(?:第三[，,：]|其三|三是)",
            r"(?:第四[，,：]|其四|四是)",
            r"(?:第五[，,：]|其五|五是)",
        ),
        r"(?:首先|先是|一方面)",
        r"(?:其次|然后|然後|接着|接著|接下来|接下來|随后|隨後|另一方面|再次[，,]|再者)",
        r"(?:最后|最後[，,]|末了)",
        r"(?:此外|另外|同时|同時|还有|還有|而且|并且|並且)",
    ),
    "ko": CountingWords(
        (
            r"(?:첫째|첫 ?번째(?:는|로))",
            r"(?:둘째|두 ?번째(?:는|로))",
            r"(?:셋째|세 ?번째(?:는|로))",
            r"(?:넷째|네 ?번째(?:는|로))",
            r"(?:다섯째|다섯 ?번째(?:는|로))",
        ),
        r"(?:먼저|우선|한편으로는)",
        r"(?:다음으로|그 ?다음(?:에|으로)|이어서|다른 한편으로는|또 하나는)",
        r"(?:마지막으로|끝으로)",
        r"(?:또한|또 |그리고|게다가|아울러|더불어)",
    ),
}
