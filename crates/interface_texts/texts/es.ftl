# The shop's interface in Spanish. It says tú, as most shops in Spain do. Before percent signs stands a no-break space.

skip = Ir al contenido
menu = Menú
close = Cerrar
home = Inicio
main-navigation = Navegación principal
breadcrumbs = Estás aquí
shop = Tienda
collections = Colecciones
help = Ayuda
stories = Historias
story = Historia
stories-lead = Cómo se hacen nuestros productos y quién hay detrás.
stories-newest = Más recientes
stories-more = Más historias
browse = Compra por categoría
popular = Lo más popular
new-in = Novedades
welcome = Te damos la bienvenida a { $shop }
welcome-text = Descubre las novedades o compra por categoría.
see-newest = Novedad: { $name }
opening-soon = Abrimos muy pronto
opening-soon-text = Estamos preparando la tienda. Vuelve pronto.
recent = Vistos recientemente
related = También te puede gustar

locale-choice = País e idioma
all-countries = Todos los países y regiones
all-countries-lead = ¿Dónde quieres recibir tu pedido?
prices-plain = Precios en { $currency }
prices-vat-included = Precios en { $currency }, IVA incluido ({ $rate } %)
prices-vat-excluded = Precios en { $currency }, IVA no incluido ({ $rate } %)
prices-gst-included = Precios en { $currency }, GST incluido
prices-tax-added = Precios en { $currency }; se añade el impuesto sobre las ventas donde corresponda

product-count = { $count ->
    [one] { $shown } producto
    [many] { $shown } de productos
   *[other] { $shown } productos
}
show-products = { $count ->
    [one] Ver { $shown } producto
    [many] Ver { $shown } de productos
   *[other] Ver { $shown } productos
}
colours = { $count ->
    [one] { $shown } color
    [many] { $shown } de colores
   *[other] { $shown } colores
}
badge-new = Nuevo
badge-sale = Oferta
badge-sold-out = Agotado
price-from = Desde
price-was = Antes
price-now = Ahora

filter = Filtrar
filter-remove = Quitar filtro:
filter-clear = Borrar todo
sort = Ordenar por
sort-featured = Destacados
sort-newest = Novedades
sort-price-up = Menor precio
sort-price-down = Mayor precio
price = Precio
price-least = Desde ({ $currency })
price-most = Hasta ({ $currency })
price-apply = Aplicar
price-above = Desde { $price }
price-below = Hasta { $price }
price-reversed = El precio mínimo es mayor que el máximo, así que no se ha filtrado por precio.
price-swapped = Mostrar { $range } en su lugar
availability = Disponibilidad
available-only = Solo productos disponibles
features = Características
number-least = Desde
number-most = Hasta
yes = Sí
no = No
empty-title = Ningún producto coincide con tus filtros
empty-text = Quita algún filtro de arriba o mira todos los productos.
empty-all = Ver todo: { $name }
nothing-yet-title = Aún no hay productos aquí
nothing-yet-text = Pronto llegarán nuevos productos. Vuelve a visitarnos.
pages = Páginas
page = Página
page-number = página { $number }
previous = Anterior
next = Siguiente

pictures = Imágenes
picture-number = Imagen { $number }
picture-enlarge = Ampliar imagen
tax-vat-included = IVA incluido ({ $rate } %)
tax-vat-excluded = IVA no incluido ({ $rate } %)
percent = { $number } %
tax-gst-included = MRP, todos los impuestos incluidos
tax-added = El impuesto sobre las ventas se añade al pagar
option-not-made = , no disponible en esta combinación
option-sold-out = , agotado
stock-in = Disponible
stock-low = { $count ->
    [one] Solo queda { $shown } unidad
    [many] Solo quedan { $shown } de unidades
   *[other] Solo quedan { $shown } unidades
}
stock-out = Agotado
arrives-by = Recíbelo como muy tarde el
returns-free = { $count ->
    [one] Devoluciones gratis durante { $shown } día
    [many] Devoluciones gratis durante { $shown } de días
   *[other] Devoluciones gratis durante { $shown } días
}
ask = Preguntar por este producto
sku = Referencia
details = Detalles
brand = Marca
material = Material
dimensions = Medidas
centimetres = cm ({ $sides })
inches = pulg. ({ $sides })
length = largo
width = ancho
height = alto
weight = Peso
kilograms = kg
pounds = lb
ounces = oz
care = Cuidados
gtin = GTIN (EAN)
mpn = Referencia del fabricante
country-of-origin = País de origen
shipping = Envíos
returns = Devoluciones

