//! Carts for tests and benchmarks: short ones by hand, and random ones.

use rand::{Rng, SeedableRng, rngs::SmallRng, seq::IndexedRandom};
use types::{Currency, Timestamp};

use crate::{
    Availability, CartLine, Charge, ChargeTax, Effect, Fee, ItemSelection, Percent, PriceTier, PromotionRule,
    QuoteRequest, TaxComponent, TaxMode, Tender,
};

/// The moment of all test carts.
pub const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// Returns a request with lines of these prices and quantities, whose keys count from 1, without tax.
pub fn cart(currency: &str, lines: &[(i64, u32)]) -> QuoteRequest {
    let line = |(key, (price, quantity)): (u64, &(i64, u32))| CartLine {
        key,
        quantity: *quantity,
        prices: vec![PriceTier { from: 1, price: *price }],
        ..CartLine::default()
    };
    QuoteRequest {
        revision: 1,
        at: NOW,
        currency: Currency::from_code(currency).expect("tests name real currencies"),
        lines: (1..).zip(lines).map(line).collect(),
        promotions: Vec::new(),
        codes: Vec::new(),
        delivery: None,
        fees: Vec::new(),
        tax_mode: TaxMode::None,
        round_to: 0,
        tenders: Vec::new(),
    }
}

/// Returns a promotion for everybody and everything.
pub fn promotion(id: &str, effect: Effect) -> PromotionRule {
    PromotionRule {
        id: id.to_owned(),
        priority: 0,
        availability: Availability::Usable,
        from: None,
        to: None,
        code: None,
        group: None,
        exclusive: false,
        cap: None,
        items: ItemSelection::default(),
        except: ItemSelection::default(),
        minimum_value: None,
        minimum_quantity: None,
        effect,
    }
}

/// Returns a percentage from its decimal number.
pub fn percent(text: &str) -> Percent {
    text.parse().expect("tests write real percentages")
}

/// Returns tax components from their names and percentages.
pub fn components(parts: &[(&str, &str)]) -> Vec<TaxComponent> {
    parts.iter().map(|(name, rate)| TaxComponent { name: (*name).to_owned(), rate: percent(rate) }).collect()
}

/// A random request, which depends on the seed alone.
pub fn random_request(seed: u64) -> QuoteRequest {
    Generator { random: SmallRng::seed_from_u64(seed) }.request()
}

/// Returns the request of the benchmarks: `lines` lines, `automatic` automatic promotions without a group, and groups of
/// automatic promotions with these numbers of members.
pub fn large_request(lines: u32, automatic: usize, groups: &[usize]) -> QuoteRequest {
    let prices: Vec<(i64, u32)> = (0..lines).map(|line| (1_995 + 731 * i64::from(line), 1 + line % 4)).collect();
    let mut request = cart("AED", &prices);
    request.tax_mode = TaxMode::Included;
    for (place, line) in request.lines.iter_mut().enumerate() {
        line.product = format!("product-{place}");
        line.tags = vec![format!("tag-{}", place % 3)];
        line.tax = components(&[("VAT", "5")]);
    }
    request.delivery = Some(Charge { amount: 2_500, tax: ChargeTax::Goods });
    let effects = [
        Effect::ItemsPercent { percent: percent("2.5") },
        Effect::BuyGet { buy: 2, get: 1, percent: percent("10"), times: None },
        Effect::OrderPercent { percent: percent("1.25") },
        Effect::OrderAmount { amount: 250 },
    ];
    let groups = groups.iter().enumerate().flat_map(|(group, members)| vec![Some(format!("group-{group}")); *members]);
    for (place, group) in std::iter::repeat_n(None, automatic).chain(groups).enumerate() {
        let mut rule = promotion(&format!("promotion-{place:03}"), effects[place % effects.len()].clone());
        rule.group = group;
        rule.items.tags = if place % 5 == 0 { vec![format!("tag-{}", place % 3)] } else { Vec::new() };
        request.promotions.push(rule);
    }
    request
}

struct Generator {
    random: SmallRng,
}

impl Generator {
    fn request(&mut self) -> QuoteRequest {
        let lines: Vec<(i64, u32)> =
            (0..self.random.random_range(1..=6)).map(|_| (self.amount(), self.random.random_range(1..=9))).collect();
        let mut request = cart(["AED", "JPY", "KWD", "USD"][self.random.random_range(0..4)], &lines);
        request.revision = self.random.random_range(0..1_000);
        request.tax_mode = *[TaxMode::None, TaxMode::Included, TaxMode::IncludedEach, TaxMode::Added]
            .choose(&mut self.random)
            .unwrap_or(&TaxMode::None);
        for line in &mut request.lines {
            self.describe(line);
        }
        request.promotions = (0..self.random.random_range(0..=7)).map(|place| self.promotion(place)).collect();
        request.codes = (0..self.random.random_range(0..=4)).map(|place| format!("Code{place} ")).collect();
        request.delivery = self.chance(2).then(|| Charge { amount: self.amount(), tax: self.charge_tax() });
        let fees = self.random.random_range(0..=2);
        request.fees = (0..fees)
            .map(|place| Fee { code: format!("fee-{place}"), amount: self.amount(), tax: self.charge_tax() })
            .collect();
        request.round_to = [0, 1, 5, 100][self.random.random_range(0..4)];
        let tenders = self.random.random_range(0..=3);
        request.tenders =
            (0..tenders).map(|place| Tender { key: format!("card-{place}"), balance: self.amount() }).collect();
        request
    }

