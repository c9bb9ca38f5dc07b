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

sum-goods = Articles
sum-delivery = Livraison
sum-cash-fee = Paiement à la livraison
sum-rounding = Arrondi
sum-tax = Taxes
sum-tax-included = Taxes incluses
sum-total = Total
sum-gift-card = Carte cadeau
sum-due = À payer
free = Gratuit

mail-placed-subject = Commande { $number } confirmée
mail-placed-title = Merci pour votre commande
mail-placed-text = Nous avons bien reçu votre commande et nous la préparons. Nous vous écrirons de nouveau dès qu’elle sera en route.
mail-awaited-subject = Commande { $number } : en attente de votre virement
mail-awaited-title = Merci. Il ne reste qu’une étape
mail-awaited-text = Vos articles sont réservés. Merci de virer { $amount } sur le compte indiqué ci-dessous. Nous expédierons votre commande dès réception du paiement.
mail-dispatched-subject = La commande { $number } est en route
mail-dispatched-title = Votre commande est en route
mail-dispatched-text = Nous avons remis votre commande au transporteur.
mail-cancelled-subject = Commande { $number } annulée
mail-cancelled-title = Votre commande est annulée
mail-cancelled-text = Rien ne sera livré et vous n’avez rien à payer.
mail-cancelled-paid = Rien ne sera livré. Nous vous remboursons { $amount } par le moyen de paiement utilisé.
mail-refunded-subject = Remboursement de la commande { $number }
mail-refunded-title = Nous vous remboursons { $amount }
mail-refunded-text = Le montant vous est rendu par le moyen de paiement utilisé. Quelques jours peuvent s’écouler avant qu’il apparaisse sur votre compte.
mail-link-subject = Le lien vers votre commande { $number }
mail-link-title = Votre commande en un clic
mail-link-text = Vous nous avez demandé le lien vers votre commande. Le voici.
mail-link-unasked = Ce n’était pas vous ? Ignorez cet e-mail : personne d’autre n’a reçu le lien.
mail-greeting = Bonjour { $name },
mail-order = Commande { $number }
mail-view-order = Voir votre commande
mail-items = Vos articles
mail-quantity = Quantité : { $count }
mail-address = Adresse de livraison
mail-delivery = Livraison
mail-payment = Paiement
mail-transfer-amount = Montant
mail-transfer-reference = Référence
mail-transfer-account = Compte
mail-tracking = Numéro de suivi
mail-answer = Une question ? Répondez simplement à cet e-mail.
mail-private-link = Le lien de cet e-mail vous est réservé : toute personne qui l’a peut voir votre commande.
mail-reason = Vous recevez cet e-mail à la suite de votre commande chez { $shop }.

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
