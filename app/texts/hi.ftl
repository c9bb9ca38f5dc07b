# The shop's interface in Hindi.

shop-name = Vitrine
skip = मुख्य सामग्री पर जाएँ
menu = मेन्यू
close = बंद करें
home = मुखपृष्ठ
main-navigation = मुख्य नेविगेशन
breadcrumbs = आप यहाँ हैं
shop = खरीदारी
collections = संग्रह
help = सहायता
stories = कहानियाँ
story = कहानी
stories-lead = चीज़ें कैसे बनती हैं, और हमारे यहाँ से जाने के बाद कैसे जीती हैं।
stories-newest = नई कहानियाँ पहले
stories-more = और कहानियाँ
browse = श्रेणी के अनुसार देखें
popular = अभी लोकप्रिय
new-in = नया आया
welcome = { $shop } में आपका स्वागत है
welcome-text = देखें क्या नया है, या श्रेणी के अनुसार चुनें।
see-piece = नया: { $name }
opening-soon = जल्द ही शुरू हो रहे हैं
opening-soon-text = हमारी शेल्फ़ अभी खाली हैं। पहली वस्तुएँ जल्द आएँगी।
recent = हाल में देखी गई वस्तुएँ
related = इनके साथ जँचता है

locale-choice = देश और भाषा
market-ae = संयुक्त अरब अमीरात
market-in = भारत
market-us = संयुक्त राज्य अमेरिका
prices-vat-included = कीमतें AED में हैं, 5% वैट सहित
prices-gst-included = कीमतें रुपये में हैं, जीएसटी सहित
prices-tax-added = कीमतें USD में हैं; जहाँ लागू हो, बिक्री कर अलग से जुड़ेगा

pieces = { $count ->
    [one] { $shown } वस्तु
   *[other] { $shown } वस्तुएँ
}
show-pieces = { $count ->
    [one] { $shown } वस्तु दिखाएँ
   *[other] { $shown } वस्तुएँ दिखाएँ
}
colours = { $count ->
    [one] { $shown } रंग
   *[other] { $shown } रंग
}
badge-new = नया
badge-sale = घटी कीमत
badge-sold-out = बिक चुका
price-from = शुरुआती कीमत
price-was = पहले
price-now = अब

filter = फ़िल्टर
filter-remove = फ़िल्टर हटाएँ:
filter-clear = सभी हटाएँ
sort = क्रम
sort-featured = चुनिंदा
sort-newest = नए पहले
sort-price-up = कीमत: कम से ज़्यादा
sort-price-down = कीमत: ज़्यादा से कम
price = कीमत
price-least = से, { $currency }
price-most = तक, { $currency }
price-apply = कीमत लागू करें
price-above = { $price } से
price-below = { $price } तक
price-reversed = न्यूनतम कीमत अधिकतम कीमत से ज़्यादा है, इसलिए कीमत का फ़िल्टर लागू नहीं हुआ।
price-swapped = इसके बजाय { $range } दिखाएँ
availability = उपलब्धता
available-only = केवल उपलब्ध
empty-title = इन सब से मेल खाता कुछ नहीं मिला
empty-text = आपके चुने हुए सभी फ़िल्टर पर कोई वस्तु खरी नहीं उतरती। ऊपर से कोई एक हटाएँ, या फिर से शुरू करें।
empty-all = { $name }: सभी वस्तुएँ
nothing-yet-title = यहाँ अभी कुछ नहीं है
nothing-yet-text = यह संग्रह तैयार हो रहा है। कृपया जल्द ही फिर देखें।
pages = पृष्ठ
page = पृष्ठ
page-number = पृष्ठ { $number }
previous = पिछला
next = अगला

pictures = तस्वीरें
picture-number = तस्वीर { $number }
picture-enlarge = तस्वीर बड़ी करें
tax-vat-included = 5% वैट सहित
tax-gst-included = एमआरपी, जीएसटी सहित
tax-added = बिक्री कर भुगतान के समय जुड़ेगा
option-not-made = , इस मेल में नहीं बनता
option-sold-out = , बिक चुका
stock-in = उपलब्ध
stock-low = { $count ->
    [one] केवल { $shown } बचा है
   *[other] केवल { $shown } बचे हैं
}
stock-out = बिक चुका
arrives-by = पहुँचने की तारीख
returns-free = { $count ->
    [one] { $shown } दिन तक मुफ़्त वापसी
   *[other] { $shown } दिन तक मुफ़्त वापसी
}
ask = इस वस्तु के बारे में पूछें
sku = एसकेयू
details = विवरण
brand = ब्रांड
material = सामग्री
dimensions = माप
centimetres = सेमी ({ $sides })
length = लंबाई
width = चौड़ाई
height = ऊँचाई
weight = वज़न
kilograms = किग्रा
care = देखभाल
shipping = डिलीवरी
returns = वापसी

not-found-title = पृष्ठ नहीं मिला
not-found-text = हो सकता है पृष्ठ कहीं और चला गया हो, या वह वस्तु अब न बिकती हो।
error-title = हमारी ओर से कुछ गड़बड़ हुई
error-text = गलती आपकी नहीं है। जो हुआ उसे दर्ज कर लिया गया है। एक मिनट बाद फिर कोशिश करें; ठीक न हो तो नीचे दिए कोड के साथ हमें लिखें।
error-reference = संदर्भ
closed-title = हम कुछ मिनटों के लिए बंद हैं
closed-text = दुकान की देखरेख हो रही है और जल्दी ही फिर खुलेगी।
try-again = फिर कोशिश करें
to-home = मुखपृष्ठ पर जाएँ
