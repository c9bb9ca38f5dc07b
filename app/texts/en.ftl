# The shop's interface in English. A key is what the text is for; every key is in every language.

shop-name = Vitrine
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
stories-lead = How things are made, and how they live once they leave us.
stories-newest = The newest first
stories-more = More stories
browse = Browse by kind
popular = Popular now
new-in = New in
welcome = Welcome to { $shop }
welcome-text = See what is new, or browse by kind.
see-piece = New: { $name }
opening-soon = Opening soon
opening-soon-text = Our shelves are still empty. The first pieces arrive before long.
recent = Recently viewed
related = Goes well with

locale-choice = Country and language
market-ae = United Arab Emirates
market-in = India
market-us = United States
prices-vat-included = Prices in AED include 5% VAT
prices-gst-included = Prices in INR include GST
prices-tax-added = Prices in USD; sales tax is added where it applies

pieces = { $count ->
    [one] { $shown } piece
   *[other] { $shown } pieces
}
show-pieces = { $count ->
    [one] Show { $shown } piece
   *[other] Show { $shown } pieces
}
colours = { $count ->
    [one] { $shown } colour
   *[other] { $shown } colours
}
badge-new = New
badge-sale = Reduced
badge-sold-out = Sold out
price-from = from
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
price-least = From, { $currency }
price-most = To, { $currency }
price-apply = Apply price
price-above = From { $price }
price-below = Up to { $price }
price-reversed = The lowest price is above the highest, so the price filter is off.
price-swapped = Show { $range } instead
availability = Availability
available-only = In stock only
empty-title = Nothing matches all of that
empty-text = No piece fits every filter you chose. Take one away above, or start again from all of them.
empty-all = All of { $name }
nothing-yet-title = Nothing here yet
nothing-yet-text = We are still filling this shelf. Please look in again soon.
pages = Pages
page = Page
page-number = page { $number }
previous = Previous
next = Next

pictures = Pictures
picture-number = Picture { $number }
picture-enlarge = Enlarge picture
tax-vat-included = Includes 5% VAT
tax-gst-included = MRP, includes GST
tax-added = Sales tax is added at checkout
option-not-made = , not made in this combination
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
ask = Ask us about this piece
sku = SKU
details = Details
brand = Brand
material = Material
dimensions = Dimensions
centimetres = cm ({ $sides })
length = length
width = width
height = height
weight = Weight
kilograms = kg
care = Care
shipping = Shipping
returns = Returns

not-found-title = Page not found
not-found-text = The page may have moved, or the piece is no longer sold.
error-title = Something broke on our side
error-text = It is not you. What happened has been noted down. Try again in a minute; if it stays this way, write to us with the code below.
error-reference = Reference
closed-title = We are closed for a few minutes
closed-text = The shop is being looked after and opens again shortly.
try-again = Try again
to-home = Go to the home page