sum-goods = Artículos
sum-delivery = Entrega
sum-cash-fee = Pago contra reembolso
sum-rounding = Redondeo
sum-tax = Impuestos
sum-tax-included = Impuestos incluidos
sum-total = Total
sum-gift-card = Tarjeta regalo
sum-due = A pagar
free = Gratis

mail-placed-subject = Pedido { $number } confirmado
mail-placed-title = Gracias por tu pedido
mail-placed-text = Hemos recibido tu pedido y lo estamos preparando. Te escribiremos de nuevo cuando esté en camino.
mail-awaited-subject = Pedido { $number }: a la espera de tu transferencia
mail-awaited-title = Gracias. Solo falta un paso
mail-awaited-text = Hemos reservado tus artículos. Transfiere { $amount } a la cuenta que aparece abajo y enviaremos tu pedido en cuanto llegue el dinero.
mail-dispatched-subject = El pedido { $number } está en camino
mail-dispatched-title = Tu pedido está en camino
mail-dispatched-text = Hemos entregado tu pedido a la empresa de transporte.
mail-cancelled-subject = Pedido { $number } cancelado
mail-cancelled-title = Tu pedido está cancelado
mail-cancelled-text = No recibirás ningún envío y no tienes que pagar nada.
mail-cancelled-paid = No recibirás ningún envío. Te devolvemos { $amount } por el mismo medio de pago.
mail-refunded-subject = Reembolso del pedido { $number }
mail-refunded-title = Te devolvemos { $amount }
mail-refunded-text = Recibirás el dinero por el mismo medio de pago. Puede tardar unos días en aparecer en tu cuenta.
mail-link-subject = El enlace a tu pedido { $number }
mail-link-title = Tu pedido, a un clic
mail-link-text = Nos has pedido el enlace a tu pedido. Aquí lo tienes.
mail-link-unasked = ¿No has sido tú? Ignora este correo: nadie más ha recibido el enlace.
mail-greeting = Hola, { $name }:
mail-order = Pedido { $number }
mail-view-order = Ver tu pedido
mail-items = Tus artículos
mail-quantity = Cantidad: { $count }
mail-address = Dirección de entrega
mail-delivery = Entrega
mail-payment = Pago
mail-transfer-amount = Importe
mail-transfer-reference = Concepto
mail-transfer-account = Cuenta
mail-tracking = Número de seguimiento
mail-answer = ¿Alguna pregunta? Responde a este correo.
mail-private-link = El enlace de este correo es solo para ti: quien lo tenga puede ver tu pedido.
mail-reason = Recibes este correo por tu pedido en { $shop }.

not-found-title = Página no encontrada
not-found-text = Puede que la página se haya movido o que el producto ya no esté disponible.
gone-title = Ya no está disponible
gone-product = Ya no vendemos este producto. Quizá te guste alguno de los siguientes.
gone-page = Hemos retirado esta página.
gone-to-category = Ver más en { $category }
not-sold-here = No se vende en { $market }
not-sold-here-text = Este producto no se vende en tu país o región. Elige otro país más abajo o descubre otros productos.
error-title = Se ha producido un error
error-text = Lo sentimos, el fallo es nuestro. Inténtalo de nuevo dentro de un minuto. Si vuelve a ocurrir, ponte en contacto con nosotros e indica el código de abajo.
error-reference = Código de referencia
closed-title = Volvemos enseguida
closed-text = La tienda no está disponible en este momento. Inténtalo de nuevo en unos minutos.
setup-missing-title = Esta tienda aún no está configurada
setup-missing-text = Si es la tuya, importa un archivo con la configuración, por ejemplo con «vitrine import shop.json».
try-again = Reintentar
to-home = Ir a la página de inicio

