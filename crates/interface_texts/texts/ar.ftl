# The shop's interface in Arabic. Percent signs stand between left-to-right marks, or they jump to the number's other side.

skip = انتقل إلى المحتوى
menu = القائمة
close = إغلاق
home = الرئيسية
main-navigation = التصفّح الرئيسي
breadcrumbs = مكانك في المتجر
shop = تسوّق
collections = المجموعات
help = المساعدة
stories = حكايات
story = حكاية
stories-lead = كيف تُصنع منتجاتنا، ومَن يصنعها.
stories-newest = الأحدث أولًا
stories-more = حكايات أخرى
browse = تسوّق حسب الفئة
popular = الأكثر طلبًا الآن
new-in = وصل حديثًا
welcome = أهلًا بك في { $shop }
welcome-text = اطّلع على الجديد، أو تسوّق حسب الفئة.
see-newest = جديدنا: { $name }
opening-soon = نفتتح قريبًا
opening-soon-text = نجهّز المتجر الآن. زُرنا من جديد قريبًا.
recent = منتجات شاهدتها مؤخرًا
related = قد يعجبك أيضًا

locale-choice = البلد واللغة
all-countries = جميع الدول والمناطق
all-countries-lead = اختر الدولة التي تريد التوصيل إليها.
prices-plain = الأسعار بعملة { $currency }
prices-vat-included = الأسعار بعملة { $currency } وتشمل ضريبة القيمة المضافة { $rate }‎%‎
prices-vat-excluded = الأسعار بعملة { $currency } ولا تشمل ضريبة القيمة المضافة { $rate }‎%‎
prices-gst-included = الأسعار بعملة { $currency } وتشمل ضريبة السلع والخدمات
prices-tax-added = الأسعار بعملة { $currency }، وتُضاف ضريبة المبيعات حيث تنطبق

product-count = { $count ->
    [zero] لا منتجات
    [one] منتج واحد
    [two] منتجان
    [few] { $shown } منتجات
    [many] { $shown } منتجًا
   *[other] { $shown } منتج
}
show-products = { $count ->
    [zero] لا منتجات لعرضها
    [one] عرض منتج واحد
    [two] عرض منتجين
    [few] عرض { $shown } منتجات
    [many] عرض { $shown } منتجًا
   *[other] عرض { $shown } منتج
}
colours = { $count ->
    [zero] بلا ألوان
    [one] لون واحد
    [two] لونان
    [few] { $shown } ألوان
    [many] { $shown } لونًا
   *[other] { $shown } لون
}
badge-new = جديد
badge-sale = تخفيض
badge-sold-out = نفدت الكمية
price-from = ابتداءً من
price-was = السعر السابق
price-now = السعر الآن

filter = تصفية
filter-remove = إزالة التصفية:
filter-clear = مسح الكل
sort = الترتيب
sort-featured = مختارات
sort-newest = الأحدث
sort-price-up = السعر، من الأقل إلى الأعلى
sort-price-down = السعر، من الأعلى إلى الأقل
price = السعر
price-least = من ({ $currency })
price-most = إلى ({ $currency })
price-apply = تطبيق
price-above = من { $price }
price-below = حتى { $price }
price-reversed = السعر الأدنى أعلى من السعر الأقصى، لذلك لم تُطبَّق تصفية السعر.
price-swapped = عرض { $range } بدلًا من ذلك
availability = التوفّر
available-only = المتوفّر فقط
features = المزايا
number-least = من
number-most = إلى
yes = نعم
no = لا
empty-title = لا توجد منتجات تطابق خياراتك
empty-text = أزل أحد الخيارات أعلاه، أو شاهد كل المنتجات.
empty-all = عرض الكل: { $name }
nothing-yet-title = لا توجد منتجات هنا بعد
nothing-yet-text = منتجات جديدة في الطريق. زُرنا من جديد قريبًا.
pages = الصفحات
page = صفحة
page-number = صفحة { $number }
previous = السابق
next = التالي

