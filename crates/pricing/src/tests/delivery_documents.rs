//! Delivery methods and cash on delivery as merchants write them.

use serde_json::{Value, json};
use types::{Country, Currency, MarketCode, Money};

use crate::documents::{
    CashOnDeliveryDocument, CashOnDeliveryRefusal, DeliveryKind, DeliveryMethodDocument, DeliveryOption,
    DeliveryRefusal, Destination, PackedItem, Parcel, check_delivery, delivery_options,
};

fn methods() -> Vec<DeliveryMethodDocument> {
    serde_json::from_value(json!([
        {
            "id": "standard",
            "name": {"en": "Standard"},
            "volumetric_divisor": 5000,
            "max_weight_g": 30000,
            "max_length_mm": 1200,
            "max_length_and_girth_mm": 3000,
            "zones": [
                {
                    "area": {"countries": ["AE"], "regions": ["AE-DU"]},
                    "rates": [
                        {"up_to": 2000, "price": {"AED": 1500}},
                        {"up_to": 10000, "price": {"AED": 2500}}
                    ],
                    "free_from": {"AED": 20000},
                    "days": [1, 2]
                },
                {"area": {"countries": ["IN"], "postcodes": [["110", "119"]]}, "rates": [{"price": {"AED": 9000}}]}
            ]
        },
        {
            "id": "by-value",
            "name": {"en": "Insured"},
            "rates_by": "value",
            "zones": [{"rates": [{"up_to_value": {"AED": 10000}, "price": {"AED": 500}}, {"price": {"AED": 900}}]}]
        },
        {
            "id": "shop",
            "name": {"en": "Fetch it"},
            "kind": "pick_up",
            "markets": ["ae"],
            "tax": "none",
            "rates_by": "quantity",
            "zones": [{"rates": [{"up_to": 3, "price": {"AED": 0}}]}]
        }
    ]))
    .unwrap()
}

fn to(country: &str, region: Option<&str>, postcode: Option<&str>) -> Destination {
    let country = Country::from_code(country).unwrap();
    Destination { country, region: region.map(str::to_owned), postcode: postcode.map(str::to_owned) }
}

fn dubai() -> Destination {
    to("AE", Some("AE-DU"), None)
}

fn options(market: &str, destination: &Destination, items: &[PackedItem]) -> Vec<DeliveryOption> {
    let currency = Currency::from_code("AED").unwrap();
    delivery_options(&methods(), MarketCode::new(market).unwrap(), currency, destination, &Parcel::of(items))
}

const VASE: PackedItem = PackedItem { quantity: 1, weight_g: 1_500, dimensions_mm: [300, 200, 100], value: 5_000 };

fn prices(destination: &Destination, items: &[PackedItem]) -> Vec<Result<i64, DeliveryRefusal>> {
    options("ae", destination, items).into_iter().map(|option| option.price).collect()
}

#[test]
fn rates_go_by_weight_value_or_quantity() {
    assert_eq!(prices(&dubai(), &[VASE]), [Ok(1_500), Ok(500), Ok(0)]);
    let four = PackedItem { quantity: 4, value: 20_000, ..VASE };
    assert_eq!(prices(&dubai(), &[four]), [Ok(0), Ok(900), Err(DeliveryRefusal::NoRate)]);
    let seven = PackedItem { quantity: 7, value: 9_000, ..VASE };
    assert_eq!(prices(&dubai(), &[seven])[0], Err(DeliveryRefusal::NoRate), "10.5 kg are above the last rate");
    let option = &options("ae", &dubai(), &[VASE])[0];
    assert_eq!((option.days, option.free_from), (Some([1, 2]), Some(20_000)));
}

#[test]
fn bulky_parcels_are_billed_by_volumetric_weight() {
    // 60 × 40 × 30 cm are 72,000 cm³: 14.4 kg at 5,000 cm³ a kilogram.
    let lamp = PackedItem { dimensions_mm: [600, 400, 300], weight_g: 1_000, ..VASE };
    assert_eq!(Parcel::of(&[lamp]).billable_weight_g(Some(5_000)), 14_400);
    assert_eq!(Parcel::of(&[lamp]).billable_weight_g(None), 1_000);
    assert_eq!(prices(&dubai(), &[lamp])[0], Err(DeliveryRefusal::NoRate));
}

#[test]
fn limits_are_told_with_both_numbers() {
    let heavy = PackedItem { weight_g: 30_001, ..VASE };
    assert_eq!(prices(&dubai(), &[heavy])[0], Err(DeliveryRefusal::TooHeavy { most: 30_000, has: 30_001 }));
    let long = PackedItem { dimensions_mm: [100, 1_201, 100], ..VASE };
    assert_eq!(prices(&dubai(), &[long])[0], Err(DeliveryRefusal::TooLong { most: 1_200, has: 1_201 }));
    let large = PackedItem { dimensions_mm: [1_200, 500, 401], weight_g: 1, ..VASE };
    let parcel = Parcel::of(&[large]);
    assert_eq!((parcel.length_mm, parcel.length_and_girth_mm), (1_200, 3_002));
}

#[test]
fn zones_go_by_country_region_and_postcode() {
    assert_eq!(prices(&to("AE", Some("AE-AZ"), None), &[VASE])[0], Err(DeliveryRefusal::OutsideZones));
    assert_eq!(prices(&to("IN", None, Some("110 001")), &[VASE])[0], Ok(9_000));
    assert_eq!(prices(&to("IN", None, Some("560001")), &[VASE])[0], Err(DeliveryRefusal::OutsideZones));
    let elsewhere = options("in", &dubai(), &[VASE]);
    assert_eq!((elsewhere[2].kind, elsewhere[2].price), (DeliveryKind::PickUp, Err(DeliveryRefusal::OtherMarkets)));
}

