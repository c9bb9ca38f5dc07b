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

cart = Panier
cart-add = Ajouter au panier
cart-added = Ajouté à votre panier.
cart-empty = Votre panier est vide
cart-empty-text = Les articles que vous ajoutez y restent 90 jours.
to-shop = Aller à la boutique
cart-unpriced = Nous ne pouvons pas calculer le prix de votre panier pour le moment. Son contenu est conservé.
cart-units = { $count ->
    [one] { $shown } article
    [many] { $shown } d’articles
   *[other] { $shown } articles
}
cart-each = l’unité
cart-quantity-of = Quantité : { $name }
cart-fewer = Un de moins
cart-more = Un de plus
cart-update = Mettre à jour
cart-remove = Supprimer
cart-remove-name = Supprimer { $name }
cart-removed = Supprimé de votre panier.
cart-put-back = Remettre dans le panier
cart-no-number = Indiquez la quantité en chiffres.
cart-full = Votre panier est plein. Supprimez un article ou passez d’abord cette commande.
cart-not-sold = Cet article n’est pas vendu dans votre pays.
cart-gone = Cet article n’est plus disponible.
cart-sold-out = Cet article est épuisé.
cart-only-left = { $count ->
    [one] Il n’en reste que { $shown }.
    [many] Il n’en reste que { $shown }.
   *[other] Il n’en reste que { $shown }.
}
cart-take-left = { $count ->
    [one] En prendre { $shown }
    [many] En prendre { $shown }
   *[other] En prendre { $shown }
}
cart-aside = Non inclus dans votre commande
cart-moved = Vous achetez maintenant dans notre boutique { $market }. Les prix, la livraison et les taxes sont ceux de ce pays.
cart-price-changed = { $name } coûte maintenant { $now } ; le prix était de { $before } lors de l’ajout au panier.
cart-understood = OK
cart-note = Ajouter un message à votre commande
cart-note-saved = Votre message est enregistré.
save = Enregistrer
sum-title = Récapitulatif de la commande
# The page adds a colon.
sum-estimate = (estimation)
sum-no-delivery = Les frais de livraison s’afficheront dès que nous connaîtrons votre adresse.
to-checkout = Passer commande
free-delivery-from = Plus que { $amount } pour profiter de la livraison gratuite.
code-add = Ajouter un code promo ou une carte cadeau
code-label = Code promo ou carte cadeau
code-use = Appliquer
code-malformed = Saisissez un code de 64 caractères maximum.
codes-full = Votre panier ne peut pas contenir plus de codes. Supprimez-en un d’abord.
code-unknown = Nous ne connaissons pas ce code. Vérifiez la saisie.
code-other-markets = Ce code n’est pas valable dans votre pays.
code-used-up = Ce code a atteint sa limite d’utilisation.
code-not-yet = Ce code sera valable à partir du { $date }.
code-expired = Ce code a expiré le { $date }.
code-no-items = Aucun article de votre panier ne bénéficie de ce code.
code-needs-value = Ce code s’applique à partir de { $needed } d’articles concernés ; vous en avez pour { $have }.
code-needs-quantity = Ce code s’applique à partir de { $needed } articles concernés ; vous en avez { $have }.
code-nothing = Ce code n’apporte aucune réduction.
code-other-saves-more = « { $name } » vous fait économiser davantage : nous l’avons donc appliqué à la place.
code-others-save-more = Vos autres réductions vous font économiser davantage : ce code n’est donc pas appliqué.
gift-card-added = Carte cadeau ajoutée.
gift-card-unknown = Nous ne connaissons pas cette carte cadeau. Vérifiez le code.
gift-card-unusable = Cette carte cadeau ne peut pas être utilisée ici.

