# The shop's interface in Arabic. Percent signs stand between left-to-right marks, or they jump to the number's other side.

shop-name = Vitrine
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
stories-lead = كيف تُصنع الأشياء، وكيف تعيش بعد أن تغادرنا.
stories-newest = الأحدث أولًا
stories-more = حكايات أخرى
browse = تصفّح حسب النوع
popular = الأكثر طلبًا الآن
new-in = وصل حديثًا
welcome = أهلًا بك في { $shop }
welcome-text = اطّلع على الجديد، أو تصفّح حسب النوع.
see-piece = جديدنا: { $name }
opening-soon = نفتتح قريبًا
opening-soon-text = رفوفنا ما زالت خالية، وستصل القطع الأولى عمّا قريب.
recent = شاهدتَ مؤخرًا
related = تتناسق مع

locale-choice = البلد واللغة
market-ae = الإمارات العربية المتحدة
market-in = الهند
market-us = الولايات المتحدة
prices-vat-included = الأسعار بالدرهم الإماراتي وتشمل ضريبة القيمة المضافة 5‎%‎
prices-gst-included = الأسعار بالروبية الهندية وتشمل ضريبة السلع والخدمات
prices-tax-added = الأسعار بالدولار الأمريكي، وتُضاف ضريبة المبيعات حيث تنطبق

pieces = { $count ->
    [zero] لا قطع
    [one] قطعة واحدة
    [two] قطعتان
    [few] { $shown } قطع
    [many] { $shown } قطعة
   *[other] { $shown } قطعة
}
show-pieces = { $count ->
    [zero] لا قطع لعرضها
    [one] عرض قطعة واحدة
    [two] عرض قطعتين
    [few] عرض { $shown } قطع
    [many] عرض { $shown } قطعة
   *[other] عرض { $shown } قطعة
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
badge-sale = سعر مخفّض
badge-sold-out = نفدت الكمية
price-from = من
price-was = السعر السابق
price-now = السعر الآن

filter = تصفية
filter-remove = إزالة التصفية:
filter-clear = مسح الكل
sort = الترتيب
sort-featured = مختارات
sort-newest = الأحدث
sort-price-up = السعر: من الأقل
sort-price-down = السعر: من الأعلى
price = السعر
price-least = من ({ $currency })
price-most = إلى ({ $currency })
price-apply = تطبيق السعر
price-above = من { $price }
price-below = حتى { $price }
price-reversed = السعر الأدنى أعلى من السعر الأقصى، لذلك لم تُطبَّق تصفية السعر.
price-swapped = عرض { $range } بدلًا من ذلك
availability = التوفّر
available-only = المتوفّر فقط
empty-title = لا شيء يطابق كل ذلك
empty-text = لا توجد قطعة تناسب كل ما اخترته. أزل أحد الخيارات أعلاه أو ابدأ من جديد.
empty-all = كل ما في { $name }
nothing-yet-title = لا شيء هنا بعد
nothing-yet-text = ما زلنا نجهّز هذا القسم. نرجو أن تزوره من جديد قريبًا.
pages = الصفحات
page = صفحة
page-number = صفحة { $number }
previous = السابق
next = التالي

pictures = الصور
picture-number = صورة { $number }
picture-enlarge = تكبير الصورة
tax-vat-included = شامل ضريبة القيمة المضافة 5‎%‎
tax-gst-included = شامل ضريبة السلع والخدمات
tax-added = تُضاف ضريبة المبيعات عند الدفع
option-not-made = ، لا تُصنع بهذا الاختيار
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
arrives-by = يصل في موعد أقصاه
returns-free = { $count ->
    [one] إرجاع مجاني خلال يوم واحد
    [two] إرجاع مجاني خلال يومين
    [few] إرجاع مجاني خلال { $shown } أيام
    [many] إرجاع مجاني خلال { $shown } يومًا
   *[other] إرجاع مجاني خلال { $shown } يوم
}
ask = اسألنا عن هذه القطعة
sku = رمز المنتج
details = التفاصيل
brand = العلامة التجارية
material = الخامة
dimensions = الأبعاد
centimetres = سم ({ $sides })
length = الطول
width = العرض
height = الارتفاع
weight = الوزن
kilograms = كغ
care = العناية
shipping = الشحن
returns = الإرجاع

not-found-title = الصفحة غير موجودة
not-found-text = ربما نُقلت الصفحة، أو لم تعد القطعة معروضة للبيع.
error-title = حدث خلل من جانبنا
error-text = ليس الخطأ منك، وقد سجّلنا ما حدث. حاول بعد دقيقة، وإن استمر الأمر فراسلنا بالرمز أدناه.
error-reference = الرمز المرجعي
closed-title = مغلق لدقائق
closed-text = نعتني بالمتجر ونفتح من جديد قريبًا.
try-again = حاول مجددًا
to-home = الصفحة الرئيسية
