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