pictures = الصور
picture-number = صورة { $number }
picture-enlarge = تكبير الصورة
tax-vat-included = شامل ضريبة القيمة المضافة { $rate }‎%‎
tax-vat-excluded = غير شامل ضريبة القيمة المضافة { $rate }‎%‎
percent = { $number }‎%‎
tax-gst-included = شامل ضريبة السلع والخدمات
tax-added = تُضاف ضريبة المبيعات عند الدفع
option-not-made = ، غير متوفّر مع هذا الاختيار
option-sold-out = ، نفدت الكمية
stock-in = متوفّر
stock-low = { $count ->
    [zero] نفدت الكمية
    [one] بقيت قطعة واحدة فقط
    [two] بقيت قطعتان فقط
    [few] بقيت { $shown } قطع فقط
    [many] بقيت { $shown } قطعة فقط
   *[other] بقيت { $shown } قطعة فقط
}
stock-out = نفدت الكمية
arrives-by = يصلك بحلول
returns-free = { $count ->
    [one] إرجاع مجاني خلال يوم واحد
    [two] إرجاع مجاني خلال يومين
    [few] إرجاع مجاني خلال { $shown } أيام
    [many] إرجاع مجاني خلال { $shown } يومًا
   *[other] إرجاع مجاني خلال { $shown } يوم
}
ask = اسألنا عن هذا المنتج
sku = رمز المنتج
details = التفاصيل
brand = العلامة التجارية
material = الخامة
dimensions = الأبعاد
centimetres = سم ({ $sides })
inches = بوصة ({ $sides })
length = الطول
width = العرض
height = الارتفاع
weight = الوزن
kilograms = كغ
pounds = رطل
ounces = أونصة
care = العناية
gtin = رقم GTIN
mpn = رقم القطعة لدى المصنّع
country-of-origin = بلد المنشأ
shipping = الشحن
returns = الإرجاع

sum-goods = المنتجات
sum-delivery = التوصيل
sum-cash-fee = رسوم الدفع عند الاستلام
sum-rounding = التقريب
sum-tax = الضريبة
sum-tax-included = الضريبة المشمولة
sum-total = الإجمالي
sum-gift-card = بطاقة هدايا
sum-due = المبلغ المطلوب
free = مجانًا

mail-placed-subject = تم تأكيد الطلب { $number }
mail-placed-title = شكرًا لطلبك
mail-placed-text = وصلنا طلبك ونعمل على تجهيزه. سنراسلك مجددًا عند خروجه للتوصيل.
mail-awaited-subject = الطلب { $number }: بانتظار تحويلك
mail-awaited-title = شكرًا لك. بقيت خطوة واحدة
mail-awaited-text = حجزنا منتجاتك لك. نرجو تحويل { $amount } إلى الحساب أدناه، وسنرسل طلبك فور وصول المبلغ.
mail-dispatched-subject = الطلب { $number } في الطريق إليك
mail-dispatched-title = طلبك في الطريق إليك
mail-dispatched-text = سلّمنا طلبك إلى شركة التوصيل.
mail-cancelled-subject = تم إلغاء الطلب { $number }
mail-cancelled-title = تم إلغاء طلبك
mail-cancelled-text = لن يصلك شيء من هذا الطلب، وليس عليك دفع أي مبلغ.
mail-cancelled-paid = لن يصلك شيء من هذا الطلب. سنعيد إليك { $amount } بطريقة الدفع نفسها.
mail-refunded-subject = استرداد مبلغ الطلب { $number }
mail-refunded-title = نعيد إليك { $amount }
mail-refunded-text = يعود المبلغ إليك بطريقة الدفع نفسها، وقد يستغرق ظهوره في حسابك بضعة أيام.
mail-link-subject = رابط طلبك { $number }
mail-link-title = طلبك على بُعد نقرة
mail-link-text = طلبتَ منا رابط طلبك، وها هو.
mail-link-unasked = لم تطلبه؟ تجاهل هذه الرسالة، فلم يصل الرابط إلى أحد غيرك.
mail-greeting = مرحبًا { $name }،
mail-order = الطلب { $number }
mail-view-order = عرض طلبك
mail-items = منتجاتك
mail-quantity = الكمية: { $count }
mail-address = عنوان التوصيل
mail-delivery = التوصيل
mail-payment = الدفع
mail-transfer-amount = المبلغ
mail-transfer-reference = المرجع
mail-transfer-account = الحساب
mail-tracking = رقم التتبّع
mail-answer = هل لديك سؤال؟ ما عليك سوى الرد على هذه الرسالة.
mail-private-link = الرابط في هذه الرسالة لك وحدك: يستطيع كل من يملكه رؤية طلبك.
mail-reason = وصلتك هذه الرسالة بسبب طلبك من { $shop }.

