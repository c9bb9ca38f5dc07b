# The shop's interface in German. It addresses nobody, neither as Sie nor as du. Before percent signs stands a no-break space.

skip = Direkt zum Inhalt
menu = Menü
close = Schließen
home = Startseite
main-navigation = Hauptnavigation
breadcrumbs = Navigationspfad
shop = Shop
collections = Kollektionen
help = Hilfe
stories = Geschichten
story = Geschichte
stories-lead = Wie unsere Produkte entstehen und wer sie macht.
stories-newest = Neueste zuerst
stories-more = Weitere Geschichten
browse = Nach Kategorie stöbern
popular = Gerade beliebt
new-in = Neu eingetroffen
welcome = Willkommen bei { $shop }
welcome-text = Jetzt Neuheiten entdecken oder nach Kategorie stöbern.
see-newest = Neu: { $name }
opening-soon = Wir öffnen bald
opening-soon-text = Unser Shop wird gerade eingerichtet. Bitte bald wieder vorbeischauen.
recent = Zuletzt angesehen
related = Das könnte auch gefallen

locale-choice = Land und Sprache
all-countries = Alle Länder und Regionen
all-countries-lead = Wohin dürfen wir liefern?
prices-plain = Preise in { $currency }
prices-vat-included = Preise in { $currency }, inkl. { $rate } % MwSt.
prices-vat-excluded = Preise in { $currency }, zzgl. { $rate } % MwSt.
prices-gst-included = Preise in { $currency }, inkl. GST
prices-tax-added = Preise in { $currency }, ggf. zzgl. Verkaufssteuer (Sales Tax)

product-count = { $count ->
    [one] { $shown } Produkt
   *[other] { $shown } Produkte
}
show-products = { $count ->
    [one] { $shown } Produkt anzeigen
   *[other] { $shown } Produkte anzeigen
}
colours = { $count ->
    [one] { $shown } Farbe
   *[other] { $shown } Farben
}
badge-new = Neu
badge-sale = Sale
badge-sold-out = Ausverkauft
price-from = ab
price-was = Bisheriger Preis
price-now = Aktueller Preis

filter = Filter
filter-remove = Filter entfernen:
filter-clear = Alle entfernen
sort = Sortieren nach
sort-featured = Empfehlungen
sort-newest = Neuheiten
sort-price-up = Preis aufsteigend
sort-price-down = Preis absteigend
price = Preis
price-least = Von ({ $currency })
price-most = Bis ({ $currency })
price-apply = Anwenden
price-above = Ab { $price }
price-below = Bis { $price }
price-reversed = Der Mindestpreis liegt über dem Höchstpreis, der Preisfilter wurde daher nicht angewendet.
price-swapped = Stattdessen { $range } anzeigen
availability = Verfügbarkeit
available-only = Nur verfügbare Produkte
features = Eigenschaften
number-least = Von
number-most = Bis
yes = Ja
no = Nein
empty-title = Keine passenden Produkte gefunden
empty-text = Einen Filter oben entfernen oder alle Produkte ansehen.
empty-all = Alle ansehen: { $name }
nothing-yet-title = Hier gibt es noch keine Produkte
nothing-yet-text = Neue Produkte sind unterwegs. Bitte bald wieder vorbeischauen.
pages = Seiten
page = Seite
page-number = Seite { $number }
previous = Zurück
next = Weiter

pictures = Bilder
picture-number = Bild { $number }
picture-enlarge = Bild vergrößern
tax-vat-included = inkl. { $rate } % MwSt.
tax-vat-excluded = zzgl. { $rate } % MwSt.
percent = { $number } %
tax-gst-included = MRP, inkl. aller Steuern
tax-added = Verkaufssteuer (Sales Tax) wird an der Kasse berechnet
option-not-made = , in dieser Kombination nicht erhältlich
option-sold-out = , ausverkauft
stock-in = Verfügbar
stock-low = { $count ->
    [one] Nur noch { $shown } verfügbar
   *[other] Nur noch { $shown } verfügbar
}
stock-out = Ausverkauft
arrives-by = Lieferung bis
returns-free = { $count ->
    [one] Kostenlose Rückgabe innerhalb von { $shown } Tag
   *[other] Kostenlose Rückgabe innerhalb von { $shown } Tagen
}
ask = Frage zum Produkt stellen
sku = Artikelnummer
details = Produktdetails
brand = Marke
material = Material
dimensions = Maße
centimetres = cm ({ $sides })
inches = Zoll ({ $sides })
length = Länge
width = Breite
height = Höhe
weight = Gewicht
kilograms = kg
pounds = lb
ounces = oz
care = Pflege
gtin = GTIN (EAN)
mpn = Herstellernummer
country-of-origin = Herkunftsland
shipping = Versand
returns = Rückgabe