    fn chance(&mut self, of: u32) -> bool {
        self.random.random_range(0..of) == 0
    }

    /// Amounts of every size, small ones most often: rounding shows on them.
    fn amount(&mut self) -> i64 {
        let most = [3, 50, 5_000, 500_000, 900_000_000_000][self.random.random_range(0..5)];
        self.random.random_range(0..=most)
    }

    fn percent(&mut self) -> Percent {
        let ppm = [50_000, 100_000, 125_000, 333_333, 1_000_000][self.random.random_range(0..5)];
        Percent::from_ppm(if self.chance(2) { ppm } else { self.random.random_range(0..=1_000_000) })
    }

    fn describe(&mut self, line: &mut CartLine) {
        line.product = format!("product-{}", self.random.random_range(0..4));
        line.variant = format!("SKU-{}", line.key);
        line.tags = vec![format!("tag-{}", self.random.random_range(0..3))];
        line.collections = vec![format!("collection-{}", self.random.random_range(0..3))];
        if self.chance(3) {
            let first = line.prices[0].price;
            line.prices.push(PriceTier { from: 4, price: first * 9 / 10 });
        }
        line.tax = self.components();
    }

    fn components(&mut self) -> Vec<TaxComponent> {
        match self.random.random_range(0..6) {
            0 => Vec::new(),
            1 => components(&[("VAT", "0")]),
            2 => components(&[("VAT", "5")]),
            3 => components(&[("CGST", "9"), ("SGST", "9")]),
            4 => components(&[("State", "4"), ("City", "4.5"), ("District", "0.375")]),
            _ => components(&[("VAT", "19")]),
        }
    }

    fn charge_tax(&mut self) -> ChargeTax {
        match self.random.random_range(0..4) {
            0 => ChargeTax::None,
            1 => ChargeTax::Rate(self.components()),
            2 => ChargeTax::HighestOfGoods,
            _ => ChargeTax::Goods,
        }
    }

    fn promotion(&mut self, place: u32) -> PromotionRule {
        let effect = self.effect();
        let mut rule = promotion(&format!("promotion-{place}"), effect);
        rule.priority = self.random.random_range(-1..=1);
        rule.code = self.chance(2).then(|| format!("CODE{}", self.random.random_range(0..5)));
        rule.group = self.chance(3).then(|| format!("group-{}", self.random.random_range(0..2)));
        rule.exclusive = self.chance(6);
        rule.cap = self.chance(5).then(|| self.amount());
        rule.minimum_value = self.chance(5).then(|| self.amount());
        rule.minimum_quantity = self.chance(8).then(|| self.random.random_range(1..=12));
        rule.from = self.chance(12).then_some(Timestamp(NOW.0 + self.random.random_range(-1..=1)));
        rule.to = self.chance(12).then_some(Timestamp(NOW.0 + self.random.random_range(0..=2)));
        if self.chance(12) {
            rule.availability = Availability::OtherMarkets;
        }
        match self.random.random_range(0..6) {
            0 => rule.items.products = vec![format!("product-{}", self.random.random_range(0..4))],
            1 => rule.items.tags = vec!["tag-0".to_owned(), "tag-1".to_owned()],
            2 => rule.except.collections = vec!["collection-0".to_owned()],
            _ => {}
        }
        rule
    }

    fn effect(&mut self) -> Effect {
        match self.random.random_range(0..8) {
            0 => Effect::ItemsPercent { percent: self.percent() },
            1 => Effect::ItemsAmount { amount: self.amount() },
            2 => Effect::BuyGet {
                buy: self.random.random_range(1..=3),
                get: self.random.random_range(1..=2),
                percent: self.percent(),
                times: self.chance(3).then_some(1),
            },
            3 => Effect::Cheapest { units: self.random.random_range(1..=3), percent: self.percent() },
            4 => Effect::OrderPercent { percent: self.percent() },
            5 => Effect::OrderAmount { amount: self.amount() },
            6 => Effect::DeliveryPercent { percent: self.percent() },
            _ => Effect::DeliveryAmount { amount: self.amount() },
        }
    }
}
