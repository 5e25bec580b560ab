"""Hold the words for opposite things, language by language.

A line is a scale, its one end, and its other end. In languages with spaces a word stands
as it is written; `increas*` is every word that begins so, `*rückgang` every word that ends
so, `*export*` both. Where words stand without spaces (Japanese, Chinese) and where endings
are glued to them (Korean) a word is a pattern.

A table need not be whole: what it does not know is not looked at. Words that have many
other senses are left out on purpose ("declined to comment" stays, "a contract", "I left",
"over" do not), since each was measured on right translations (docs/design.md).
"""

from __future__ import annotations

import re

TABLES = {
    "en": """
        AMOUNT: rise rises rising rose risen increas* grow grows growing grew grown growth climb
            climbs climbed climbing surg* soar* jump jumps jumped jumping boost boosts boosted
            boosting raise raises raised raising upward* upside expan* rally rallied rallies
            accelerat* escalat* rebound* skyrocket* hike hikes hiked upturn uptick heighten*
            widen* enlarg* upgrad* improvement strengthen* improv* intensif* heightened elevated
            spread spreads spreading explod* doubled doubles doubling tripled quadrupled
          | fall falls fell fallen falling decreas* declin* drop drops dropped dropping reduc*
            shrink* shrank shrunk plung* plummet* slump* tumbl* slid slide slides sank sunk sink
            sinks sinking downward* downside lowered lowering dwindl* diminish* lessen* slash*
            decelerat* downturn dip dips dipped halved downgrad* narrowed narrows narrowing weaken*
            lose loses losing fewer ease eases eased easing alleviat* slowdown
        PROFIT: profit profits profitable profitability surplus* gain gains gained gaining
            earnings profited profiting won obtain obtained benefit* proceeds income
          | loss losses deficit* lose loses losing lost
        TRADE: export exports exported exporting exporter exporters
          | import imports imported importing importer importers
        DEAL: buy buys buying bought buyer buyers purchas*
          | sell sells selling sold seller sellers sale sales
        STRENGTH: strong stronger strongest strongly strength* robust powerful reinforc*
            intensif* boost* heavy heavily forceful appreciated appreciation
          | weak weaker weakest weakly weaken* weakness* depreciat* devalu*
        NUMBER: more most many numerous majority lot lots | less fewer fewest minority
        HEIGHT: high higher highest highs | low lower lowest lows
        TIME: before prior beforehand ago former formerly earlier
          | after afterwards afterward following subsequent* since later
        HOUR: early earlier earliest | late later
        SIZE: big bigger biggest large larger largest huge giant
          | small smaller smallest tiny little
        LENGTH: long longer longest lengthy | short shorter shortest shorten*
        CONTEST: win wins winning won winner winners victor*
          | lose loses losing lost loser losers defeat defeats
        STATE: better best improv* enhanc* upgrad*
          | worse worst worsen* deteriorat* aggravat* declin*
        SPEED: fast faster fastest quick quicker quickly rapid* accelerat*
          | slow slower slowest slowly slowing slowed slows
        PRICE: expensive costly pricey | cheap cheaper cheapest cheaply inexpensive
        LIMIT: maximum maximal maximi* | minimum minimal minimi*
        WEIGHT: heavy heavier heaviest | light lighter lightest lightweight
        DEPTH: deep deeper deepest deeply | shallow shallower shallowest
        MARKET: demand demands | supply supplies supplied supplier suppliers supplying
        NORTH: north northern northward northwest northeast
          | south southern southward southwest southeast
        EAST: east eastern | west western
        DOOR: open opens opened opening reopen* | close closes closed closing closure shut
        LEVEL: above exceed* surpass* | below beneath
        TRANSFER: upload* | download*
        RANK: promot* | demot*
        PLACE: domestic domestically | overseas abroad foreign
        ANSWER: favor favour approv* approval uphold* upheld confirm* admit* accept*
          | oppos* disapprov* reject* deny denies denied denying denial dismiss* refus*
        RESULT: succe* | fail*
        PRECISION: about around approximately roughly nearly almost some | exactly precisely
        WEEKDAY: monday mondays | tuesday tuesdays | wednesday wednesdays | thursday thursdays
          | friday fridays | saturday saturdays | sunday sundays
        MONTH: january | february | march- | april | may- | june | july | august | september
          | october | november | december
        COMING: yesterday | tomorrow upcoming
        DUTY: must mandatory compulsory obligatory obliged | may might optional optionally voluntary
        FEE: gratis complimentary | chargeable charged fee fees surcharge*
        WHOLE: everyone everybody | nobody none
        QUAKE: intensity | magnitude
        TAX: including inclusive | excluding exclusive excludes excluded
        SEX: man men male males boy boys | woman women female females girl girls
        SEASON: springtime | summer summers | autumn autumns | winter winters
        KIN: father fathers dad | mother mothers mom mum | son sons | daughter daughters
          | husband husbands | wife wives
        RATE: secondly | minutely | hourly | daily | weekly | monthly | yearly annually annual
    """,
    "ja": r"""
        AMOUNT: 増(?![田井山永本島上]) 上昇 (?<![仕いちし召売り])上[がげ] 上回 高騰 急騰 高ま
            高め 伸[びばし] 拡大 値上 多く(?:す|な) 向上 成長 強ま 強め 躍進 加速 膨ら 拡張 強化
            改善 右肩上
          | 減 前年割れ 右肩下
            下落 下が 下げ 下回 急落 落ち込 落ち着?く?(?=込|[たてる]) 縮小 値下 暴落 低下
            低迷 少なく(?:す|な) 弱ま 減速 後退 悪化 下降 縮[まめ] 和らげ 緩和
        PROFIT: 利益 黒字 儲[かけ] もうけ 収益 増益 得[らるたてよ] 獲得 勝
          | 損失 赤字 欠損 損[をはがし] 失[っいう] 失わ 敗 負け 消え 無くし なくし 紛失
        TRADE: 輸出 | 輸入
        DEAL: 買[いうっわえお取収] 購入 購買 仕入 買付 お買 買物 奢
          | 売[りるっられ却] 販売 発売 売り上 売上 売 セール
        STRENGTH: 強[いくかさまめ化力大] 堅調 高める 高め 激し 円高 ドル高 元高 ユーロ高
          | 円安 ドル安 元安 ユーロ安 弱[いくかさまめ化体点]
        NUMBER: 多[いくか数額め様] たくさん 大勢 大半 もっと 山ほど 多 いっぱい
          | 少な(?!くとも|くな|からず) 少数 少額 わずか
        HEIGHT: 高[いくかさま額値め] 最高 高(?![橋木田山島松知梨校])
          | 低[いくかさ額下値め] 最低 低
        TIME: (?<=[のうくぐすつぬぶむる年月日間週分])前(?![年月日後回半提向進面者]) 以前 事前 まえ
          | (?<=[のた年月日間週分])後(?![半者継輩ろ退]) 以後 以降 あと(?!\d) てから のちに 後に 直後
        HOUR: 早[いくかめ期朝] | 遅[いくかめ] 遅れ 晩
        SIZE: 大き 巨大 大規模 大型 最大 多大 | 小さ 小規模 小型 最小
        LENGTH: 長[いくかさ期時] 延長 | 短[いくかさ期時縮]
        CONTEST: 勝[っつちて利者] 優勝 当選 獲得 | 負け 負かさ 敗 失[っいうわ]
        STATE: 改善 良[いくかか好] 向上 好転 回復 よりよ 改良 | 悪[いくか化] 最悪
        SPEED: 速[いくかめ] 早[いくか] 高速 迅速 急速 急激 加速 すぐ
          | 遅[いくか] 低速 減速 ゆっくり
        PRICE: 高価 高[いくか額騰] 割高 | 安[いくか価値] 割安 格安 低価格
        LIMIT: 最大 上限 最高 | 最小 下限 最低
        WEIGHT: 重[いくたさ] 大型 | 軽[いくさ量]
        DEPTH: 深[いくまめさ刻] | 浅[いく]
        MARKET: 需要 | 供給 補給
        NORTH: 北 | 南
        EAST: 東(?!京|芝|レ|洋) | 西(?!暦|洋)
        DOOR: 開[いけくき店始催幕放] 再開 オープン | 閉[まめじ店鎖幕会] 休業
        LEVEL: 上回 超え 以上 | 下回 以下 未満
        TRANSFER: アップロード アップ | ダウンロード
        RANK: 昇 促進 推進 プロモ 宣伝 | 降格 左遷
        PLACE: 国内(?!外) 国内外 内外 | 国外 海外 国内外 内外
        ANSWER: 賛成 賛同 承認 可決 賛否 認め(?!な|られな) 支持 是認
          | 反対 否決 却下 拒否 拒絶 賛否 棄却 否定 否認 退け
        RESULT: 成功 成否 | 失敗 成否
        PRECISION: 約(?![束款定分1-9一二三]{2}) およそ ほぼ ほど 前後 程度 くらい ぐらい 余り |
            ちょうど きっかり ぴったり
        HALF: 上半期 上期(?!待) 前半 前期 | 下半期 下期 後半 後期
        DAYTIME: 午前 朝 | 午後 夜 夕
        QUARTER: 第[1１一]四半期 1[〜～-]3月期 | 第[2２二]四半期 4[〜～-]6月期 |
            第[3３三]四半期 7[〜～-]9月期
          | 第[4４四]四半期 10[〜～-]12月期
        PERIOD: 前年同?[期月週]?比 前年(?:度|に)比 前年比 前年同[期月] | 前期比 前四半期比 |
            前月比 前月に比
          | 前週比 前週に比 | 前日比 前日に比 前営業日
        PART: 半[分数ば額] | 3分の[12] 三分の[一二] | 4分の[13] 四分の[一三]
        WEEKDAY: 月曜 (?<=[(（・])月(?=[)）・]) | 火曜 (?<=[(（・])火(?=[)）・]) | 水曜
            (?<=[(（・])水(?=[)）・])
          | 木曜 (?<=[(（・])木(?=[)）・]) | 金曜 (?<=[(（・])金(?=[)）・]) | 土曜 土日
            (?<=[(（・])土(?=[)）・])
          | 日曜 土日 (?<=[(（・])日(?=[)）・])
        COMING: 昨年 去年 一昨年 先月 先週 昨日 昨夜 前回 昨季
          | 来年 来月 来週 明日 翌日 来季 次回 来春 再来
        DUTY: なければなら なくてはなら ねばなら ないといけ なくてはいけ 必須 義務 必ず(?!し) 強制
          | ても?[いよ]い てもかまわ ても構わ かもしれ かも知れ 任意 自由に 場合がある 恐れ 可能性
        FEE: 無料 無償 タダで ただで | 有料 有償 課金 手数料 料金がかか
        WHOLE: 全員 すべて 全て みんな 皆 全部 誰でも 誰もが | 誰も(?!が) 一人も 1人も 皆無 何も
        QUAKE: 震度 | マグニチュード (?<![A-Za-z])M(?=\d)
        SIDE: 左(?![右遷派翼京]) | 右(?![左派翼京肩往])
        TAX: 税込 込み | 税抜 税別 抜き
        SEX: 男性 男子 男の | 女性 女子 女の
        SEASON: (?<!青)春(?![日休]) | (?<!常)夏(?!目) | 秋(?![田葉]) | 冬
        KIN: 父(?!母) | (?<!父)母(?![国校親体港]) | 息子 | (?<!孫)娘(?!婿)
          | 夫(?![婦妻人]) | (?<!夫)妻
        RATE: 毎秒 秒速 | 毎分 分速 | 毎時 時速 | 毎日 日額 1日(?:あたり|当たり) | 毎週 週給
          | 毎月 月額 月間 月給 月々 | 毎年 年間 年額 年収 年率
        MONTH: (?<![0-9０-９])[1１]月(?![間号]) | (?<![0-9０-９])[2２]月(?![間号])
          | (?<![0-9０-９])[3３]月(?![間号]) | (?<![0-9０-９])[4４]月(?![間号])
          | (?<![0-9０-９])[5５]月(?![間号]) | (?<![0-9０-９])[6６]月(?![間号])
          | (?<![0-9０-９])[7７]月(?![間号]) | (?<![0-9０-９])[8８]月(?![間号])
          | (?<![0-9０-９])[9９]月(?![間号]) | (?<![0-9０-９])[1１][0０]月(?![間号])
          | (?<![0-9０-９])[1１][1１]月(?![間号]) | (?<![0-9０-９])[1１][2２]月(?![間号])
    """,
    "zh": """
        AMOUNT: (?<!新)增(?!值税|值稅) 升(?!级|級) 涨 漲 提高 扩大 擴大 扩展 拓展 上调 上調 加大
            成长 崛起 走高 走强 日益 愈发 越来越 高企 加快 加速 加强 增强 改善 强化 生长 扩散
            蔓延
          | 减(?![肥去]) 減(?![肥去]) 降(?![落临雨雪水]) 缩小 縮小 下滑 跌 下调 下調 萎缩 走低
            走弱 放缓 放慢 回落 缩减 削减 削弱 减弱 缓解 弱化 落下
        PROFIT: 盈利 利润 利潤 收益 盈余 顺差 获利 获得 获取 得到 赢
          | 亏损 虧損 损失 損失 逆差 赤字 亏 失去 蒸发 (?<![运传])输(?![入出送血液]) 败 丢
        TRADE: 出口(?!处|处) 外销 输出 外贸 | 进口 進口 输入
        DEAL: (?<![热专外小])买(?!卖) 買 购买 購買 采购 购入 收购 收买 购
          | (?<![买])卖 賣 销售 銷售 出售 售出 发售 贩 售
        STRENGTH: 强(?!迫|制|调|奸|行) 強(?!迫|制|調) 加大 提高 大力 升值 | 弱 贬值
        NUMBER: 多(?=[的了数少人次个种年元]) 更多 很多 许多 大量 多数 大多 (?<!贡)多(?!拉) 不少
          | (?<!不)少(?![年女将先儿许不]) 很少 较少 更少 少数
        HEIGHT: 高(?![中考校铁速雄兴科层铁尔大]) | 低(?!调)
        TIME: (?<![目空直])之前 以前 (?<=[年月天日周时])前(?![往后景进面]) 事先
          | 之后 以后 之後 以後 (?<=[年月天日周时])后(?![代来面]) 随后
        HOUR: 早(?![餐饭上就已晨]) 提前 | 晚(?![餐饭会]) 迟 推迟
        SIZE: 大(?=[的幅型规小量]) 最大 更大 较大 巨大 很大
          | 小(?=[的幅型规]) 最小 更小 较小 很小
        LENGTH: 长(?=[的期时度达久]) 较长 很长 更长 延长 | 短(?![信片裤袖跑]) 缩短
        CONTEST: 赢 贏 获胜 胜利 战胜 夺冠 取胜 赢得
          | (?<![运传])输(?![入出送血液]) 败 敗 失利 失去 丢
        STATE: 改善 好转 更好 最好 较好 | 恶化 惡化 更差 更糟 最差 更坏 变差
        SPEED: 快(?![乐递餐讯]) 迅速 加速 急速 高速 | 慢 减速 放缓
        PRICE: 贵(?![州族宾阳重方公司]) 昂贵 高价 | 便宜 廉价 低价 廉
        LIMIT: 最大 最多 上限 最高 | 最小 最少 下限 最低
        WEIGHT: 重(?=[的量达于]) 沉重 | 轻(?![松易微轻])
        DEPTH: 深(?![圳夜受]) | 浅 淺
        MARKET: 需求 | 供应 供給 供给 供應
        NORTH: 北(?![京约]) | 南(?![京非])
        EAST: 东(?![西京方]) 東 | 西(?![方安班红装瓜洋])
        DOOR: 开放 打开 开业 开门 开启 | 关闭 關閉 关门 停业
        LEVEL: 高于 超过 超出 以上 | 低于 不足 以下
        TRANSFER: 上传 上傳 | 下载 下載
        RANK: 晋升 提升 促进 推动 推广 促销 推进 | 降职 降级
        PLACE: 国内(?!外) 国內 国内外 境内外 | 国外 境外 海外 国内外 境内外
        ANSWER: 赞成 贊成 (?<!不)同意 批准 通过 承认 支持
          | 反对 反對 否决 不同意 驳回 否认 拒绝
        RESULT: 成功 | 失败 失敗
        PRECISION: 约(?!束|会|定|旦|翰|克|谈) 大约 左右 近 | 正好 恰好 整整 刚好
        HALF: 上半年 上半场 前半 | 下半年 下半场 后半
        DAYTIME: 上午 早上 凌晨 早晨 | 下午 晚上 傍晚 晚间
        QUARTER: [一1]季度 首季 | [二2]季度 | [三3]季度 | [四4]季度
        PERIOD: 同比 年增 | 环比 環比 | 环比 環比 月增 | 周环比 | 较前一?[日天]
        PART: 一半 半数 | [三3]分之[一二12] | [四4]分之[一三13]
        WEEKDAY: 周一 星期一 礼拜一 週一 | 周二 星期二 礼拜二 週二 | 周三 星期三 礼拜三 週三 |
            周四 星期四 礼拜四 週四
          | 周五 星期五 礼拜五 週五 | 周六 星期六 礼拜六 週六 周末 | 周日 周天 星期日 星期天
            礼拜[日天] 週日 周末
        COMING: 去年 上个?月 上周 昨[天日] 昨晚 前年 上次
          | 明年 下个?月 下周 明天 明日 次日 下次 后天 后年
        DUTY: 必须 必需 (?<!必)须(?![知眉]) 务必 一定要 强制 | 可以 可能 也许 或许 自愿
        FEE: 免费 无偿 | 收费 付费 手续费 有偿
        WHOLE: 所有人? 全部 全体 人人 每个?人 大家 | 没有?人 无人 谁(?:也|都)[没不] 毫无 一个也
        QUAKE: 烈度 | 震级 级地震
        SIDE: 左(?![右]) | 右
        TAX: 含税 包含 包括 | 不含 除外 不包括
        SEX: 男性 男生 男人 男子 | 女性 女生 女人 女子
        SEASON: 春[季天] | 夏[季天] | 秋[季天] | 冬[季天]
        KIN: 父亲 爸爸 | 母亲 妈妈 | 儿子 | 女儿 | 丈夫 老公 | 妻子 老婆
        RATE: 每秒 | 每分钟? | 每小时 时速 | 每[天日] | 每周 | 每个?月 月费 | 每年 年费 年均
        MONTH: (?<![0-9０-９])[1１]月(?![間号]) | (?<![0-9０-９])[2２]月(?![間号])
          | (?<![0-9０-９])[3３]月(?![間号]) | (?<![0-9０-９])[4４]月(?![間号])
          | (?<![0-9０-９])[5５]月(?![間号]) | (?<![0-9０-９])[6６]月(?![間号])
          | (?<![0-9０-９])[7７]月(?![間号]) | (?<![0-9０-９])[8８]月(?![間号])
          | (?<![0-9０-９])[9９]月(?![間号]) | (?<![0-9０-９])[1１][0０]月(?![間号])
          | (?<![0-9０-９])[1１][1１]月(?![間号]) | (?<![0-9０-９])[1１][2２]月(?![間号])
    """,
    "ko": r"""
        AMOUNT: 상승 증가 늘어 늘었 늘린 늘릴 올랐 오른 올렸 올라 성장 급등 확대 급증 증대 높아
            높였 커지 커졌
          | 하락 감소 줄어 줄었 줄인 줄일 내렸 떨어 급락 축소 급감 낮아 낮췄 작아
        PROFIT: 이익 흑자 수익 이득 | 손실 적자 손해
        TRADE: 수출 | 수입(?!원)
        DEAL: 구입 구매 매수 매입 사들 샀 | 판매 매도 매각 팔았 팔린 팔리 팔아
        STRENGTH: 강[하한해력세화] 튼튼 | 약[하한해세화](?!국)
        NUMBER: 많[은이다아고] 다수 | 적[은게다고](?!극) 소수
        HEIGHT: 높[은이다아게고] | 낮[은이다아게고추]
        TIME: 이전 전에 | 이후 후에 뒤에 다음에
        HOUR: 일찍 이른 초기 | 늦[게은어] 말기
        SIZE: [큰] 커다란 거대 대규모 대형 | 작[은게다] 소규모 소형
        LENGTH: 긴 길[게어다고] 장기 | 짧[은게다아] 단기
        CONTEST: 이겼 이긴 승리 우승 | 패배 패했
        STATE: 개선 나아 좋아 호전 | 악화 나빠
        SPEED: 빠[르른른] 빨[리라] 신속 급속 | 느[리린려] 천천
        PRICE: 비싼 비싸 고가 | 저렴 싸게 저가
        LIMIT: 최대 | 최소
        WEIGHT: 무거 무겁 | 가벼 가볍
        DEPTH: 깊[은이게] | 얕[은게]
        MARKET: 수요 | 공급
        NORTH: 북쪽 북부 북한 | 남쪽 남부 남한
        EAST: 동쪽 동부 | 서쪽 서부
        DOOR: 열[린렸어] 개방 개장 | 닫[힌혔아] 폐쇄 폐점
        PLACE: 국내(?!외) 국내외 | 해외 국외 국내외
        ANSWER: 찬성 승인 동의 | 반대 부결 거부
        RESULT: 성공 | 실패
        PRECISION: 약(?=\s?\d) 대략 정도 | 정확히
        HALF: 상반기 전반 | 하반기 후반
        DAYTIME: 오전 아침 새벽 | 오후 저녁 밤
        QUARTER: 1분기 일분기 | 2분기 이분기 | 3분기 삼분기 | 4분기 사분기
        PERIOD: 전년 작년 | 전분기 직전\s?분기 | 전월 전달 | 전주(?!시) | 전일 전날
        PART: 절반 | 3분의 삼분의 | 4분의 사분의
        WEEKDAY: 월요일 | 화요일 | 수요일 | 목요일 | 금요일 | 토요일 | 일요일
        COMING: 작년 지난해 지난달 지난주 어제 | 내년 다음달 다음주 내일 다음\s?[달주해]
        FEE: 무료 | 유료 요금
    """,
    "de": """
        AMOUNT: gestiegen* stieg stiegen steig* *anstieg* zunahme* zunehm* zugenommen* erhöh*
            *erhöhung *erhöhungen wuchs wuchsen wachs* gewachsen *wachstum* *zuwachs* höher*
            erweiter* anheb*
            angehoben* *steigerung* gesteigert* kletter* ausgeweitet* beschleunig* verbesser*
            verstärk* aufstieg* *zugewinn* hochgeschnellt* angezogen*
          | gefallen fiel fielen fällt sank sanken gesunken* sinkt sinken* *rückgang* rückgänge*
            *einbruch* *einbrüche* abnahme* abgenommen* verringer* reduzier* gesenkt* senk*
            schrumpf*
            halbier* niedriger* zurückgegangen zurückging verlangsam* abschwäch* verschlechter*
            lindern* *verfall abstieg* minderung* nachgegeben*
        PROFIT: *gewinn *gewinne zugewinn* gewinns gewinnen* *überschuss* *überschüsse erträge*
            erhalt* erziel*
          | *verlust* *defizit* fehlbetrag* verloren* verlor verlieren niederlage* verlier*
            verspiel*
        TRADE: *export* *ausfuhr* | *import *importe *importen importier* *einfuhr*
        DEAL: kauf kaufen kauft kaufte gekauft* käufer* erwerb* erworben* ankauf* einkauf*
            *käufe gekaufte* anschaff* erstand erstanden*
          | veräußer* verkauf* verkäuf* ausverkauf* vertrieb* absatz* *absatz *verkauf* *verkäufe*
        STRENGTH: stark starke starken starker starkes stärker* stärkste* stärk* gestärkt*
            kräftig* heftig* intensiv*
          | schwach* schwäch* geschwächt*
        NUMBER: mehr viele vielen vieler zahlreich* meisten mehrheit* viel mehrere
          | weniger wenige wenigen weniges minderheit* wenigsten wenig geringer* kaum
        HEIGHT: hoch hohe hohen hoher hohes höher* höchst* hoch* höh*
          | niedrig* niedere* tief tiefer* gering*
        TIME: bevor vorher zuvor vorab vorherig* ehemalig*
          | nachdem nachher danach anschließend*
        HOUR: früh frühe früher* frühest* | spät späte später* spätest*
        SIZE: groß große großen großer großes größer* größt* riesig* gewaltig*
          | klein* kleiner* winzig*
        LENGTH: lang lange langen langer langes länger* längst* | kurz kurze kurzen kürzer*
        CONTEST: gewinnt gewann gewonnen* gewannen sieg siege siegte* sieger*
          | verlor* verlier* niederlage* unterlag*
        STATE: besser* verbesser* beste besten | schlechter* verschlechter* schlimmer* rückgang*
        SPEED: schnell* rasch* beschleunig* zügig* | langsam* verlangsam*
        PRICE: teuer* teure* kostspielig* | billig* günstig* preiswert*
        LIMIT: maximal* maximum höchstens | minimal* minimum mindest*
        WEIGHT: schwer schwere* | leicht leichte*
        DEPTH: tief tiefe* | flach* seicht*
        MARKET: nachfrage* | angebot* lieferung* versorgung*
        NORTH: nord* nörd* | süd*
        EAST: ost* öst* | west*
        DOOR: offen* öffn* geöffnet* eröffn* | geschlossen* schließ* schloss
        LEVEL: überschrit* übersteig* oberhalb übertr* | unter unterhalb unterschr*
        TRANSFER: hochlad* hochgeladen* | herunterlad* heruntergeladen* download*
        RANK: beförder* förder* werb* | degradier*
        PLACE: inländisch* inland* | ausländisch* ausland*
        ANSWER: zugestimmt* zustimm* befürwort* | abgelehnt* ablehn* lehnte lehnt
        RESULT: erfolg* | scheiter* gescheitert* misserfolg* fehlschlag*
        PRECISION: etwa ungefähr rund circa ca fast knapp | genau exakt
        PERIOD: vorjahr* | vorquartal* | vormonat* | vorwoche* | vortag*
        PART: hälfte | drittel | viertel
        WEEKDAY: montag* | dienstag* | mittwoch* | donnerstag* | freitag* | samstag* sonnabend*
            | sonntag*
        MONTH: januar | februar | märz | april | mai | juni | juli | august | september | oktober
          | november | dezember
        COMING: gestern vorgestern | morgen übermorgen
        DUTY: muss müssen musste mussten verpflichtend* pflicht zwingend* obligatorisch*
          | darf dürfen kann können könnte könnten optional* freiwillig*
        FEE: kostenlos* gratis kostenfrei* unentgeltlich* umsonst
          | kostenpflichtig* gebühr* aufpreis*
        WHOLE: alle alles jeder jede jedes sämtlich* | niemand* keiner keines nichts
        SIDE: links* linke linken linker | rechts* rechten rechter
        TAX: inklusive einschließlich inkl | exklusive zuzüglich zzgl ausschließlich
        SEX: mann männer männern männlich* junge jungen | frau frauen weiblich* mädchen
        SEASON: frühling* frühjahr* | sommer* | herbst* | winter*
        KIN: vater väter* | mutter mütter* | sohn söhne* | tochter töchter* | ehemann* | ehefrau*
        RATE: secondly | minutely | stündlich* | täglich* | wöchentlich* | monatlich* | jährlich*
    """,
    "fr": """
        AMOUNT: augment* hausse hausses progressé progression croissance croissant croissante
            croît croître accr* grimp* élev* élargi* accél* montée montées monté bond bondi
            renforc* amélior*
          | baiss* diminu* recul* chut* rédui* réduction* régress* ralenti* abaiss* décroi* décru*
            décroî* effondr* affaibl* atténu*
        PROFIT: bénéfice* profit profits gain gains excédent* gagn*
          | perte pertes déficit* perdu* perdre perd
        TRADE: export* | importations importation importer importé importés importée importées
        DEAL: achat* achet* acquérir acquis acquéreur*
          | vente ventes vend vendu* vendre vendeur* vendent
        STRENGTH: fort forte forts fortes fortement renforc* puissant* lourd* intens*
          | faible* faiblement affaibl*
        NUMBER: plus beaucoup nombreux nombreuses plupart majorité davantage
          | moins peu minorité rares
        HEIGHT: haut haute hauts hautes élevé* supérieur* | bas basse basses inférieur* faible
        TIME: avant auparavant préalable* | après ensuite puis suivant*
        HOUR: tôt | tard tardi* retard*
        SIZE: grand grande grands grandes gros grosse énorme* | petit petite petits petites
        LENGTH: long longue longs longues longtemps | court courte courts courtes bref
        CONTEST: gagn* victoire* vainqueur* remport* | perd* défaite*
        STATE: mieux meilleur* amélior* | pire pires empir* détérior* aggrav*
        SPEED: rapide* rapidement vite accél* | lent lente lents lentement ralenti*
        PRICE: cher chère chers chères coûteu* onéreu* | bon-marché abordable*
        LIMIT: maximum maximal* maximis* | minimum minimal* minimis*
        WEIGHT: lourd* | léger légère légers légères
        DEPTH: profond* | superficiel*
        MARKET: demande demandes | offre offres
        NORTH: nord | sud
        EAST: est-ce orient* | ouest occident*
        DOOR: ouvert* ouvr* | ferm*
        LEVEL: dépass* dessus | dessous
        RESULT: réussi* succès | échou* échec*
        PRECISION: environ presque quelque | exactement précisément
        PART: moitié | tiers | quart
        WEEKDAY: lundi lundis | mardi mardis | mercredi mercredis | jeudi jeudis | vendredi
            vendredis
          | samedi samedis | dimanche dimanches
        MONTH: janvier | février | mars | avril | mai | juin | juillet | août | septembre | octobre
          | novembre | décembre
        COMING: hier avant-hier | demain après-demain
        DUTY: doit doivent devait obligatoire* obligé* | peut peuvent pourrait facultatif*
        FEE: gratuit* | payant* frais supplément
        WHOLE: tous toutes tout chacun chaque | personne aucun aucune rien nul
        SIDE: gauche | droite
        SEX: homme hommes masculin* | femme femmes féminin*
        SEASON: printemps | été- | automne | hiver hivers
        KIN: père pères | mère mères | fils | fille filles | mari maris | épouse
        RATE: secondly | minutely | horaire* | quotidien* | hebdomadaire* | mensuel* | annuel*
    """,
    "es": """
        AMOUNT: aument* subió subieron sube suben subida* crec* increment* alza elev* ascend*
            ampli*
          | disminu* bajó bajaron baja bajan cay* caída* reduj* reduc* descen* recort*
        PROFIT: ganancia* beneficio* superávit utilidad* | pérdida* déficit perder perdió
        TRADE: export* | importacion* importación importar importó importado* importador*
        DEAL: compr* adquir* | vend* venta ventas
        STRENGTH: fuerte* fortale* reforz* fuerza potente* | débil* debilit*
        NUMBER: más muchos muchas mayoría numeros* | menos pocos pocas minoría
        HEIGHT: alto alta altos altas superior* | bajo bajos bajas inferior*
        TIME: antes previ* | después posterior* luego tras
        HOUR: temprano pronto | tarde tardí*
        SIZE: gran grande grandes enorme* mayor mayores | pequeñ* menor menores
        LENGTH: largo larga largos largas | corto corta cortos cortas breve*
        CONTEST: gan* victoria* | perd* derrota*
        STATE: mejor* | peor* empeor* deterior*
        SPEED: rápid* aceler* | lento lenta lentos lentas lentamente ralentiz*
        PRICE: caro cara caros caras costos* | barat* económic*
        LIMIT: máxim* | mínim*
        WEIGHT: pesad* | liger*
        DEPTH: profund* | superficial*
        MARKET: demanda* | oferta* suministr*
        NORTH: norte | sur
        EAST: este oriental* | oeste occidental*
        DOOR: abiert* abri* abre* | cerr* cierr*
        RESULT: éxito exitos* logr* | fracas* fallid*
        PART: mitad | tercio tercera | cuarta
        WEEKDAY: lunes | martes | miércoles | jueves | viernes | sábado sábados | domingo domingos
        MONTH: enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre
            setiembre
          | octubre | noviembre | diciembre
    """,
    "pt": """
        AMOUNT: aument* subiu subiram subida* cresc* alta increment* elev* ampli*
          | diminu* caiu caíram queda* reduz* redução reduções baix* descid* cort*
        PROFIT: lucro* ganho* superávit* excedente* | perda* prejuízo* déficit* défice*
        TRADE: export* | importações importação importar importou importado* importador*
        DEAL: compr* adquir* | vend*
        STRENGTH: forte* fortale* reforç* força | frac* enfraquec*
        NUMBER: mais muitos muitas maioria | menos poucos poucas minoria
        HEIGHT: alto alta altos altas superior* | baixo baixa baixos baixas inferior*
        TIME: antes previamente | depois após posterior*
        HOUR: cedo | tarde tardi*
        SIZE: grande* enorme* maior maiores | pequen* menor menores
        LENGTH: longo longa longos longas | curto curta curtos curtas breve*
        CONTEST: ganh* venc* vitória* | perd* derrota*
        STATE: melhor* | pior* deterior*
        SPEED: rápid* rapid* aceler* | lento lenta lentos lentas lentamente
        PRICE: caro cara caros caras dispendios* | barat*
        LIMIT: máxim* | mínim*
        WEIGHT: pesad* | leve leves
        DEPTH: profund* | superficial*
        MARKET: demanda* procura | oferta* fornec*
        NORTH: norte | sul
        EAST: leste oriental* | oeste ocidental*
        DOOR: abert* abri* abre* | fech*
        RESULT: sucesso* | fracass* falh*
        PART: metade | terço terços | quartos
        WEEKDAY: segunda- | terça- | quarta- | quinta- | sexta- | sábado sábados | domingo domingos
        MONTH: janeiro | fevereiro | março | abril | maio | junho | julho | agosto | setembro |
            outubro
          | novembro | dezembro
    """,
    "it": """
        AMOUNT: aument* salit* cresc* crescita incremento incrementi rialz* ampli* elevat*
          | diminu* calo cal* scese sceso scesa ridu* riduzion* ribass* abbass* contrazion*
        PROFIT: profitto profitti utile utili guadagn* avanzo
          | perdita perdite deficit disavanzo
        TRADE: esport* | importazioni importazione importare importato importati importatori
        DEAL: acquist* compr* | vend* vendita vendite
        STRENGTH: forte forti rafforz* forza potente | debol* indebol*
        NUMBER: più molti molte maggioranza numeros* | meno pochi poche minoranza
        HEIGHT: alto alta alti alte superior* | basso bassa bassi basse inferior*
        TIME: prima precedent* | dopo success* poi
        HOUR: presto | tardi tardiv*
        SIZE: grande grandi enorme maggior* | piccol* minor*
        LENGTH: lungo lunga lunghi lunghe | corto corta corti corte breve brevi
        CONTEST: vinc* vint* vittori* | perd* pers* sconfitt*
        STATE: miglior* | peggior*
        SPEED: veloc* rapid* acceler* | lento lenta lenti lente lentamente rallent*
        PRICE: caro cara cari care costos* | economic* convenient*
        LIMIT: massim* | minim*
        WEIGHT: pesant* | legger*
        DEPTH: profond* | superficial*
        MARKET: domanda | offerta offerte fornitur*
        NORTH: nord settentrional* | sud meridional*
        EAST: est oriental* | ovest occidental*
        DOOR: apert* apr* | chius* chiud*
        RESULT: successo successi riuscit* | fallit* falliment*
        PART: metà | terzo terzi | quarti
        WEEKDAY: lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica
        MONTH: gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre
          | ottobre | novembre | dicembre
    """,
    "nl": """
        AMOUNT: steeg stegen gestegen stijg* toename toegenomen toenem* groei* gegroeid verhoog*
            verhoging* uitbreid* toenam
          | daal* gedaald daling* afname afgenomen afnem* verminder* verlaag* verlaging* krimp*
            gekrompen terug*
        PROFIT: winst* overschot* | verlies* tekort* verloren
        TRADE: export* uitvoer* | import importeer* invoer*
        DEAL: koop* kocht* gekocht* aankoop* aangekocht* | verkoop* verkocht*
        STRENGTH: sterk* versterk* krachtig* | zwak* verzwak*
        NUMBER: meer veel vele meeste meerderheid | minder weinig minste minderheid
        HEIGHT: hoog hoge hoger* hoogst* | laag lage lager* laagst*
        TIME: voordat voorafgaand* vooraf eerder | nadat daarna achteraf vervolgens
        HOUR: vroeg* eerder | laat later laatst*
        SIZE: groot grote groter* grootst* enorm* | klein* kleiner*
        LENGTH: lang lange langer* | kort korte korter*
        CONTEST: win wint won wonnen gewonnen winnaar* overwinning*
          | verlies* verloor* nederlaag*
        STATE: beter* verbeter* | slechter* verslechter* erger*
        SPEED: snel* versnel* | langzaam* trager* traag vertraag*
        PRICE: duur* kostbaar* | goedkoop* goedkop* voordelig*
        LIMIT: maximaal maximale maximum hoogstens | minimaal minimale minimum minstens
        WEIGHT: zwaar zware* | licht lichte*
        DEPTH: diep* | ondiep*
        MARKET: vraag | aanbod levering*
        NORTH: noord* | zuid*
        EAST: oost* | west*
        DOOR: open opent opende geopend* | gesloten sluit* sloot dicht
        RESULT: succes* geslaagd* | mislukt* falen gefaald*
        PART: helft | derde | kwart
        WEEKDAY: maandag* | dinsdag* | woensdag* | donderdag* | vrijdag* | zaterdag* | zondag*
        MONTH: januari | februari | maart | april | mei | juni | juli | augustus | september |
            oktober
          | november | december
    """,
    "ru": """
        AMOUNT: рост роста росте рос росл* вырос* увелич* повыс* повыш* подня* подорож*
          | паден* упал* сниз* сниж* уменьш* сократ* сокращ* подешев*
        PROFIT: прибыл* | убыт* дефицит* потер*
        TRADE: экспорт* | импорт*
        DEAL: куп* покуп* закуп* приобр* | прода*
        STRENGTH: сильн* укреп* | слаб* ослаб*
        NUMBER: больше многие много большинство | меньше мало немногие меньшинство
        HEIGHT: высок* выше | низк* ниже
    """,
}