checkout = Votre commande
checkout-contact = Coordonnées et adresse
checkout-delivery = Livraison
checkout-payment = Paiement
checkout-review = Vérifier et commander
checkout-change = Modifier
checkout-change-step = Modifier : { $step }
checkout-change-cart = Modifier votre panier
checkout-to-delivery = Continuer vers la livraison
checkout-to-payment = Continuer vers le paiement
checkout-to-review = Vérifier votre commande
errors = { $count ->
    [one] { $shown } champ est à corriger :
    [many] { $shown } de champs sont à corriger :
   *[other] { $shown } champs sont à corriger :
}
field-optional = (facultatif)
field-choose = Choisir…
field-country = Pays
field-country-change = Utiliser ce pays
field-email = Adresse e-mail
field-phone = Téléphone
field-phone-reason = Le livreur peut vous appeler avant de livrer.
field-name = Prénom et nom
field-company = Société
field-street = Numéro et rue
field-extra = Appartement, étage, point de repère
field-extra-hint = Tout ce qui aide le livreur à vous trouver.
field-area = Secteur
field-district = District
field-neighborhood = Quartier
field-suburb = Localité
field-townland = Townland
field-village-township = Village ou commune
field-city = Ville
field-post-town = Ville
field-county = Comté
field-department = Département
field-do-si = Province ou ville
field-emirate = Émirat
field-island = Île
field-oblast = Région
field-parish = Paroisse
field-prefecture = Préfecture
field-province = Province
field-state = État
field-postcode = Code postal
field-eircode = Eircode
field-pin = Code postal (PIN)
field-zip = Code postal (ZIP)
field-invoice-company = Nom de l’entreprise
field-tax-number = Numéro de TVA
field-missing = Renseignez ce champ : { $field }.
field-too-long = Utilisez { $most } caractères maximum.
field-malformed = Vérifiez cette information.
field-character = « { $character } » ne peut pas être utilisé ici.
email-missing = Indiquez votre adresse e-mail pour recevoir la confirmation.
email-no-at = Une adresse e-mail comporte un @, comme dans name@example.com.
email-several-ats = Une adresse e-mail ne comporte qu’un seul @.
email-malformed = Vérifiez la partie après le @, comme dans name@example.com.
phone-missing = Indiquez votre numéro de téléphone.
phone-too-short = Ce numéro ne comporte pas assez de chiffres.
phone-unknown-country = Commencez par + et l’indicatif de votre pays, ou saisissez votre numéro local.
phone-malformed = Nous ne pouvons pas appeler ce numéro. Vérifiez les chiffres.
postcode-malformed = Vérifiez ce code : il devrait ressembler à { $example }.
company-open = J’ai besoin d’une facture au nom d’une entreprise
company-missing = Indiquez le nom de l’entreprise à laquelle correspond ce numéro de TVA.
tax-number-malformed = Ce numéro devrait ressembler à { $example }.
tax-number-check = Ce numéro ne correspond pas à votre adresse. Vérifiez les caractères.
delivery-none = Nous ne pouvons pas livrer cette commande à votre adresse. Modifiez l’adresse ou votre panier.
delivery-choose = Choisissez un mode de livraison.
delivery-arrives-on = Livré le { $day }
delivery-arrives-between = Livré entre le { $from } et le { $to }
delivery-ready-on = Prêt à retirer le { $day }
delivery-ready-between = Prêt à retirer entre le { $from } et le { $to }
payment-none = Aucun mode de paiement n’est disponible ici pour cette commande. Contactez-nous ou modifiez votre panier.
payment-failed = Le paiement n’a pas abouti et rien n’a été débité. Réessayez ou choisissez un autre mode de paiement.
payment-nothing-due = Plus rien à payer
payment-fee = + { $amount }
payment-cash = Paiement à la livraison
payment-cash-text = Payez le livreur à l’arrivée de votre commande.
payment-transfer = Virement bancaire
payment-transfer-text = Nous expédions votre commande dès réception de votre virement.
payment-test = Paiement de test
payment-due = À payer à la livraison
payment-awaited = En attente de votre virement
payment-paid = Payé
payment-refunded = Remboursé
payment-open = Paiement en cours
payment-not-made = Non payé
payment-in-review = Nous vérifions ce paiement
payment-continue = Continuer vers le paiement
place-order = Commander avec obligation de paiement · { $amount }
place-and-pay = Payer { $amount }
place-text = Vous pouvez annuler votre commande tant qu’elle n’a pas été expédiée.
place-changed = Le total a changé depuis votre dernière visite. Vérifiez-le ci-dessous avant de commander.
place-code-used-up = Un code que vous avez utilisé vient d’atteindre sa limite. Le total ci-dessous n’en tient plus compte.
place-gift-card-changed = Le solde de votre carte cadeau a diminué. Vérifiez le total ci-dessous.
order-title = Commande { $number }
order-placing = Paiement en cours
order-placing-text = Nous ne savons pas encore si votre paiement a abouti. Cette page l’indiquera dès que nous le saurons ; le montant ne sera pas débité deux fois.
order-placed = Commande confirmée
order-dispatched = En route
order-delivered = Livrée
order-cancelled = Annulée
order-thanks = Merci. Nous envoyons une confirmation à { $email }.
order-timeline = Suivi
order-receipt = Reçu
order-address = Adresse de livraison
order-address-hidden = L’adresse complète ne s’affiche que dans le navigateur utilisé pour passer la commande.
order-note = Votre message
order-cancel = Annuler cette commande
order-cancel-text = Votre commande n’a pas encore été expédiée, vous pouvez donc l’annuler. Tout ce que vous avez payé vous sera remboursé.
order-cancel-now = Annuler la commande
event-begun = Commande commencée
event-placed = Commande passée
event-payment-awaited = En attente du paiement
event-payment-failed = Le paiement n’a pas abouti
event-paid = Payée
event-dispatched = Expédiée
event-delivered = Livrée
event-cancelled = Annulée
event-refunded = Remboursée
transfer-text = Pour régler, effectuez un virement de ce montant avec cette référence :
transfer-amount = Montant
transfer-reference = Référence
transfer-until = Nous réservons votre commande jusqu’au { $date }.
find-order = Retrouver votre commande
find-order-text = Saisissez votre numéro de commande et votre adresse e-mail. Nous vous enverrons un lien vers votre commande.
find-order-number = Numéro de commande
find-order-send = Recevoir le lien
find-order-sent = Si cette commande existe, un lien est en route vers cette adresse.
find-order-missing = Ce lien ne mène à aucune commande. Saisissez votre numéro de commande pour en recevoir un nouveau.
discount-title = Vous avez un code promo
discount-use = L’utiliser dans mon panier
shared-cart = Un panier pour vous
shared-cart-add = Tout ajouter à mon panier
cart-sold-out-meanwhile = Quelqu’un d’autre a acheté les derniers exemplaires pendant que vous commandiez. Rien n’a été débité.
estimate-open = Estimer la livraison à votre adresse
cart-share = Lien vers ce panier
form-refused-title = Cela n’a pas fonctionné
form-refused-text = Nous n’avons pas pu lire votre envoi. Rien n’a changé. Revenez à la page et réessayez.