#[test]
fn faults_of_methods_are_named() {
    assert_eq!(check_delivery(&methods()), []);
    let faulty: Vec<DeliveryMethodDocument> = serde_json::from_value(json!([
        {"id": "a", "name": {}, "volumetric_divisor": 0, "zones": []},
        {"id": "a", "name": {"en": "A"}, "zones": [{
            "area": {"regions": ["Dubai"], "postcodes": [["2", "1"]]},
            "days": [3, 1],
            "rates": [{"price": {"AED": -1}}, {"up_to": 5, "up_to_value": {"AED": 5}, "price": {"AED": 1}}]
        }]}
    ]))
    .unwrap();
    let faults: Vec<String> = check_delivery(&faulty).iter().map(|fault| fault.path_text()).collect();
    assert_eq!(
        faults,
        [
            "[0].name",
            "[0].volumetric_divisor",
            "[0].zones",
            "[1].id",
            "[1].zones[0].area.regions",
            "[1].zones[0].area.postcodes[0]",
            "[1].zones[0].days",
            "[1].zones[0].rates[0].price.AED",
            "[1].zones[0].rates[1].up_to_value",
            "[1].zones[0].rates[1].up_to"
        ]
    );
}

#[test]
fn rates_by_value_rise_in_each_list() {
    let faults = |rates: Value| -> Vec<String> {
        let method = json!([{"id": "a", "name": {"en": "A"}, "rates_by": "value", "zones": [{"rates": rates}]}]);
        let methods: Vec<DeliveryMethodDocument> = serde_json::from_value(method).unwrap();
        check_delivery(&methods).iter().map(|fault| fault.path_text()).collect()
    };
    let both = json!({"AED": 5, "INR": 100});
    let up_to = |most: Value| json!({"up_to_value": most, "price": both});
    let any = json!({"price": both});
    let higher = up_to(json!({"AED": 6, "INR": 101}));
    assert_eq!(faults(json!([up_to(both.clone()), higher, any])), [""; 0]);
    assert_eq!(faults(json!([up_to(both.clone())])), [""; 0]);
    assert_eq!(faults(json!([any, any])), ["[0].zones[0].rates[0].up_to_value"]);
    assert_eq!(faults(json!([up_to(json!({"AED": 5})), any])), ["[0].zones[0].rates[0].up_to_value"]);
    let equal = up_to(json!({"AED": 6, "INR": 100}));
    assert_eq!(faults(json!([up_to(both.clone()), equal, any])), ["[0].zones[0].rates[1].up_to_value"]);
}

#[test]
fn method_without_a_price_for_the_market_is_for_other_markets() {
    let rupees = Currency::from_code("INR").unwrap();
    let [india, emirates] = ["in", "ae"].map(|code| MarketCode::new(code).unwrap());
    let mut methods = methods();
    let prices = |methods: &[DeliveryMethodDocument], market, destination: &Destination| -> Vec<_> {
        let options = delivery_options(methods, market, rupees, destination, &Parcel::of(&[VASE]));
        options.into_iter().map(|option| option.price).collect()
    };
    assert_eq!(prices(&methods, emirates, &dubai()), [Err(DeliveryRefusal::OtherMarkets); 3]);

    // One zone of the first method has a price for India, and the other one has none.
    methods[0].zones[1].rates[0].price = serde_json::from_value(json!({"INR": 9_000})).unwrap();
    assert_eq!(prices(&methods, india, &to("IN", None, Some("110001")))[0], Ok(9_000));
    assert_eq!(prices(&methods, india, &dubai())[0], Err(DeliveryRefusal::OtherMarkets));
    assert_eq!(prices(&methods, india, &to("FR", None, None))[0], Err(DeliveryRefusal::OutsideZones));
}

#[test]
fn cash_on_delivery_has_a_fee_a_ceiling_and_areas() {
    let value: Value = json!({
        "fee": {"AED": 1000, "INR": 4900},
        "ceiling": {"AED": 200000},
        "areas": [{"countries": ["AE"]}, {"countries": ["IN"], "postcodes": [["110", "119"]]}]
    });
    let document: CashOnDeliveryDocument = serde_json::from_value(value).unwrap();
    let fee = |market: &str, currency: &str, destination: &Destination, total| {
        let currency = Currency::from_code(currency).unwrap();
        document.fee(MarketCode::new(market).unwrap(), currency, destination, total)
    };
    let ceiling = Money::new(200_000, Currency::from_code("AED").unwrap());
    assert_eq!(fee("ae", "AED", &dubai(), 200_000), Ok(1_000));
    assert_eq!(fee("ae", "AED", &dubai(), 200_001), Err(CashOnDeliveryRefusal::AboveCeiling { ceiling }));
    assert_eq!(
        CashOnDeliveryRefusal::AboveCeiling { ceiling }.to_string(),
        "more is to pay than the ceiling of 2000.00 AED"
    );
    assert_eq!(fee("ae", "AED", &dubai(), 0), Ok(0), "nothing is left to pay in cash");
    assert_eq!(fee("us", "USD", &dubai(), 1), Err(CashOnDeliveryRefusal::OtherMarkets));
    assert_eq!(fee("in", "INR", &to("IN", None, Some("560001")), 1), Err(CashOnDeliveryRefusal::OutsideAreas));
}