not-found-title = الصفحة غير موجودة
not-found-text = ربما نُقلت الصفحة، أو لم يعد المنتج متوفّرًا.
gone-title = لم يعد متوفّرًا
gone-product = لم نعد نبيع هذا المنتج. قد يعجبك أحد المنتجات أدناه.
gone-page = أزلنا هذه الصفحة.
gone-to-category = المزيد من { $category }
not-sold-here = لا يُباع في { $market }
not-sold-here-text = هذا المنتج لا يُباع في بلدك أو منطقتك. اختر بلدًا آخر أدناه، أو تصفّح منتجاتنا الأخرى.
error-title = حدث خطأ ما
error-text = نعتذر، الخطأ من جانبنا. حاول مجددًا بعد دقيقة، وإن تكرّر الخطأ فراسلنا واذكر الرمز أدناه.
error-reference = الرمز المرجعي
closed-title = سنعود قريبًا
closed-text = المتجر غير متاح مؤقتًا. حاول مجددًا بعد بضع دقائق.
setup-missing-title = لم يتم إعداد هذا المتجر بعد
setup-missing-text = إن كان متجرك، فاستورد ملفًا يحتوي على الإعداد، مثلًا بالأمر “vitrine import shop.json”.
try-again = حاول مجددًا
to-home = الانتقال إلى الصفحة الرئيسية

cart = السلة
cart-add = أضف إلى السلة
cart-added = أُضيف إلى سلتك.
cart-empty = سلتك فارغة
cart-empty-text = كل ما تضيفه يبقى هنا 90 يومًا.
to-shop = الانتقال إلى المتجر
cart-unpriced = يتعذّر حساب سعر سلتك الآن. محتوياتها محفوظة كما هي.
cart-units = { $count ->
    [zero] لا قطع
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $shown } قطع
    [many] { $shown } قطعة
   *[other] { $shown } قطعة
}
cart-each = للقطعة
cart-quantity-of = كمية { $name }
cart-fewer = إنقاص قطعة
cart-more = زيادة قطعة
cart-update = تحديث
cart-remove = إزالة
cart-remove-name = إزالة { $name }
cart-removed = أُزيل من سلتك.
cart-put-back = إعادته إلى السلة
cart-no-number = اكتب الكمية رقمًا.
cart-full = سلتك ممتلئة. أزل أحد المنتجات، أو أتمّ هذا الطلب أولًا.
cart-not-sold = هذا المنتج لا يُباع في بلدك.
cart-gone = لم يعد هذا المنتج متوفّرًا.
cart-sold-out = نفدت كمية هذا المنتج.
cart-only-left = { $count ->
    [zero] نفدت الكمية.
    [one] بقيت قطعة واحدة فقط.
    [two] بقيت قطعتان فقط.
    [few] بقيت { $shown } قطع فقط.
    [many] بقيت { $shown } قطعة فقط.
   *[other] بقيت { $shown } قطعة فقط.
}
cart-take-left = { $count ->
    [zero] نفدت الكمية
    [one] اطلب قطعة واحدة
    [two] اطلب قطعتين
    [few] اطلب { $shown } قطع
    [many] اطلب { $shown } قطعة
   *[other] اطلب { $shown } قطعة
}
cart-aside = ليس ضمن طلبك
cart-moved = أنت تتسوّق الآن في { $market }. الأسعار والتوصيل والضرائب هي المعتمدة في هذا البلد.
cart-price-changed = سعر { $name } الآن { $now }، وكان { $before } عند إضافته إلى السلة.
cart-understood = حسنًا
cart-note = أضف ملاحظة إلى طلبك
cart-note-saved = حفظنا ملاحظتك.
save = حفظ
sum-title = ملخّص الطلب
sum-estimate = (تقديري)
sum-no-delivery = ستظهر تكلفة التوصيل بعد إدخال عنوانك.
to-checkout = إتمام الشراء
free-delivery-from = تبقّى { $amount } لتحصل على توصيل مجاني.
code-add = أضف رمز خصم أو بطاقة هدية
code-label = رمز الخصم أو بطاقة الهدية
code-use = تطبيق
code-malformed = أدخل رمزًا لا يتجاوز 64 حرفًا.
codes-full = لا تتّسع سلتك لمزيد من الرموز. أزل أحدها أولًا.
code-unknown = لا نعرف هذا الرمز. تحقّق من كتابته.
code-other-markets = هذا الرمز غير صالح في بلدك.
code-used-up = بلغ هذا الرمز الحدّ الأقصى لاستخدامه.
code-not-yet = يبدأ العمل بهذا الرمز في { $date }.
code-expired = انتهت صلاحية هذا الرمز في { $date }.
code-no-items = لا يشمل هذا الرمز أيًّا من منتجات سلتك.
code-needs-value = يتطلّب هذا الرمز منتجات مشمولة بقيمة { $needed }، ولديك منها { $have }.
code-needs-quantity = عدد القطع المشمولة التي يتطلّبها هذا الرمز: { $needed }، ولديك منها { $have }.
code-nothing = لا يوجد ما يخصمه هذا الرمز.
code-other-saves-more = يوفّر لك “{ $name }” أكثر، لذلك طبّقناه بدلًا من هذا الرمز.
code-others-save-more = خصوماتك الأخرى توفّر لك أكثر، لذلك لم يُطبَّق هذا الرمز.
gift-card-added = أُضيفت بطاقة الهدية.
gift-card-unknown = لا نعرف بطاقة الهدية هذه. تحقّق من الرمز.
gift-card-unusable = لا يمكن استخدام بطاقة الهدية هذه هنا.

