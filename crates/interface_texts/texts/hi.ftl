# The shop's interface in Hindi.

skip = मुख्य सामग्री पर जाएँ
menu = मेन्यू
close = बंद करें
home = होम
main-navigation = मुख्य नेविगेशन
breadcrumbs = आप यहाँ हैं
shop = शॉप
collections = संग्रह
help = सहायता
stories = कहानियाँ
story = कहानी
stories-lead = हमारे प्रोडक्ट कैसे बनते हैं, और इन्हें कौन बनाता है।
stories-newest = नई कहानियाँ पहले
stories-more = और कहानियाँ
browse = श्रेणी के अनुसार ख़रीदें
popular = अभी लोकप्रिय
new-in = नए प्रोडक्ट
welcome = { $shop } में आपका स्वागत है
welcome-text = नए प्रोडक्ट देखें, या श्रेणी के अनुसार चुनें।
see-newest = नया: { $name }
opening-soon = जल्द आ रहे हैं
opening-soon-text = हम दुकान तैयार कर रहे हैं। कृपया जल्द ही फिर आएँ।
recent = हाल ही में देखे गए
related = आपको ये भी पसंद आ सकते हैं

locale-choice = देश और भाषा
all-countries = सभी देश और क्षेत्र
all-countries-lead = आप ऑर्डर कहाँ मँगवाना चाहते हैं?
prices-plain = कीमतें { $currency } में हैं
prices-vat-included = कीमतें { $currency } में हैं, { $rate }% वैट सहित
prices-vat-excluded = कीमतें { $currency } में हैं, { $rate }% वैट अलग से
prices-gst-included = कीमतें { $currency } में हैं, जीएसटी सहित
prices-tax-added = कीमतें { $currency } में हैं; जहाँ लागू हो, बिक्री कर अलग से जुड़ेगा

product-count = { $count ->
    [one] { $shown } प्रोडक्ट
   *[other] { $shown } प्रोडक्ट
}
show-products = { $count ->
    [one] { $shown } प्रोडक्ट दिखाएँ
   *[other] { $shown } प्रोडक्ट दिखाएँ
}
colours = { $count ->
    [one] { $shown } रंग
   *[other] { $shown } रंग
}
badge-new = नया
badge-sale = छूट
badge-sold-out = स्टॉक में नहीं
price-from = शुरुआती कीमत
price-was = पहले
price-now = अब

filter = फ़िल्टर
filter-remove = फ़िल्टर हटाएँ:
filter-clear = सभी हटाएँ
sort = क्रम
sort-featured = चुनिंदा
sort-newest = नए पहले
sort-price-up = कीमत, कम से ज़्यादा
sort-price-down = कीमत, ज़्यादा से कम
price = कीमत
price-least = न्यूनतम ({ $currency })
price-most = अधिकतम ({ $currency })
price-apply = लागू करें
price-above = { $price } या ज़्यादा
price-below = { $price } तक
price-reversed = न्यूनतम कीमत अधिकतम कीमत से ज़्यादा है, इसलिए कीमत का फ़िल्टर लागू नहीं हुआ।
price-swapped = इसके बजाय { $range } दिखाएँ
availability = उपलब्धता
available-only = सिर्फ़ स्टॉक में उपलब्ध
features = ख़ूबियाँ
number-least = न्यूनतम
number-most = अधिकतम
yes = हाँ
no = नहीं
empty-title = आपके फ़िल्टर से मेल खाता कोई प्रोडक्ट नहीं मिला
empty-text = ऊपर से कोई फ़िल्टर हटाएँ, या सभी प्रोडक्ट देखें।
empty-all = सभी देखें: { $name }
nothing-yet-title = यहाँ अभी कोई प्रोडक्ट नहीं है
nothing-yet-text = नए प्रोडक्ट जल्द आ रहे हैं। कृपया जल्द ही फिर देखें।
pages = पेज
page = पेज
page-number = पेज { $number }
previous = पिछला
next = अगला

pictures = तस्वीरें
picture-number = तस्वीर { $number }
picture-enlarge = तस्वीर बड़ी करें
tax-vat-included = { $rate }% वैट सहित
tax-vat-excluded = { $rate }% वैट अलग से
percent = { $number }%
tax-gst-included = एमआरपी, सभी करों सहित
tax-added = बिक्री कर भुगतान के समय जुड़ेगा
option-not-made = , इस चयन के साथ उपलब्ध नहीं
option-sold-out = , स्टॉक में नहीं
stock-in = स्टॉक में है
stock-low = { $count ->
    [one] सिर्फ़ { $shown } बचा है
   *[other] सिर्फ़ { $shown } बचे हैं
}
stock-out = स्टॉक में नहीं
arrives-by = अनुमानित डिलीवरी:
returns-free = { $count ->
    [one] { $shown } दिन तक मुफ़्त वापसी
   *[other] { $shown } दिन तक मुफ़्त वापसी
}
ask = इस प्रोडक्ट के बारे में पूछें
sku = SKU
details = विवरण
brand = ब्रांड
material = सामग्री
dimensions = माप
centimetres = सेमी ({ $sides })
inches = इंच ({ $sides })
length = लंबाई
width = चौड़ाई
height = ऊँचाई
weight = वज़न
kilograms = किग्रा
pounds = पाउंड
ounces = औंस
care = देखभाल
gtin = GTIN
mpn = निर्माता का पार्ट नंबर
country-of-origin = मूल देश
shipping = डिलीवरी
returns = वापसी