sum-goods = Artikel
sum-delivery = Lieferung
sum-cash-fee = Nachnahme
sum-rounding = Rundung
sum-tax = Steuern
sum-tax-included = Enthaltene Steuern
sum-total = Gesamtsumme
sum-gift-card = Geschenkkarte
sum-due = Zu zahlen
free = Kostenlos

mail-placed-subject = Bestellung { $number } bestätigt
mail-placed-title = Danke für die Bestellung
mail-placed-text = Die Bestellung ist bei uns eingegangen und wird vorbereitet. Sobald sie unterwegs ist, kommt die nächste Nachricht.
mail-awaited-subject = Bestellung { $number }: Überweisung offen
mail-awaited-title = Danke. Jetzt fehlt nur noch die Überweisung
mail-awaited-text = Die Artikel sind reserviert. Bitte { $amount } auf das unten genannte Konto überweisen. Sobald das Geld eingegangen ist, geht die Bestellung auf die Reise.
mail-dispatched-subject = Bestellung { $number } ist unterwegs
mail-dispatched-title = Die Bestellung ist unterwegs
mail-dispatched-text = Wir haben die Bestellung dem Versanddienst übergeben.
mail-cancelled-subject = Bestellung { $number } storniert
mail-cancelled-title = Die Bestellung ist storniert
mail-cancelled-text = Es wird nichts geliefert, und es ist nichts zu bezahlen.
mail-cancelled-paid = Es wird nichts geliefert. Wir erstatten { $amount } auf dem Weg, auf dem bezahlt wurde.
mail-refunded-subject = Erstattung zur Bestellung { $number }
mail-refunded-title = Wir erstatten { $amount }
mail-refunded-text = Das Geld geht auf dem Weg zurück, auf dem bezahlt wurde. Bis es auf dem Konto zu sehen ist, können einige Tage vergehen.
mail-link-subject = Link zur Bestellung { $number }
mail-link-title = Hier geht es zur Bestellung
mail-link-text = Der Link zur Bestellung wurde bei uns angefordert. Hier ist er.
mail-link-unasked = Nicht selbst angefordert? Dann bitte diese E-Mail ignorieren: Niemand sonst hat den Link erhalten.
mail-greeting = Guten Tag { $name },
mail-order = Bestellung { $number }
mail-view-order = Bestellung ansehen
mail-items = Artikel
mail-quantity = Menge: { $count }
mail-address = Lieferadresse
mail-delivery = Lieferung
mail-payment = Zahlung
mail-transfer-amount = Betrag
mail-transfer-reference = Verwendungszweck
mail-transfer-account = Konto
mail-tracking = Sendungsnummer
mail-answer = Fragen? Einfach auf diese E-Mail antworten.
mail-private-link = Der Link in dieser E-Mail bitte nicht weitergeben: Wer ihn hat, kann die Bestellung sehen.
mail-reason = Anlass dieser E-Mail ist eine Bestellung bei { $shop }.

not-found-title = Seite nicht gefunden
not-found-text = Vielleicht wurde die Seite verschoben, oder das Produkt ist nicht mehr erhältlich.
gone-title = Nicht mehr erhältlich
gone-product = Dieses Produkt gibt es bei uns nicht mehr. Vielleicht ist unten etwas Passendes dabei.
gone-page = Diese Seite gibt es nicht mehr.
gone-to-category = Mehr aus { $category }
not-sold-here = Im Shop { $market } nicht erhältlich
not-sold-here-text = Dieses Produkt wird in diesem Land nicht verkauft. Unten ein anderes Land auswählen oder weitere Produkte ansehen.
error-title = Etwas ist schiefgelaufen
error-text = Entschuldigung, der Fehler liegt bei uns. Bitte in einer Minute erneut versuchen. Tritt der Fehler wieder auf, bitte Kontakt mit uns aufnehmen und den Code unten angeben.
error-reference = Fehlercode
closed-title = Wir sind bald zurück
closed-text = Der Shop ist kurzzeitig nicht erreichbar. Bitte in einigen Minuten erneut versuchen.
setup-missing-title = Dieser Shop ist noch nicht eingerichtet
setup-missing-text = Wenn es Ihrer ist: Importieren Sie eine Datei mit einem Setup, zum Beispiel mit „vitrine import shop.json“.
try-again = Erneut versuchen
to-home = Zur Startseite