checkout = إتمام الشراء
checkout-contact = بيانات الاتصال والعنوان
checkout-delivery = التوصيل
checkout-payment = الدفع
checkout-review = مراجعة الطلب وتأكيده
checkout-change = تعديل
checkout-change-step = تعديل: { $step }
checkout-change-cart = تعديل السلة
checkout-to-delivery = المتابعة إلى التوصيل
checkout-to-payment = المتابعة إلى الدفع
checkout-to-review = مراجعة الطلب
errors = { $count ->
    [zero] لا أخطاء في الحقول:
    [one] يوجد خطأ في حقل واحد:
    [two] يوجد خطأ في حقلين:
    [few] توجد أخطاء في { $shown } حقول:
    [many] توجد أخطاء في { $shown } حقلًا:
   *[other] توجد أخطاء في { $shown } حقل:
}
field-optional = (اختياري)
field-choose = اختر…
field-country = البلد
field-country-change = استخدام هذا البلد
field-email = البريد الإلكتروني
field-phone = رقم الهاتف
field-phone-reason = قد يتصل بك المندوب قبل التوصيل.
field-name = الاسم الكامل
field-company = الشركة
field-street = الشارع والمبنى
field-extra = الشقة، الطابق، علامة مميّزة
field-extra-hint = أي شيء يساعد المندوب على الوصول إليك.
field-area = المنطقة
field-district = المنطقة الإدارية
field-neighborhood = الحي
field-suburb = الضاحية
field-townland = تاون لاند
field-village-township = القرية أو البلدة
field-city = المدينة
field-post-town = المدينة
field-county = المقاطعة
field-department = القسم الإداري
field-do-si = المقاطعة أو المدينة
field-emirate = الإمارة
field-island = الجزيرة
field-oblast = الإقليم
field-parish = الأبرشية
field-prefecture = المحافظة
field-province = المحافظة أو المقاطعة
field-state = الولاية
field-postcode = الرمز البريدي
field-eircode = الرمز البريدي (Eircode)
field-pin = الرمز البريدي (PIN)
field-zip = الرمز البريدي (ZIP)
field-invoice-company = اسم الشركة
field-tax-number = الرقم الضريبي
field-missing = املأ هذا الحقل: { $field }.
field-too-long = الحدّ الأقصى لعدد الأحرف هو { $most }.
field-malformed = تحقّق من هذه المعلومة.
field-character = لا يمكن استخدام “{ $character }” هنا.
email-missing = أدخل بريدك الإلكتروني لنرسل إليك التأكيد.
email-no-at = يحتوي عنوان البريد الإلكتروني على علامة @، مثل name@example.com.
email-several-ats = لا يحتوي عنوان البريد الإلكتروني إلا على علامة @ واحدة.
email-malformed = تحقّق من الجزء الذي يلي علامة @، مثل name@example.com.
phone-missing = أدخل رقم هاتفك.
phone-too-short = أرقام هذا الهاتف أقل من المطلوب.
phone-unknown-country = ابدأ بعلامة + ورمز بلدك، أو اكتب رقمك المحلي.
phone-malformed = لا يمكننا الاتصال بهذا الرقم. تحقّق من الأرقام.
postcode-malformed = تحقّق منه: يجب أن يشبه { $example }.
company-open = أحتاج إلى فاتورة باسم شركة
company-missing = أدخل اسم الشركة صاحبة الرقم الضريبي.
tax-number-malformed = يجب أن يشبه { $example }.
tax-number-check = هذا الرقم لا يوافق عنوانك. تحقّق من الأحرف والأرقام.
delivery-none = لا يمكننا توصيل هذا الطلب إلى عنوانك. غيّر العنوان أو عدّل سلتك.
delivery-choose = اختر طريقة التوصيل.
delivery-arrives-on = يصلك { $day }
delivery-arrives-between = يصلك بين { $from } و{ $to }
delivery-ready-on = جاهز للاستلام { $day }
delivery-ready-between = جاهز للاستلام بين { $from } و{ $to }
payment-none = لا تتوفّر هنا طريقة لدفع هذا الطلب. تواصل معنا، أو عدّل سلتك.
payment-failed = لم تنجح عملية الدفع، ولم يُخصم أي مبلغ. حاول مجددًا، أو اختر طريقة دفع أخرى.
payment-nothing-due = لم يبقَ ما يُدفع
payment-fee = + { $amount }
payment-cash = الدفع عند الاستلام
payment-cash-text = ادفع للمندوب عند وصول طلبك.
payment-transfer = تحويل بنكي
payment-transfer-text = نشحن طلبك بعد وصول التحويل.
payment-test = دفع تجريبي
payment-due = يُدفع عند الاستلام
payment-awaited = بانتظار تحويلك
payment-paid = مدفوع
payment-refunded = أُعيد المبلغ
payment-open = الدفع جارٍ
payment-not-made = غير مدفوع
payment-in-review = نتحقّق من هذه الدفعة
payment-continue = المتابعة إلى الدفع
place-order = تأكيد الطلب · { $amount }
place-and-pay = ادفع { $amount }
place-text = يمكنك إلغاء طلبك ما دام لم يُشحن.
place-changed = تغيّر الإجمالي منذ آخر مرة رأيته. تحقّق منه أدناه قبل تأكيد الطلب.
place-code-used-up = بلغ أحد رموزك للتوّ الحدّ الأقصى لاستخدامه. الإجمالي أدناه محسوب من دونه.
place-gift-card-changed = رصيد بطاقة الهدية أقل مما كان. تحقّق من الإجمالي أدناه.
order-title = الطلب { $number }
order-placing = الدفع جارٍ
order-placing-text = لا نعرف بعد إن كانت عملية الدفع قد نجحت. ستعرض هذه الصفحة النتيجة فور وصولها، ولن يُخصم المبلغ مرتين.
order-placed = تم تأكيد الطلب
order-dispatched = في الطريق إليك
order-delivered = تم التوصيل
order-cancelled = ملغى
order-thanks = شكرًا لك. نرسل الآن تأكيدًا إلى { $email }.
order-timeline = تتبّع الطلب
order-receipt = الإيصال
order-address = عنوان التوصيل
order-address-hidden = لا يظهر العنوان الكامل إلا في المتصفّح الذي قُدِّم منه الطلب.
order-note = ملاحظتك
order-cancel = إلغاء هذا الطلب
order-cancel-text = لم يُشحن طلبك بعد، ويمكنك إلغاؤه الآن. سنعيد إليك كل ما دفعته.
order-cancel-now = إلغاء الطلب
event-begun = بدأ الطلب
event-placed = تم تقديم الطلب
event-payment-awaited = بانتظار الدفع
event-payment-failed = لم تنجح عملية الدفع
event-paid = تم الدفع
event-dispatched = تم الشحن
event-delivered = تم التوصيل
event-cancelled = أُلغي الطلب
event-refunded = أُعيد المبلغ
transfer-text = للدفع، حوّل هذا المبلغ واذكر هذا الرقم المرجعي:
transfer-amount = المبلغ
transfer-reference = الرقم المرجعي
transfer-until = نحجز لك طلبك حتى { $date }.
find-order = ابحث عن طلبك
find-order-text = أدخل رقم الطلب وبريدك الإلكتروني، وسنرسل إليك رابطًا لطلبك.
find-order-number = رقم الطلب
find-order-send = أرسل إليّ الرابط
find-order-sent = إن كان لدينا هذا الطلب، فالرابط في طريقه إلى هذا البريد.
find-order-missing = هذا الرابط لا يؤدي إلى أي طلب. أدخل رقم الطلب لتحصل على رابط جديد.
discount-title = لديك رمز خصم
discount-use = استخدمه في سلتي
shared-cart = سلة لك
shared-cart-add = أضف الكل إلى سلتي
cart-sold-out-meanwhile = سبقك مشترٍ آخر إلى القطع الأخيرة أثناء إتمام طلبك. لم يُخصم أي مبلغ.
estimate-open = احسب تكلفة التوصيل إلى عنوانك
cart-share = رابط لمشاركة هذه السلة
form-refused-title = تعذّر إتمام ذلك
form-refused-text = لم نتمكن من قراءة ما أُرسل، ولم يتغيّر شيء. ارجع إلى الصفحة وحاول مرة أخرى.