cart = Carrito
cart-add = Añadir al carrito
cart-added = Añadido a tu carrito.
cart-empty = Tu carrito está vacío
cart-empty-text = Lo que añadas se guarda aquí durante 90 días.
to-shop = Ir a la tienda
cart-unpriced = Ahora mismo no podemos calcular el precio de tu carrito. No se ha perdido nada.
cart-units = { $count ->
    [one] { $shown } artículo
    [many] { $shown } de artículos
   *[other] { $shown } artículos
}
cart-each = por unidad
cart-quantity-of = Cantidad de { $name }
cart-fewer = Uno menos
cart-more = Uno más
cart-update = Actualizar
cart-remove = Eliminar
cart-remove-name = Eliminar { $name }
cart-removed = Eliminado de tu carrito.
cart-put-back = Volver a añadirlo
cart-no-number = Escribe la cantidad en números.
cart-full = Tu carrito está lleno. Elimina algún artículo o realiza antes este pedido.
cart-not-sold = Este artículo no se vende en tu país.
cart-gone = Este artículo ya no está disponible.
cart-sold-out = Este artículo está agotado.
cart-only-left = { $count ->
    [one] Solo queda { $shown } unidad.
    [many] Solo quedan { $shown } de unidades.
   *[other] Solo quedan { $shown } unidades.
}
cart-take-left = { $count ->
    [one] Comprar solo { $shown } unidad
    [many] Comprar solo { $shown } de unidades
   *[other] Comprar solo { $shown } unidades
}
cart-aside = No incluido en tu pedido
cart-moved = Ahora compras en { $market }. Los precios, el envío y los impuestos son los de este país.
cart-price-changed = { $name } cuesta ahora { $now }; costaba { $before } cuando lo añadiste.
cart-understood = Entendido
cart-note = Añadir una nota a tu pedido
cart-note-saved = Hemos guardado tu nota.
save = Guardar
sum-title = Resumen del pedido
sum-estimate = (estimado)
sum-no-delivery = Verás los gastos de envío en cuanto sepamos tu dirección.
to-checkout = Tramitar pedido
free-delivery-from = Te faltan { $amount } para el envío gratis.
code-add = Añadir un código de descuento o una tarjeta regalo
code-label = Código de descuento o tarjeta regalo
code-use = Aplicar
code-malformed = Escribe un código de 64 caracteres como máximo.
codes-full = Tu carrito no admite más códigos. Quita antes alguno.
code-unknown = No conocemos este código. Comprueba que esté bien escrito.
code-other-markets = Este código no es válido en tu país.
code-used-up = Este código ya ha alcanzado su límite de usos.
code-not-yet = Este código será válido a partir del { $date }.
code-expired = Este código caducó el { $date }.
code-no-items = Ningún artículo de tu carrito es válido para este código.
code-needs-value = Este código requiere { $needed } en artículos válidos; llevas { $have }.
code-needs-quantity = Este código requiere { $needed } artículos válidos; llevas { $have }.
code-nothing = Este código no tiene nada que descontar.
code-other-saves-more = Con «{ $name }» ahorras más, así que lo hemos aplicado en su lugar.
code-others-save-more = Con tus otros descuentos ahorras más, así que este código no se aplica.
gift-card-added = Tarjeta regalo añadida.
gift-card-unknown = No conocemos esta tarjeta regalo. Comprueba el código.
gift-card-unusable = Esta tarjeta regalo no se puede usar aquí.

