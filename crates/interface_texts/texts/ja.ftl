# The shop's interface in Japanese.

skip = 本文へ移動
menu = メニュー
close = 閉じる
home = ホーム
main-navigation = メインナビゲーション
breadcrumbs = 現在の位置
shop = ショップ
collections = コレクション
help = ご利用ガイド
stories = 読みもの
story = 読みもの
stories-lead = 商品ができるまでと、つくり手のこと。
stories-newest = 新着順
stories-more = ほかの読みもの
browse = カテゴリーから探す
popular = 人気の商品
new-in = 新着商品
welcome = { $shop }へようこそ
welcome-text = 新着商品やカテゴリーから、お気に入りを見つけてください。
see-newest = 新着：{ $name }
opening-soon = まもなくオープンします
opening-soon-text = ただいまオープンの準備をしています。もうしばらくお待ちください。
recent = 最近チェックした商品
related = こちらの商品もおすすめ

locale-choice = 国・地域と言語
all-countries = すべての国と地域
all-countries-lead = お届け先の国・地域をお選びください。
prices-plain = 価格表示：{ $currency }
prices-vat-included = 価格表示：{ $currency }・税込（消費税{ $rate }%）
prices-vat-excluded = 価格表示：{ $currency }・税抜（別途消費税{ $rate }%）
prices-gst-included = 価格表示：{ $currency }・税込（GST）
prices-tax-added = 価格表示：{ $currency }（地域により売上税が別途かかります）

product-count = { $count ->
   *[other] { $shown }点の商品
}
show-products = { $count ->
   *[other] { $shown }点の商品を見る
}
colours = { $count ->
   *[other] 全{ $shown }色
}
badge-new = 新着
badge-sale = セール
badge-sold-out = 売り切れ
price-from = 最低価格
price-was = 通常価格
price-now = セール価格

filter = 絞り込み
filter-remove = 絞り込みを解除：
filter-clear = すべて解除
sort = 並び替え
sort-featured = おすすめ順
sort-newest = 新着順
sort-price-up = 価格の安い順
sort-price-down = 価格の高い順
price = 価格
price-least = 下限（{ $currency }）
price-most = 上限（{ $currency }）
price-apply = 適用
price-above = { $price }以上
price-below = { $price }以下
price-reversed = 下限の価格が上限より高いため、価格での絞り込みは行っていません。
price-swapped = { $range }で絞り込む
availability = 在庫
available-only = 在庫ありのみ
features = 特長
number-least = 下限
number-most = 上限
yes = はい
no = いいえ
empty-title = 条件に合う商品が見つかりませんでした
empty-text = 上の絞り込み条件を減らすか、すべての商品をご覧ください。
empty-all = { $name }をすべて見る
nothing-yet-title = まだ商品がありません
nothing-yet-text = 新しい商品を準備しています。もうしばらくお待ちください。
pages = ページ
page = ページ
page-number = { $number }ページ目
previous = 前へ
next = 次へ

pictures = 商品画像
picture-number = 画像{ $number }
picture-enlarge = 画像を拡大
tax-vat-included = 税込（消費税{ $rate }%）
tax-vat-excluded = 税抜（別途消費税{ $rate }%）
percent = { $number }%
tax-gst-included = MRP（税込）
tax-added = 売上税はご購入手続きの際に加算されます
option-not-made = 、この組み合わせはありません
option-sold-out = 、売り切れ
stock-in = 在庫あり
stock-low = { $count ->
   *[other] 残り{ $shown }点
}
stock-out = 売り切れ
arrives-by = お届け予定日
returns-free = { $count ->
   *[other] { $shown }日以内の返品は無料
}
ask = この商品について問い合わせる
sku = 商品番号
details = 商品詳細
brand = ブランド
material = 素材
dimensions = サイズ
centimetres = cm（{ $sides }）
inches = インチ（{ $sides }）
length = 長さ
width = 幅
height = 高さ
weight = 重量
kilograms = kg
pounds = ポンド
ounces = オンス
care = お手入れ
gtin = JANコード
mpn = メーカー型番
country-of-origin = 原産国
shipping = 配送について
returns = 返品について