sum-goods = प्रोडक्ट
sum-delivery = डिलीवरी
sum-cash-fee = कैश ऑन डिलीवरी
sum-rounding = राउंडिंग
sum-tax = कर
sum-tax-included = शामिल कर
sum-total = कुल
sum-gift-card = गिफ़्ट कार्ड
sum-due = देय रकम
free = मुफ़्त

mail-placed-subject = ऑर्डर { $number } की पुष्टि हो गई
mail-placed-title = आपके ऑर्डर के लिए धन्यवाद
mail-placed-text = हमें आपका ऑर्डर मिल गया है और हम उसे तैयार कर रहे हैं। ऑर्डर रवाना होने पर हम आपको फिर ईमेल भेजेंगे।
mail-awaited-subject = ऑर्डर { $number }: आपके बैंक ट्रांसफ़र का इंतज़ार है
mail-awaited-title = धन्यवाद। बस एक क़दम बाकी है
mail-awaited-text = आपके प्रोडक्ट आपके लिए अलग रख दिए गए हैं। कृपया नीचे दिए खाते में { $amount } ट्रांसफ़र करें। रकम मिलते ही हम आपका ऑर्डर भेज देंगे।
mail-dispatched-subject = ऑर्डर { $number } रास्ते में है
mail-dispatched-title = आपका ऑर्डर रास्ते में है
mail-dispatched-text = हमने आपका ऑर्डर डिलीवरी के लिए सौंप दिया है।
mail-cancelled-subject = ऑर्डर { $number } रद्द हो गया
mail-cancelled-title = आपका ऑर्डर रद्द हो गया है
mail-cancelled-text = इस ऑर्डर की डिलीवरी नहीं होगी, और आपको कुछ भी नहीं चुकाना है।
mail-cancelled-paid = इस ऑर्डर की डिलीवरी नहीं होगी। { $amount } आपको उसी तरीके से लौटाए जाएँगे जिससे आपने भुगतान किया था।
mail-refunded-subject = ऑर्डर { $number } का रिफ़ंड
mail-refunded-title = आपको { $amount } लौटाए जा रहे हैं
mail-refunded-text = रकम उसी तरीके से लौटेगी जिससे आपने भुगतान किया था। आपके खाते में दिखने में कुछ दिन लग सकते हैं।
mail-link-subject = आपके ऑर्डर { $number } का लिंक
mail-link-title = आपका ऑर्डर बस एक क्लिक दूर
mail-link-text = आपने हमसे अपने ऑर्डर का लिंक माँगा था। यह रहा।
mail-link-unasked = आपने नहीं माँगा? तो इस ईमेल को अनदेखा कर दें: लिंक किसी और को नहीं भेजा गया है।
mail-greeting = नमस्ते { $name },
mail-order = ऑर्डर { $number }
mail-view-order = अपना ऑर्डर देखें
mail-items = आपके प्रोडक्ट
mail-quantity = मात्रा: { $count }
mail-address = डिलीवरी का पता
mail-delivery = डिलीवरी
mail-payment = भुगतान
mail-transfer-amount = रकम
mail-transfer-reference = रेफ़रेंस
mail-transfer-account = खाता
mail-tracking = ट्रैकिंग नंबर
mail-answer = कोई सवाल है? बस इस ईमेल का जवाब दें।
mail-private-link = इस ईमेल का लिंक सिर्फ़ आपके लिए है: जिसके पास यह लिंक होगा, वह आपका ऑर्डर देख सकता है।
mail-reason = यह ईमेल आपको { $shop } पर आपके ऑर्डर की वजह से मिला है।

not-found-title = पेज नहीं मिला
not-found-text = हो सकता है पेज कहीं और चला गया हो, या प्रोडक्ट अब उपलब्ध न हो।
gone-title = अब उपलब्ध नहीं
gone-product = यह प्रोडक्ट अब हम नहीं बेचते। नीचे दिए प्रोडक्ट में से शायद कोई पसंद आए।
gone-page = यह पेज अब हटा दिया गया है।
gone-to-category = { $category } में और देखें
not-sold-here = { $market } में उपलब्ध नहीं
not-sold-here-text = यह प्रोडक्ट आपके देश या क्षेत्र में नहीं बिकता। नीचे से दूसरा देश चुनें, या हमारे बाकी प्रोडक्ट देखें।
error-title = कुछ गड़बड़ हो गई
error-text = माफ़ कीजिए, गलती हमारी ओर से हुई है। एक मिनट बाद फिर कोशिश करें। समस्या बनी रहे, तो नीचे दिया कोड बताकर हमसे संपर्क करें।
error-reference = संदर्भ कोड
closed-title = हम जल्द ही लौटेंगे
closed-text = दुकान कुछ देर के लिए उपलब्ध नहीं है। कृपया कुछ मिनट बाद फिर कोशिश करें।
setup-missing-title = यह दुकान अभी तैयार नहीं है
setup-missing-text = अगर यह आपकी दुकान है, तो सेटअप वाली फ़ाइल इंपोर्ट करें, जैसे “vitrine import shop.json”।
try-again = फिर कोशिश करें
to-home = होम पेज पर जाएँ