checkout = Tramitar pedido
checkout-contact = Contacto y dirección
checkout-delivery = Envío
checkout-payment = Pago
checkout-review = Revisar y realizar el pedido
checkout-change = Cambiar
checkout-change-step = Cambiar: { $step }
checkout-change-cart = Modificar tu carrito
checkout-to-delivery = Continuar con el envío
checkout-to-payment = Continuar con el pago
checkout-to-review = Revisar tu pedido
errors = { $count ->
    [one] Revisa { $shown } campo:
    [many] Revisa { $shown } de campos:
   *[other] Revisa { $shown } campos:
}
field-optional = (opcional)
field-choose = Elige…
field-country = País
field-country-change = Usar este país
field-email = Correo electrónico
field-phone = Teléfono
field-phone-reason = El repartidor puede llamarte antes de la entrega.
field-name = Nombre y apellidos
field-company = Empresa
field-street = Calle y número
field-extra = Piso, puerta, punto de referencia
field-extra-hint = Cualquier dato que ayude al repartidor a encontrarte.
field-area = Zona
field-district = Distrito
field-neighborhood = Barrio o colonia
field-suburb = Barrio
field-townland = Townland
field-village-township = Pueblo o municipio
field-city = Ciudad
field-post-town = Localidad
field-county = Condado
field-department = Departamento
field-do-si = Provincia o ciudad
field-emirate = Emirato
field-island = Isla
field-oblast = Región
field-parish = Parroquia
field-prefecture = Prefectura
field-province = Provincia
field-state = Estado
field-postcode = Código postal
field-eircode = Eircode
field-pin = Código postal (PIN)
field-zip = Código postal (ZIP)
field-invoice-company = Nombre de la empresa
field-tax-number = Número de identificación fiscal
field-missing = Rellena este campo: { $field }.
field-too-long = Usa { $most } caracteres como máximo.
field-malformed = Revisa este dato.
field-character = «{ $character }» no se puede usar aquí.
email-missing = Escribe tu correo electrónico para que podamos enviarte la confirmación.
email-no-at = Una dirección de correo lleva una @, como en name@example.com.
email-several-ats = Una dirección de correo lleva una sola @.
email-malformed = Revisa la parte que va después de la @, como en name@example.com.
phone-missing = Escribe tu número de teléfono.
phone-too-short = A este número le faltan cifras.
phone-unknown-country = Empieza por + y el prefijo de tu país, o escribe tu número local.
phone-malformed = No podemos llamar a este número. Revisa las cifras.
postcode-malformed = Revísalo: debería parecerse a { $example }.
company-open = Necesito factura a nombre de una empresa
company-missing = Escribe el nombre de la empresa a la que corresponde este número.
tax-number-malformed = Debería parecerse a { $example }.
tax-number-check = Este número no corresponde a tu dirección. Revisa los caracteres.
delivery-none = No podemos enviar este pedido a tu dirección. Cambia la dirección o modifica tu carrito.
delivery-choose = Elige un tipo de envío.
delivery-arrives-on = Llega el { $day }
delivery-arrives-between = Llega entre el { $from } y el { $to }
delivery-ready-on = Listo para recoger el { $day }
delivery-ready-between = Listo para recoger entre el { $from } y el { $to }
payment-none = No hay ninguna forma de pago disponible aquí para este pedido. Ponte en contacto con nosotros o modifica tu carrito.
payment-failed = El pago no se ha completado y no se te ha cobrado nada. Inténtalo de nuevo o elige otra forma de pago.
payment-nothing-due = No queda nada por pagar
payment-fee = + { $amount }
payment-cash = Contra reembolso
payment-cash-text = Paga al repartidor cuando llegue tu pedido.
payment-transfer = Transferencia bancaria
payment-transfer-text = Enviamos tu pedido en cuanto recibamos la transferencia.
payment-test = Pago de prueba
payment-due = Pendiente de pago a la entrega
payment-awaited = A la espera de tu transferencia
payment-paid = Pagado
payment-refunded = Reembolsado
payment-open = Pago en curso
payment-not-made = No pagado
payment-in-review = Estamos comprobando este pago
payment-continue = Continuar con el pago
place-order = Pedido con obligación de pago · { $amount }
place-and-pay = Pagar { $amount }
place-text = Puedes cancelar tu pedido hasta que lo enviemos.
place-changed = El total ha cambiado desde la última vez que lo viste. Revísalo abajo antes de hacer el pedido.
place-code-used-up = Un código que usabas acaba de agotarse. El total de abajo ya no lo incluye.
place-gift-card-changed = Tu tarjeta regalo tiene menos saldo que antes. Revisa el total de abajo.
order-title = Pedido { $number }
order-placing = Pago en curso
order-placing-text = Aún no sabemos si tu pago se ha completado. Esta página lo mostrará en cuanto lo sepamos; no se te cobrará dos veces.
order-placed = Pedido confirmado
order-dispatched = En camino
order-delivered = Entregado
order-cancelled = Cancelado
order-thanks = Gracias. Te estamos enviando una confirmación a { $email }.
order-timeline = Seguimiento
order-receipt = Recibo
order-address = Dirección de entrega
order-address-hidden = Solo mostramos la dirección completa en el navegador desde el que se hizo el pedido.
order-note = Tu nota
order-cancel = Cancelar este pedido
order-cancel-text = Tu pedido aún no ha salido, así que puedes cancelarlo ahora. Te devolveremos todo lo que hayas pagado.
order-cancel-now = Cancelar pedido
event-begun = Pedido iniciado
event-placed = Pedido realizado
event-payment-awaited = A la espera del pago
event-payment-failed = El pago no se ha completado
event-paid = Pagado
event-dispatched = Enviado
event-delivered = Entregado
event-cancelled = Cancelado
event-refunded = Reembolsado
transfer-text = Para pagar, haz una transferencia por este importe con este concepto:
transfer-amount = Importe
transfer-reference = Concepto
transfer-until = Reservamos tu pedido hasta el { $date }.
find-order = Encuentra tu pedido
find-order-text = Escribe tu número de pedido y tu correo electrónico. Te enviaremos un enlace a tu pedido.
find-order-number = Número de pedido
find-order-send = Enviarme el enlace
find-order-sent = Si tenemos este pedido, te llegará un enlace a esta dirección.
find-order-missing = Este enlace no lleva a ningún pedido. Escribe tu número de pedido para recibir uno nuevo.
discount-title = Tienes un código de descuento
discount-use = Usarlo en mi carrito
shared-cart = Un carrito para ti
shared-cart-add = Añadir todo a mi carrito
cart-sold-out-meanwhile = Otra persona ha comprado las últimas unidades mientras hacías el pedido. No se te ha cobrado nada.
estimate-open = Calcular el envío a tu dirección
cart-share = Enlace para compartir este carrito
form-refused-title = No ha funcionado
form-refused-text = No hemos podido leer lo que se envió. No ha cambiado nada. Vuelve a la página e inténtalo de nuevo.
