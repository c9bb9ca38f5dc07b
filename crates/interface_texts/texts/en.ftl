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
