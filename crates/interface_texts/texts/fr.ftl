# The shop's interface in French. No-break spaces stand before colons and percent signs.

skip = Aller au contenu
menu = Menu
close = Fermer
home = Accueil
main-navigation = Navigation principale
breadcrumbs = Vous êtes ici
shop = Boutique
collections = Collections
help = Aide
stories = Histoires
story = Histoire
stories-lead = Comment naissent nos produits, et qui les fabrique.
stories-newest = Les plus récentes
stories-more = À lire aussi
browse = Parcourir par catégorie
popular = Populaires en ce moment
new-in = Nouveautés
welcome = Bienvenue chez { $shop }
welcome-text = Découvrez les nouveautés ou parcourez nos catégories.
see-newest = Nouveau : { $name }
opening-soon = Ouverture prochaine
opening-soon-text = Nous préparons la boutique. Revenez bientôt nous voir.
recent = Vus récemment
related = Vous aimerez aussi

locale-choice = Pays et langue
all-countries = Tous les pays et régions
all-countries-lead = Où devons-nous livrer votre commande ?
prices-plain = Prix en { $currency }
prices-vat-included = Prix en { $currency }, TVA incluse ({ $rate } %)
prices-vat-excluded = Prix en { $currency }, hors TVA ({ $rate } %)
prices-gst-included = Prix en { $currency }, GST incluse
prices-tax-added = Prix en { $currency }, hors taxe de vente éventuelle

product-count = { $count ->
    [one] { $shown } produit
    [many] { $shown } de produits
   *[other] { $shown } produits
}
show-products = { $count ->
    [one] Voir { $shown } produit
    [many] Voir { $shown } de produits
   *[other] Voir { $shown } produits
}
colours = { $count ->
    [one] { $shown } couleur
    [many] { $shown } de couleurs
   *[other] { $shown } couleurs
}
badge-new = Nouveau
badge-sale = Promo
badge-sold-out = Épuisé
price-from = Dès
price-was = Ancien prix
price-now = Prix actuel

filter = Filtrer
filter-remove = Retirer le filtre :
filter-clear = Tout effacer
# The page adds a colon.
sort = Trier par{ "\u00A0" }
sort-featured = Notre sélection
sort-newest = Nouveautés
sort-price-up = Prix croissant
sort-price-down = Prix décroissant
price = Prix
price-least = Min. ({ $currency })
price-most = Max. ({ $currency })
price-apply = Appliquer
price-above = À partir de { $price }
price-below = Jusqu’à { $price }
price-reversed = Le prix minimum est supérieur au prix maximum : le filtre de prix n’a pas été appliqué.
price-swapped = Afficher plutôt { $range }
availability = Disponibilité
available-only = En stock uniquement
features = Caractéristiques
number-least = Min.
number-most = Max.
yes = Oui
no = Non
empty-title = Aucun produit ne correspond à vos filtres
empty-text = Retirez un filtre ci-dessus ou affichez tous les produits.
empty-all = Tout voir : { $name }
nothing-yet-title = Aucun produit pour le moment
nothing-yet-text = De nouveaux produits arrivent. Revenez bientôt nous voir.
pages = Pages
page = Page
page-number = page { $number }
previous = Précédent
next = Suivant

pictures = Photos
picture-number = Photo { $number }
picture-enlarge = Agrandir la photo
tax-vat-included = TVA incluse ({ $rate } %)
tax-vat-excluded = Hors TVA ({ $rate } %)
percent = { $number } %
tax-gst-included = MRP, toutes taxes comprises
tax-added = Taxe de vente ajoutée au moment du paiement
option-not-made = , indisponible dans cette combinaison
option-sold-out = , épuisé
stock-in = En stock
stock-low = { $count ->
    [one] Plus que { $shown } en stock
    [many] Plus que { $shown } en stock
   *[other] Plus que { $shown } en stock
}
stock-out = Épuisé
arrives-by = Livré au plus tard le
returns-free = { $count ->
    [one] Retours gratuits sous { $shown } jour
    [many] Retours gratuits sous { $shown } de jours
   *[other] Retours gratuits sous { $shown } jours
}
ask = Poser une question sur ce produit
sku = Référence
details = Détails
brand = Marque
material = Matière
dimensions = Dimensions
centimetres = cm ({ $sides })
inches = po ({ $sides })
length = longueur
width = largeur
height = hauteur
weight = Poids
kilograms = kg
pounds = lb
ounces = oz
care = Entretien
gtin = GTIN (EAN)
mpn = Référence fabricant
country-of-origin = Pays d’origine
shipping = Livraison
returns = Retours

not-found-title = Page introuvable
not-found-text = La page a peut-être été déplacée, ou le produit n’est plus disponible.
gone-title = Plus disponible
gone-product = Nous ne vendons plus ce produit. Découvrez d’autres produits ci-dessous.
gone-page = Cette page n’existe plus.
gone-to-category = Voir la catégorie { $category }
not-sold-here = Non vendu dans notre boutique { $market }
not-sold-here-text = Ce produit n’est pas vendu dans votre pays ou région. Choisissez un autre pays ci-dessous ou découvrez nos autres produits.
error-title = Une erreur est survenue
error-text = Toutes nos excuses, l’erreur vient de chez nous. Veuillez réessayer dans une minute. Si le problème persiste, contactez-nous en indiquant le code ci-dessous.
error-reference = Code de référence
closed-title = Nous revenons bientôt
closed-text = La boutique est momentanément indisponible. Veuillez réessayer dans quelques minutes.
setup-missing-title = Cette boutique n’est pas encore configurée
setup-missing-text = Si c’est la vôtre, importez un fichier de configuration, par exemple avec « vitrine import shop.json ».
try-again = Réessayer
to-home = Retour à l’accueil
