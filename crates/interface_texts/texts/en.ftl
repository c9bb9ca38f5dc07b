# The shop's interface in English. A key is what the text is for; every key is in every language.

skip = Skip to content
menu = Menu
close = Close
home = Home
main-navigation = Main
breadcrumbs = You are here
shop = Shop
collections = Collections
help = Help
stories = Stories
story = Story
stories-lead = How our products are made, and the people who make them.
stories-newest = Newest first
stories-more = More stories
browse = Shop by category
popular = Popular now
new-in = New in
welcome = Welcome to { $shop }
welcome-text = See what’s new, or shop by category.
see-newest = New: { $name }
opening-soon = Opening soon
opening-soon-text = We’re getting the shop ready. Please check back soon.
recent = Recently viewed
related = You may also like

locale-choice = Country and language
all-countries = All countries and regions
all-countries-lead = Where should we send your order?
prices-plain = Prices in { $currency }
prices-vat-included = Prices in { $currency } include { $rate }% VAT
prices-vat-excluded = Prices in { $currency } exclude { $rate }% VAT
prices-gst-included = Prices in { $currency } include GST
prices-tax-added = Prices in { $currency }; sales tax is added where it applies

product-count = { $count ->
    [one] { $shown } product
   *[other] { $shown } products
}
show-products = { $count ->
    [one] Show { $shown } product
   *[other] Show { $shown } products
}
colours = { $count ->
    [one] { $shown } colour
   *[other] { $shown } colours
}
badge-new = New
badge-sale = Sale
badge-sold-out = Sold out
price-from = From
price-was = Was
price-now = Now

filter = Filter
filter-remove = Remove filter:
filter-clear = Clear all
sort = Sort
sort-featured = Featured
sort-newest = Newest
sort-price-up = Price, low to high
sort-price-down = Price, high to low
price = Price
price-least = From ({ $currency })
price-most = To ({ $currency })
price-apply = Apply
price-above = From { $price }
price-below = Up to { $price }
price-reversed = The minimum price is higher than the maximum, so prices aren’t filtered.
price-swapped = Show { $range } instead
availability = Availability
available-only = In stock only
features = Features
number-least = From
number-most = To
yes = Yes
no = No
empty-title = No products match your filters
empty-text = Remove a filter above, or see everything.
empty-all = See all: { $name }
nothing-yet-title = No products here yet
nothing-yet-text = New products are on their way. Please check back soon.
pages = Pages
page = Page
page-number = page { $number }
previous = Previous
next = Next

pictures = Pictures
picture-number = Picture { $number }
picture-enlarge = Enlarge picture
tax-vat-included = Includes { $rate }% VAT
tax-vat-excluded = Plus { $rate }% VAT
percent = { $number }%
tax-gst-included = MRP, inclusive of all taxes
tax-added = Sales tax is added at checkout
option-not-made = , not available in this combination
option-sold-out = , sold out
stock-in = In stock
stock-low = { $count ->
    [one] Only { $shown } left
   *[other] Only { $shown } left
}
stock-out = Sold out
arrives-by = Arrives by
returns-free = { $count ->
    [one] Free returns within { $shown } day
   *[other] Free returns within { $shown } days
}
ask = Ask about this product
sku = SKU
details = Details
brand = Brand
material = Material
dimensions = Dimensions
centimetres = cm ({ $sides })
inches = in ({ $sides })
length = length
width = width
height = height
weight = Weight
kilograms = kg
pounds = lb
ounces = oz
care = Care
gtin = GTIN
mpn = Manufacturer part number
country-of-origin = Country of origin
shipping = Shipping
returns = Returns

sum-goods = Items
sum-delivery = Delivery
sum-cash-fee = Cash on delivery
sum-rounding = Rounding
sum-tax = Tax
sum-tax-included = Tax included
sum-total = Total
sum-gift-card = Gift card
sum-due = To pay
free = Free

mail-placed-subject = Order { $number } confirmed
mail-placed-title = Thank you for your order
mail-placed-text = We have your order and are getting it ready. We’ll write again when it is on its way.
mail-awaited-subject = Order { $number }: waiting for your transfer
mail-awaited-title = Thank you. One step is left
mail-awaited-text = Your items are reserved for you. Please transfer { $amount } to the account below. We send your order as soon as the money has arrived.
mail-dispatched-subject = Order { $number } is on its way
mail-dispatched-title = Your order is on its way
mail-dispatched-text = We have handed your order over for delivery.
mail-cancelled-subject = Order { $number } cancelled
mail-cancelled-title = Your order is cancelled
mail-cancelled-text = Nothing will be delivered, and there is nothing to pay.
mail-cancelled-paid = Nothing will be delivered. You get { $amount } back the way you paid.
mail-refunded-subject = Refund for order { $number }
mail-refunded-title = You get { $amount } back
mail-refunded-text = The money goes back the way you paid. It can take a few days until you see it in your account.
mail-link-subject = The link to your order { $number }
mail-link-title = Your order is one click away
mail-link-text = You asked for the link to your order. Here it is.
mail-link-unasked = It wasn’t you? Then ignore this e-mail: nobody else has received the link.
mail-greeting = Hello { $name },
mail-order = Order { $number }
mail-view-order = View your order
mail-items = Your items
mail-quantity = Quantity: { $count }
mail-address = Delivery address
mail-delivery = Delivery
mail-payment = Payment
mail-transfer-amount = Amount
mail-transfer-reference = Reference
mail-transfer-account = Account
mail-tracking = Tracking number
mail-answer = Any questions? Simply reply to this e-mail.
mail-private-link = The link in this e-mail is meant for you alone: whoever has it can see your order.
mail-reason = You receive this e-mail because of your order at { $shop }.

not-found-title = Page not found
not-found-text = The page may have moved, or the product is no longer available.
gone-title = No longer available
gone-product = We no longer sell this product. You may like one of these instead.
gone-page = We have taken this page down.
gone-to-category = More in { $category }
not-sold-here = Not sold in our { $market } shop
not-sold-here-text = This product isn’t sold in your country or region. Choose another country below, or see our other products.
error-title = Something went wrong
error-text = Sorry, this is our fault. Please try again in a minute. If it happens again, contact us and quote the code below.
error-reference = Reference code
closed-title = We’ll be back soon
closed-text = The shop is unavailable for a moment. Please try again in a few minutes.
setup-missing-title = This shop isn’t set up yet
setup-missing-text = If it’s yours: import a file that has a setup, for example with “vitrine import shop.json”.
try-again = Try again
to-home = Go to the home page