# Language → the words one of which a phrase has, its scale and end, and the phrase.
PHRASES: dict[str, tuple[tuple[str, str, int, str], ...]] = {
    "en": (
        ("second", "RATE", 0, r"\b(?:per|a|every|each) second\b(?! \w)|/s\b"),
        ("minute", "RATE", 1, r"\b(?:per|a|every|each) minute\b"),
        ("hour", "RATE", 2, r"\b(?:per|an|every|each) hour\b"),
        ("day", "RATE", 3, r"\b(?:per|a|every|each) day\b"),
        ("week", "RATE", 4, r"\b(?:per|a|every|each) week\b"),
        ("month", "RATE", 5, r"\b(?:per|a|every|each) month\b"),
        (
            "year annum",
            "RATE",
            6,
            r"\b(?:per|a|every|each) (?:year|annum)\b(?! (?:ago|earlier|before|later|after))",
        ),
        (
            "left",
            "SIDE",
            0,
            r"\b(?:(?:turn|to|on|from) (?:the |its |your )?left"
            r"|left(?: |-)(?:side|hand|foot)|left and (?:a |the )?right)\b",
        ),
        (
            "right",
            "SIDE",
            1,
            r"\b(?:(?:turn|to|on|from) (?:the |its |your )?right"
            r"|right(?: |-)(?:side|hand|foot)|left and (?:a |the )?right)\b",
        ),
        (
            "up",
            "AMOUNT",
            0,
            r"\b(?:(?:go|goes|went|gone|going|turn|turns|turned|turning) up\b"
            r"|up (?:by |about |almost |nearly |some |to )?[$€£¥]?\d)",
        ),
        (
            "down",
            "AMOUNT",
            1,
            r"\b(?:(?:go|goes|went|gone|going) down\b"
            r"|down (?:by |about |almost |nearly |some |to )?[$€£¥]?\d)",
        ),
        (
            "up",
            "AMOUNT",
            0,
            r"\b(?:scal|driv|push|ramp|step|speed|shoot|creep|tick|edg)\w* up\b"
            r"|\b(?:drove|sped|shot|crept) up\b|\bbuild(?: |-)?up\b",
        ),
        (
            "down",
            "AMOUNT",
            1,
            r"\b(?:com|bring|cut|scal|slow|wind|driv|push|tick|edg)\w* down\b"
            r"|\b(?:came|brought|drove|wound) down (?!to\b)",
        ),
        (
            "cut cuts cutting",
            "AMOUNT",
            1,
            r"\bcut(?:s|ting)? (?:by|to|costs|jobs|rates|prices)",
        ),
        (
            "last previous past",
            "COMING",
            0,
            r"\b(?:last|previous|past) (?:year|month|week|night|season|summer|winter|spring"
            r"|autumn|fall)\b",
        ),
        (
            "next following coming",
            "COMING",
            1,
            r"\b(?:next|following|coming) (?:year|month|week|season|summer|winter|spring"
            r"|autumn|fall)\b",
        ),
        (
            "charge charges",
            "FEE",
            0,
            r"\b(?:no (?:extra |additional )?charges?|(?:free of|without) charge)\b",
        ),
        (
            "charge",
            "FEE",
            1,
            r"(?<!no )(?<!of )(?<!extra )(?<!additional )(?<!out )\b(?:a|the) charge for\b",
        ),
        (
            "free",
            "FEE",
            0,
            r"\b(?:(?:for|is|are|be|it['’]s) free|free trial)\b",
        ),
        ("half", "HALF", 0, r"\bfirst(?: |-)half\b"),
        ("half", "HALF", 1, r"\b(?:second|latter)(?: |-)half\b"),
        ("q", "QUARTER", 0, r"\bQ1\b"),
        ("q", "QUARTER", 1, r"\bQ2\b"),
        ("q", "QUARTER", 2, r"\bQ3\b"),
        ("q", "QUARTER", 3, r"\bQ4\b"),
        ("h", "HALF", 0, r"\bH1\b"),
        ("h", "HALF", 1, r"\bH2\b"),
        ("am a", "DAYTIME", 0, r"\d\s?a\.?m\b"),
        ("pm p", "DAYTIME", 1, r"\d\s?p\.?m\b"),
        (
            "quarter",
            "QUARTER",
            0,
            r"\b(?:first|1st)(?: |-)(?:fiscal )?quarter\b",
        ),
        (
            "quarter",
            "QUARTER",
            1,
            r"\b(?:second|2nd)(?: |-)(?:fiscal )?quarter\b",
        ),
        (
            "quarter",
            "QUARTER",
            2,
            r"\b(?:third|3rd)(?: |-)(?:fiscal )?quarter\b",
        ),
        (
            "quarter",
            "QUARTER",
            3,
            r"\b(?:fourth|4th)(?: |-)(?:fiscal )?quarter\b",
        ),
        (
            "year yoy annual annually",
            "PERIOD",
            0,
            r"\b(?:year[- ](?:on|over)[- ]year|from (?:a|one) year (?:earlier|ago|before)"
            r"|(?:from|than|with|to|over) (?:the )?(?:previous|prior|preceding|last) year"
            r"|than a year (?:earlier|ago|before)|on the year|yoy)\b",
        ),
        (
            "quarter qoq",
            "PERIOD",
            1,
            r"\b(?:quarter[- ](?:on|over)[- ]quarter|from (?:a|one) quarter (?:earlier|ago)"
            r"|(?:from|than|with|to|over) (?:the )?(?:previous|prior|preceding|last) quarter"
            r"|on the quarter|qoq)\b",
        ),
        (
            "month mom",
            "PERIOD",
            2,
            r"\b(?:month[- ](?:on|over)[- ]month|from (?:a|one) month (?:earlier|ago|before)"
            r"|(?:from|than|with|to|over) (?:the )?(?:previous|prior|preceding|last) month"
            r"|on the month)\b",
        ),
        (
            "week",
            "PERIOD",
            3,
            r"\b(?:week[- ](?:on|over)[- ]week|from (?:a|one) week (?:earlier|ago|before)"
            r"|(?:from|than|with|to|over) (?:the )?(?:previous|prior|preceding|last) week)\b",
        ),
        (
            "day",
            "PERIOD",
            4,
            r"\b(?:day[- ](?:on|over)[- ]day|from (?:a|one) day (?:earlier|before)"
            r"|(?:from|than|with|to|over) (?:the )?(?:previous|prior|preceding) day)\b",
        ),
        (
            "half",
            "PART",
            0,
            r"(?<!first )(?<!second )(?<!latter )\bhalf (?:of|the|a|as|its|their)\b",
        ),
        ("third thirds", "PART", 1, r"\b(?:a|one|two)[- ]thirds?\b"),
        ("quarter quarters", "PART", 2, r"\b(?:a|one|three)[- ]quarters?\b"),
        (
            "may",
            "MONTH",
            4,
            r"(?-i:\b(?:in|of|on|by|since|until|from|last|this|\d) May\b|\bMay \d)",
        ),
        (
            "march",
            "MONTH",
            2,
            r"(?-i:\b(?:in|of|on|by|since|until|from|last|this|\d) March\b|\bMarch \d)",
        ),
    ),
    "de": (
        ("sekunde", "RATE", 0, r"\bpro Sekunde"),
        ("minute", "RATE", 1, r"\bpro Minute"),
        ("stunde", "RATE", 2, r"\bpro Stunde"),
        ("tag", "RATE", 3, r"\bpro Tag"),
        ("woche", "RATE", 4, r"\bpro Woche"),
        ("monat", "RATE", 5, r"\bpro Monat|\bim Monat"),
        ("jahr", "RATE", 6, r"\bpro Jahr"),
        (
            "nimmt nahm nehmen nahmen legt legte legen legten zieht zog ziehen zogen",
            "AMOUNT",
            0,
            r"\b(?:(?:nimmt|nahmen?|nehmen|legte?n?) [^.,;:]{0,60}\bzu"
            r"|(?:zieht|zogen?|ziehen) [^.,;:]{0,60}\ban)(?=\s*(?:[.,;:)]|und\b|$))",
        ),
        (
            "nimmt nahm nehmen nahmen geht ging gehen gingen gibt gab geben gaben bricht brach",
            "AMOUNT",
            1,
            r"\b(?:(?:nimmt|nahmen?|nehmen) [^.,;:]{0,60}\bab"
            r"|(?:geht|gehen|gingen?) [^.,;:]{0,60}\bzurück"
            r"|(?:gibt|geben|gaben?) [^.,;:]{0,60}\bnach"
            r"|(?:bricht|brach) [^.,;:]{0,60}\bein)(?=\s*(?:[.,;:)]|und\b|$))",
        ),
        ("quartal quartals", "QUARTER", 0, r"\b(?:erste[nsr]?|1\.) Quartal"),
        ("quartal quartals", "QUARTER", 1, r"\b(?:zweite[nsr]?|2\.) Quartal"),
        ("quartal quartals", "QUARTER", 2, r"\b(?:dritte[nsr]?|3\.) Quartal"),
        ("quartal quartals", "QUARTER", 3, r"\b(?:vierte[nsr]?|4\.) Quartal"),
        ("halbjahr halbjahrs", "HALF", 0, r"\b(?:erste[nsr]?|1\.) Halbjahr"),
        ("halbjahr halbjahrs", "HALF", 1, r"\b(?:zweite[nsr]?|2\.) Halbjahr"),
    ),
    "fr": (
        ("seconde", "RATE", 0, r"\bpar seconde"),
        ("minute", "RATE", 1, r"\bpar minute"),
        ("heure", "RATE", 2, r"\bpar heure|\bde l.heure"),
        ("jour", "RATE", 3, r"\bpar jour"),
        ("semaine", "RATE", 4, r"\bpar semaine"),
        ("mois", "RATE", 5, r"\bpar mois"),
        ("an", "RATE", 6, r"\bpar an"),
        ("trimestre", "QUARTER", 0, r"\b(?:premier|1er) trimestre"),
        ("trimestre", "QUARTER", 1, r"\b(?:deuxième|second|2e) trimestre"),
        ("trimestre", "QUARTER", 2, r"\b(?:troisième|3e) trimestre"),
        ("trimestre", "QUARTER", 3, r"\b(?:quatrième|4e) trimestre"),
        ("semestre", "HALF", 0, r"\b(?:premier|1er) semestre"),
        ("semestre", "HALF", 1, r"\b(?:deuxième|second|2e) semestre"),
    ),
    "es": (
        ("trimestre", "QUARTER", 0, r"\bprimer trimestre"),
        ("trimestre", "QUARTER", 1, r"\bsegundo trimestre"),
        ("trimestre", "QUARTER", 2, r"\btercer trimestre"),
        ("trimestre", "QUARTER", 3, r"\bcuarto trimestre"),
        ("semestre", "HALF", 0, r"\bprimer semestre"),
        ("semestre", "HALF", 1, r"\bsegundo semestre"),
    ),
    "pt": (
        ("trimestre", "QUARTER", 0, r"\b(?:primeiro|1º) trimestre"),
        ("trimestre", "QUARTER", 1, r"\b(?:segundo|2º) trimestre"),
        ("trimestre", "QUARTER", 2, r"\b(?:terceiro|3º) trimestre"),
        ("trimestre", "QUARTER", 3, r"\b(?:quarto|4º) trimestre"),
        ("semestre", "HALF", 0, r"\b(?:primeiro|1º) semestre"),
        ("semestre", "HALF", 1, r"\b(?:segundo|2º) semestre"),
    ),
    "it": (
        ("trimestre", "QUARTER", 0, r"\bprimo trimestre"),
        ("trimestre", "QUARTER", 1, r"\bsecondo trimestre"),
        ("trimestre", "QUARTER", 2, r"\bterzo trimestre"),
        ("trimestre", "QUARTER", 3, r"\bquarto trimestre"),
        ("semestre", "HALF", 0, r"\bprimo semestre"),
        ("semestre", "HALF", 1, r"\bsecondo semestre"),
    ),
    "nl": (
        ("kwartaal", "QUARTER", 0, r"\beerste kwartaal"),
        ("kwartaal", "QUARTER", 1, r"\btweede kwartaal"),
        ("kwartaal", "QUARTER", 2, r"\bderde kwartaal"),
        ("kwartaal", "QUARTER", 3, r"\bvierde kwartaal"),
    ),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What has such a word and names no end of anything: left out before words are looked for.
# Language → the words one of which each of them has, and all of them.
IDIOMS: dict[str, tuple[frozenset[str], re.Pattern[str]]] = {
    "en": (
        _words(
            """
            grow grows grew grown growing raise raises raised raising after before ago long
            longer less later fall falls fell fallen falling drop drops dropped dropping high
            close closer closest short light small win occasion least must fees
            """
        ),
        re.compile(
            r"\b(?:gr(?:ow|ows|ew|own|owing) up"
            r"|rais\w+ (?:\w+ )?(?:child\w*|kids|sons?|daughters?)"
            r"|(?:look|tak|nam|call)\w* after|after all|before long|long ago|as long as"
            r"|(?:no|any|much) longer|more or less|sooner or later|f[ae]ll\w* (?:in love|asleep"
            r"|ill|for|apart|behind|through|into|under)|dropp?\w* (?:off|by|out|in)"
            r"|high (?:school|court|street)s?|close(?:r|st)? to|in short|short of|for short"
            r"|in light of|shed\w* light|small talk|win-win|rise to the occasion"
            r"|last but not least|must(?: not|n['’]t)|no (?:\w+ ){0,4}fees?)\b",
            re.IGNORECASE,
        ),
    ),
    "de": (
        frozenset({"mehr", "nach", "morgen"}),
        re.compile(
            r"\b(?:kein\w* (?:[^\W\d]+ ){0,3}mehr|nicht mehr|nie mehr|mehr oder weniger"
            r"|nach und nach|nach wie vor|(?:heute|gestern|guten|jeden|am) morgen)\b",
            re.IGNORECASE,
        ),
    ),
    "fr": (
        frozenset({"plus"}),
        re.compile(
            r"(?:\bne |\bn['’])\S+ plus\b|\b(?:non|de|en) plus\b(?! en)|\bplus ou moins\b",
            re.IGNORECASE,
        ),
    ),
}
