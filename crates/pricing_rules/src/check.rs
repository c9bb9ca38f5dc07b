use pricing::documents::{
    AmountsDocument, DocumentFault, FaultStep, PaymentMethodDocument, PromotionDocument, check_cash_on_delivery,
    check_delivery, check_payment_methods, check_promotions, check_round_to, check_tax_rates,
};
use setup::Setup;
use types::{MarketCode, PriceList, Translated};

use crate::PricingRulesDocument;

/// Returns every fault of the rules in a shop with this setup, each with its path from the document's top.
pub fn check_rules(rules: &PricingRulesDocument, setup: &Setup) -> Vec<DocumentFault> {
    let mut check = Check { setup, path: Vec::new(), faults: Vec::new() };
    check.add("promotions", check_promotions(&rules.promotions));
    check.add("delivery_methods", check_delivery(&rules.delivery_methods));
    if let Some(cash) = &rules.cash_on_delivery {
        check.add("cash_on_delivery", check_cash_on_delivery(cash));
    }
    check.add("payment_methods", check_payment_methods(&rules.payment_methods));
    check.add("tax_rates", check_tax_rates(&rules.tax_rates));
    check.add("round_to", check_round_to(&rules.round_to));
    check.field("promotions", |check| check.items(&rules.promotions, Check::promotion));
    check.field("delivery_methods", |check| {
        check.items(&rules.delivery_methods, |check, method| {
            check.name(&method.name);
            check.markets(&method.markets);
            check.field("zones", |check| {
                check.items(&method.zones, |check, zone| {
                    check.amounts("free_from", zone.free_from.as_ref());
                    check.field("rates", |check| {
                        check.items(&zone.rates, |check, rate| {
                            check.amounts("price", Some(&rate.price));
                            check.amounts("up_to_value", rate.up_to_value.as_ref());
                        });
                    });
                });
            });
        });
    });
    check.field("cash_on_delivery", |check| {
        if let Some(cash) = &rules.cash_on_delivery {
            check.amounts("fee", Some(&cash.fee));
            check.amounts("ceiling", cash.ceiling.as_ref());
        }
    });
    check.field("payment_methods", |check| check.items(&rules.payment_methods, Check::payment_method));
    check.field("home_regions", |check| {
        for (market, region) in &rules.home_regions {
            check.step(FaultStep::Key(market.to_string()), |check| check.home_region(*market, region));
        }
    });
    check.amounts("round_to", Some(&rules.round_to));
    check.faults
}

/// A walk through the rules, with the faults found so far.
struct Check<'a> {
    setup: &'a Setup,
    path: Vec<FaultStep>,
    faults: Vec<DocumentFault>,
}

