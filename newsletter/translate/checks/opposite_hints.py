"""Hold words that only hint at one of two opposite things: an order at buying, "more" at rising.

The same form as `opposite_words`. A hint alone proves nothing and is never set against
another hint: it is heard when the one text names an end plainly, and the other text has no
plain word for that scale but hints at the other end alone. Written by hand from what such
words mean, measured on right translations (docs/design.md).
"""

from __future__ import annotations

HINTS = {
    "en": """
        AMOUNT: add adds added adding additional doubl* tripl* quadrupl* swell* swollen
            mount* inflat* outbreak* advanc* extend* extens* enhanc* promot* peak* reviv*
            recover* appreciat* gain gains gained gaining highest higher ascend* upper lift*
            multipl* develop* spike* spiral* booming boom booms hot outpac* exceed* surpass*
            further progress* heighten* better best efficien* sharpen* optimi* uplift*
            foster* broaden* scale upward* improv* maximi* fast* push* build building |
            abat* subsid* curb* curtail* reced* trim* shed sheds shedding minimi* collaps*
            crash* erod* erosion wan* contracted contracting contraction taper* fad*
            depress* descend* deduct* subtract* discount* cut cuts cutting lost loss losses
            lower lowest cheaper cool* cold mitigat* restrain* suppress* limit* slow*
            set-back setback* backward* negligible insignificant* depreciat* shallow* remov*
            withdr* recess* shortage* break* less sav* avoid* eliminat* relie* resolv* worse
            worst
        PROFIT: earn earns earned earning acquir* acquisition* get gets got getting receiv*
            achiev* attain* secur* win wins winning reward* revenue* advantage* lucrative
            make makes made paid pays margin* return returns dividend* yield* payoff* bonus*
            good | forfeit* wast* suffer* disappear* expir* damage* miss missed missing
            despair* debt* bankrupt* without harm* injur* casualt* toll destr* deprive*
            negativ*
        DEAL: shop shops shopping shopper* order* customer* consumer* cart pay pays paid
            paying checkout spend* spent acquir* procur* afford* get bought-out invest*
            client* patron* payer* ticket* subscri* book booked booking bookings owner* own
            owned item | auction* vendor* retail* wholesal* market* traffick* dealer*
            merchant* offer* launch* peddl* monetiz* distributor* dispos* divest* offload*
            shopkeeper* supplier* stall* trade trader* traders trading distribut* store
            stores stocked stocks vending releas* introduc* brand* catalog*
        STRENGTH: solid firm firmly sturdy hard harder harsh* sever* extrem* deep* great
            greatly sharp* fierc* violent* potent mighty tough* aggressiv* vigor*
            considerabl* significant* much very highly badly serious* intense heavy heavily
            hot loud* terribl* enhanc* bolster* tight* fortif* improv* consolidat*
            stringent* strict* keen* passionat* best bitter* fervent* staunch* resist*
            withstand* resilien* big power* forc* stabl* step | fragil* feeble faint* gentl*
            mild* soft* slight* poor poorly sluggish subdued frail lukewarm delicat* modest*
            light lightly thin little bit vulnerab* susceptib* less soften* loos*
        TIME: previously until till ahead advance* pre by first ex yet preced* eve already |
            then next behind post once when upon from follow* past end* finish* complet*
        NUMBER: increas* add adds added additional extra plenty further growing grow rising
            dozens hundreds multiple much | decreas* declin* reduc* few rare rarely scarce*
            shortage* little
        HEIGHT: top tall taller tallest peak* upper rise* rising expensive maxim* | bottom
            lowered lowering minim* reduc* fall fell falling cheap*
    """,
    "ja": r"""
        AMOUNT: 拡 広が 盛り上 上乗 追加 加え 加わ 倍 積み 相次 流行 普及 進[むみん展] 促
            浮上 続伸 反発 最高 回復 突破 活発 過熱 旺盛 アップ 昇 登 のぼ 充実 膨 発展 新た
            強く さらに 蔓延 多 高 深[まめ] 長引 前進 高度 底上 押し上 幅広 積[むみん] 新し
            出世 昇進 | ダウン 割[りれっ] 収束 収ま 抑 削 カット 落[ちとす] 沈 冷 失速 鈍
            衰 薄 引き下 安く 割引 値引 軽減 節約 半減 消え 損な 控え 弱 緩 少な 短縮 失
            降[りっ] 転落 廃 止[めまん] 不況 省 沈静 除 退 撤 空[いく] 途切 割れ
        PROFIT: 稼 得 手に入 取得 受け取 受け? 取り? 恩恵 成果 プラス 掴 つか 確保 もらえ
            いただ 獲 享受 利 益 もうけ メリット 賞 稼ぎ 給 報酬 | 損 損害 失 逃 マイナス
            なく[しなす] 奪 被害 落と 破産 負 赤 絶望 無駄 浪費 被
        DEAL: 買 購 注文 発注 入手 調達 課金 支払 払[いうっわ] 消費者 顧客 客 落札 手に入
            仕入 ショッピング 取得 投資 オーダー カート | 販 出品 出荷 店 商 提供 取扱 取り扱
            扱 オークション 競売 展開 完売 投入 リリース 始め 累計 無くなり 市場 譲
        STRENGTH: 力強 根強 烈 力 激 頑丈 奮 丈夫 堅 硬 厳し 猛 深 極端 極め かなり
            ひど とても 大い 著し 大幅 もっと ますます さらに 重 熱 篤 濃 高 大き しっかり
            ぎゅっ 凄 すご 有力 多 耐え 負けな 絶対 きつ 極寒 安定 しのぐ | 脆 もろ 軟 柔
            緩 かすか 微 薄 軽 衰 不振 低迷 わずか 乏し 淡 優し やさし 少し 苦手 敏感 傷つ
        TIME: 前 まで 先 予め あらかじめ かつて 元 旧 昔 これまで 過去 早 ないうち うちに 未
            | 後 たら てから でから 次 すると 以来 明け 終 その後 続 上で 際 完了 あと 経
            のち から 中 よう て
        NUMBER: 増 相次 次々 さらに 追加 | 減 足り 不足 乏し まれ 稀
        HEIGHT: 上 頂 トップ 増 | 下 底 減
    """,
    "zh": r"""
        AMOUNT: 加(?![拿盟入利州]) 延长 扩 添 倍 翻[一两番倍] 攀 飙 激增 更[多高大强]
            提升 上浮 促进 推动 发展 壮大 繁荣 复苏 回升 反弹 突破 爆发 火爆 新高 高涨 越来越
            进一步 日趋 优化 进 | 缩 滑 收窄 消退 节约 打折
            优惠 折 退 减免 亏 低迷 回调 下行 缓 少 衰 短 不足
        PROFIT: 掌握 取 得 收 赚 挣 争取 享 获 益 奖 红利 回报 薪 | 丢 失 损 缺 流失
            破产 浪费 绝望 害 伤 坏
        DEAL: 订购 下单 选购 置 收 采 消费 顾客 客户 付款 付 团购 抢 入手 拍下 客人 钱
            投资 选 | 拍卖 拐卖 商家 经销 店 推出 上市 促销 贩 零售 批发 供应 挂牌 清仓 货
            商 营业 活动 供 市场 品牌
        STRENGTH: 猛 坚 烈 硬 壮 劲 严 极 非常 十分 特别 深 力 牢 稳固 浓 大 很 太
            更 高 稳 紧 耐 优 | 虚 软 脆 差 轻 微 淡 疲 乏 低迷 温和 柔 小 稍 松 怕
        TIME: 前 先 原 曾 早 预 未 没 | 后 再 接着 然后 完 了 随 等 以来 自 从 起 过
        NUMBER: 增 加 众多 丰富 各种 不少 | 减 缺 罕 稀 不足
        HEIGHT: 上 顶 涨 升 | 下 底 跌 降
    """,
    "de": """
        AMOUNT: hinzu* zusätz* verdoppel* verdreifach* anwachs* aufwärts* hochge* boom*
            *ausbau* *ausbruch* ausbreit* vermehr* zuleg* zugelegt* vergrößer* förder*
            teurer* plus aufsteig* wächst weiter* größer* mehr* *anstiege* steiger*
            optimier* besser* optim* breit* ausgedehn* dehn* hebt | abwärts* *minder*
            *schwund* *kürzung* kürz* gekürzt* stürz* absturz* abstürz* nachlass*
            nachgelassen* *einbrüche* einbrech* drossel* *abbau* abgebaut* verkleiner*
            einschränk* dämpf* runter* herunter* herab* *rabatt* minus spar* reduktion*
            ermäßig* schwind* unerheblich* gering* weniger* schmäler* kleiner* einbruch*
            lös* vermeid* entlast* erleichter* schlecht*
        PROFIT: bekomm* bekam* erlang* erwerb* einnahm* verdien* *ertrag *erträge nutzen
            profitier* erreich* errung* plus holt* gewähr* vorteil* rendite* einkommen*
            marge* *vorteil* gut | einbuß* *schaden* *schäden* büß* verschwind* verschwund*
            fehl* verpass* verzweif* minus insolv* pleite nachteil* opfer* unkosten
        DEAL: bestell* kunde* kundin* *kauf anschaff* besorg* warenkorb* einkaufswagen*
            spendier* bezahl* verbraucher* konsument* gönn* zuleg* *bestellung* leiste*
            investier* abonn* besitz* eigentüm* | händler* *händler* *handel *handels
            handel* vermarkt* *angebot* anbiet* vertreib* *laden läden shop* liefer*
            auktion* versteiger* *umsatz* *umsätz* onlinebereich* *marke* hersteller* börse*
            produkt*
        STRENGTH: sehr extrem* enorm* mächtig* erheblich* deutlich* massiv* tief* hart* fest
            robust* stabil* schwer* kräftig* besonders wider* fest* eng streng* gut |
            leicht* mild* sanft* gering* zart* dünn* flau* matt* labil* fragil* anfällig*
            etwas wenig* klein* empfindlich*
        TIME: vor bis ehe zunächst erst zuerst noch früher* davor voraus* ex bereits vorher*
            vorig* | nach seit ab dann sobald später folg* hinter künftig* danach
        NUMBER: zusätz* steig* wachs* weitere* zahlreich* dutzend* hunderte* massenhaft
            *menge | selten* rar knapp* mangel* abnahm* sink*
        HEIGHT: ober* spitze* steig* maxim* groß* | unter* boden* sink* minim* klein*
    """,
    "fr": """
        AMOUNT: plus davantage ajout* doubl* tripl* multipli* mont* gonfl* agrandi* étend*
            développ* envol* explos* progress* major* supérieur* relev* mieux meilleur*
            optimis* | moins descend* tomb* déclin* fléchi* repli* amoindri* rétréci* minor*
            rabais remis* allég* faibl* économ* limit* évit* soulag* résou*
        PROFIT: obten* obtien* acqui* recev* reçu* remport* avantage* rendement* revenu*
            salaire* | manqu* disparu* dommage* dégât* coût*
        DEAL: command* client* paye* panier* consommat* shopping* emplette* facture* paie*
            abonn* propriétaire* | commerce* commerç* détail* boutique* magasin* distribut*
            enchère* fournis* offr* promo* écoul* solde* produit* marque*
        STRENGTH: très extrême* vif vive* solide* profond* lourd* dur* sévère* grave*
            beaucoup tellement grand* important* résist* stable* ferme* strict* meilleur* |
            léger* légère* doux douce* fragile* modér* mou timide* petit* peu sensible*
            vulnérab*
        TIME: avant jusqu* abord déjà précéd* ancien* | après puis ensuite suite depuis
            suiv* dès lors
        NUMBER: augment* suppl* nombre* | rare* manque* diminu*
        HEIGHT: sommet* augment* maxim* | fond bas* diminu*
    """,
}
