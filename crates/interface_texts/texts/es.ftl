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