impl Check<'_> {
    /// Adds the faults that were found below a field.
    fn add(&mut self, field: &'static str, faults: Vec<DocumentFault>) {
        self.faults.extend(faults.into_iter().map(|mut fault| {
            fault.path.insert(0, FaultStep::Field(field));
            fault
        }));
    }

    fn promotion(&mut self, promotion: &PromotionDocument) {
        self.name(&promotion.name);
        self.markets(&promotion.markets);
        self.amounts("minimum_value", promotion.minimum_value.as_ref());
        self.amounts("cap", promotion.cap.as_ref());
        self.field("effect", |check| check.amounts("amount", promotion.effect.amount()));
    }

    fn payment_method(&mut self, method: &PaymentMethodDocument) {
        for (field, text) in [("name", &method.name), ("instructions", &method.instructions)] {
            if !text.is_empty() {
                self.translated(field, text);
            }
        }
        self.markets(&method.markets);
        self.amounts("from", method.from.as_ref());
        self.amounts("to", method.to.as_ref());
    }

    fn home_region(&mut self, market: MarketCode, region: &str) {
        self.market(market);
        let is_region = region.split_once('-').is_some_and(|(country, part)| {
            let home = self.setup.market(market).and_then(types::Market::home_country);
            !part.is_empty() && home.is_none_or(|home| home.code() == country)
        });
        if !is_region {
            self.here("write the ISO 3166-2 code of a region of the market's first country, such as \"IN-MH\"");
        }
    }

    fn name(&mut self, name: &Translated) {
        self.translated("name", name);
    }

    /// Checks that a text is there in every language that borrows none, and in no unknown one.
    fn translated(&mut self, field: &'static str, text: &Translated) {
        self.field(field, |check| {
            for language in check.setup.languages() {
                let is_there = text.get(language.language).is_some_and(|text| !text.trim().is_empty());
                if check.setup.is_required(language.language) && !is_there {
                    check.here(format!("the {field} in \"{}\" is missing; shoppers read it", language.language));
                }
            }
            for (language, _) in text.iter() {
                if !check.setup.has_language(language) {
                    check.here(format!("the shop has no language \"{language}\"; leave the {field} in it out"));
                }
            }
        });
    }

    fn markets(&mut self, markets: &[MarketCode]) {
        self.field("markets", |check| check.items(markets, |check, market| check.market(*market)));
    }

    fn market(&mut self, market: MarketCode) {
        if self.setup.market(market).is_none() {
            let known: Vec<String> =
                self.setup.markets().iter().map(|market| format!("\"{}\"", market.code())).collect();
            self.here(format!("the shop has no market \"{market}\"; its markets are {}", known.join(", ")));
        }
    }

    /// Checks that amounts are for markets or currencies of the shop.
    fn amounts(&mut self, field: &'static str, amounts: Option<&AmountsDocument>) {
        let Some(amounts) = amounts else { return };
        self.field(field, |check| {
            for list in amounts.0.keys().filter(|list| !check.setup.uses_list(**list)).copied().collect::<Vec<_>>() {
                check.step(FaultStep::Key(list.to_string()), |check| {
                    check.here(match list {
                        PriceList::Currency(currency) => format!("no market of the shop has prices in {currency}"),
                        PriceList::Market(market) => format!("the shop has no market \"{market}\""),
                    });
                });
            }
        });
    }

    fn field(&mut self, name: &'static str, check: impl FnOnce(&mut Self)) {
        self.step(FaultStep::Field(name), check);
    }

    fn items<T>(&mut self, items: &[T], mut check: impl FnMut(&mut Self, &T)) {
        for (place, item) in items.iter().enumerate() {
            self.step(FaultStep::Item(place), |of| check(of, item));
        }
    }

    fn step(&mut self, step: FaultStep, check: impl FnOnce(&mut Self)) {
        self.path.push(step);
        check(self);
        self.path.pop();
    }

    fn here(&mut self, message: impl Into<String>) {
        self.faults.push(DocumentFault { path: self.path.clone(), message: message.into() });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_markets_and_amounts_are_those_of_the_shop() {
        let rules = PricingRulesDocument::default().merged(json!({
            "promotions": [{
                "id": "ten",
                "name": {"en": "Ten", "fr": "Dix"},
                "markets": ["ae", "moon"],
                "minimum_value": {"EUR": 100},
                "effect": {"kind": "order_amount", "amount": {"AED": 1000, "de": 5}},
            }],
            "payment_methods": [{
                "id": "bank",
                "kind": "bank_transfer",
                "name": {"en": "Bank"},
                "instructions": {"en": "IBAN", "ar": "IBAN", "hi": "IBAN", "fr": "IBAN"},
                "markets": ["moon"],
                "from": {"EUR": 100},
            }],
            "home_regions": {"in": "AE-DU", "moon": "IN-MH"},
            "round_to": {"INR": 100},
        }));

        let faults = check_rules(&rules.unwrap(), &setup::testing::setup());

        let paths: Vec<String> = faults.iter().map(DocumentFault::path_text).collect();
        for expected in [
            "promotions[0].name",
            "promotions[0].markets[1]",
            "promotions[0].minimum_value.EUR",
            "promotions[0].effect.amount.de",
            "payment_methods[0].name",
            "payment_methods[0].instructions",
            "payment_methods[0].markets[0]",
            "payment_methods[0].from.EUR",
            "home_regions.in",
            "home_regions.moon",
        ] {
            assert!(paths.iter().any(|path| path == expected), "{expected}: {faults:?}");
        }
        assert!(paths.iter().all(|path| !path.starts_with("round_to")), "{faults:?}");
    }

    #[test]
    fn totals_are_rounded_to_steps_within_bounds() {
        for (step, is_right) in [(-1, false), (0, false), (1, true), (1_000_000, true), (1_000_001, false)] {
            let rules = PricingRulesDocument::default().merged(json!({"round_to": {"AED": step}}));

            let faults = check_rules(&rules.unwrap(), &setup::testing::setup());

            let paths: Vec<String> = faults.iter().map(DocumentFault::path_text).collect();
            assert_eq!(paths, if is_right { vec![] } else { vec!["round_to.AED"] }, "{step}: {faults:?}");
        }
    }
}