sum-goods = 商品
sum-delivery = 配送
sum-cash-fee = 代金引換手数料
sum-rounding = 端数調整
sum-tax = 税
sum-tax-included = うち税額
sum-total = 合計
sum-gift-card = ギフトカード
sum-due = お支払い額
free = 無料

mail-placed-subject = ご注文 { $number } の確認
mail-placed-title = ご注文ありがとうございます
mail-placed-text = ご注文を承り、発送の準備をしております。発送しましたら、改めてメールでお知らせします。
mail-awaited-subject = ご注文 { $number }：お振り込みをお待ちしております
mail-awaited-title = ありがとうございます。あとはお振り込みのみです
mail-awaited-text = 商品をお取り置きしております。下記の口座へ { $amount } をお振り込みください。ご入金を確認しだい、発送いたします。
mail-dispatched-subject = ご注文 { $number } を発送しました
mail-dispatched-title = ご注文の商品を発送しました
mail-dispatched-text = ご注文の商品を配送業者に引き渡しました。
mail-cancelled-subject = ご注文 { $number } のキャンセル
mail-cancelled-title = ご注文をキャンセルしました
mail-cancelled-text = 商品は発送されません。お支払いの必要もございません。
mail-cancelled-paid = 商品は発送されません。{ $amount } は、ご利用になったお支払い方法でお返しします。
mail-refunded-subject = ご注文 { $number } のご返金
mail-refunded-title = { $amount } をご返金します
mail-refunded-text = ご利用になったお支払い方法でお返しします。口座に反映されるまで、数日かかることがあります。
mail-link-subject = ご注文 { $number } のリンク
mail-link-title = ご注文はこちらから
mail-link-text = ご依頼いただいた、ご注文のリンクをお送りします。
mail-link-unasked = お心当たりのない場合は、このメールを破棄してください。リンクはほかの誰にも送られていません。
mail-greeting = { $name } 様
mail-order = ご注文 { $number }
mail-view-order = ご注文を見る
mail-items = ご注文の商品
mail-quantity = 数量：{ $count }
mail-address = お届け先
mail-delivery = 配送
mail-payment = お支払い
mail-transfer-amount = 金額
mail-transfer-reference = 振込の照合番号
mail-transfer-account = 口座
mail-tracking = 追跡番号
mail-answer = ご不明な点がございましたら、このメールにご返信ください。
mail-private-link = このメールのリンクはお客様専用です。リンクを知っている人は、ご注文の内容を見ることができます。
mail-reason = このメールは、{ $shop } でのご注文についてお送りしています。

not-found-title = ページが見つかりません
not-found-text = ページが移動したか、商品の取り扱いが終了した可能性があります。
gone-title = 取り扱いを終了しました
gone-product = この商品の販売は終了しました。下の商品もぜひご覧ください。
gone-page = このページの公開は終了しました。
gone-to-category = { $category }をもっと見る
not-sold-here = { $market }では販売していません
not-sold-here-text = この商品は、ご選択の国・地域では販売していません。下から別の国・地域を選ぶか、ほかの商品をご覧ください。
error-title = エラーが発生しました
error-text = 申し訳ございません。当店のシステムに問題が発生しました。1分ほどたってから、もう一度お試しください。繰り返し発生する場合は、下のコードを添えてお問い合わせください。
error-reference = エラーコード
closed-title = まもなく再開します
closed-text = ただいま一時的にご利用いただけません。数分後にもう一度お試しください。
setup-missing-title = このショップはまだ準備中です
setup-missing-text = ショップの管理者の方は、設定を含むファイルを「vitrine import shop.json」などでインポートしてください。
try-again = もう一度試す
to-home = ホームへ戻る
