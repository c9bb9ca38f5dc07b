//! The number of orders that use a promotion.

use std::collections::{BTreeMap, BTreeSet};

use database::{Error, Executor, Tx};

use crate::{rows::Uses, store};

/// A promotion that an order uses, with its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseLimits {
    /// The promotion's id.
    pub promotion: String,
    /// The most orders that use it.
    pub limit: Option<u32>,
    /// The most orders of one customer that use it.
    pub per_customer: Option<u32>,
}

/// The uses of some promotions, in memory: loaded and locked once, decided order by order, and written once.
#[derive(Debug, Default)]
pub struct PromotionUses {
    in_all: BTreeMap<String, Uses>,
    of_customers: BTreeMap<(String, String), Uses>,
}

impl PromotionUses {
    /// Loads the uses of promotions in all and by these customers. Other writers of them wait until the transaction ends.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn lock(tx: &mut Tx, promotions: &BTreeSet<&str>, customers: &BTreeSet<&str>) -> Result<Self, Error> {
        let in_all = store::lock_uses(tx, promotions).await?;
        Ok(Self::of(in_all, store::uses_of_customers(tx, promotions, customers).await?))
    }

    /// Reads the uses of promotions in all and by a customer, to tell which are used up.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        on: &mut impl Executor,
        promotions: &BTreeSet<&str>,
        customer: Option<&str>,
    ) -> Result<Self, Error> {
        let in_all = store::uses(on, promotions).await?;
        let customers: BTreeSet<&str> = customer.into_iter().collect();
        Ok(Self::of(in_all, store::uses_of_customers(on, promotions, &customers).await?))
    }

    fn of(in_all: Vec<(String, i64)>, of_customers: Vec<((String, String), i64)>) -> Self {
        let loaded = |used| Uses { was: Some(used), is: used };
        Self {
            in_all: in_all.into_iter().map(|(promotion, used)| (promotion, loaded(used))).collect(),
            of_customers: of_customers.into_iter().map(|(key, used)| (key, loaded(used))).collect(),
        }
    }

    /// Returns true if the promotion can't be used once more, by anybody or by this customer.
    pub fn is_used_up(&self, limits: &UseLimits, customer: Option<&str>) -> bool {
        let reaches = |used: Option<&Uses>, limit: Option<u32>| {
            limit.is_some_and(|limit| used.map_or(0, |used| used.is) >= i64::from(limit))
        };
        let of_customer =
            customer.and_then(|customer| self.of_customers.get(&(limits.promotion.clone(), customer.to_owned())));
        reaches(self.in_all.get(&limits.promotion), limits.limit) || reaches(of_customer, limits.per_customer)
    }

    /// Counts one use of each promotion by a customer, or none. Returns the promotion that is used up.
    ///
    /// # Errors
    /// The id of the first promotion that is used up.
    pub fn take(&mut self, customer: &str, promotions: &[UseLimits]) -> Result<(), String> {
        if let Some(limits) = promotions.iter().find(|limits| self.is_used_up(limits, Some(customer))) {
            return Err(limits.promotion.clone());
        }
        promotions.iter().for_each(|limits| self.add(&limits.promotion, customer, 1));
        Ok(())
    }

    /// Takes one use of each promotion by a customer back.
    pub fn give_back<'a>(&mut self, customer: &str, promotions: impl IntoIterator<Item = &'a str>) {
        promotions.into_iter().for_each(|promotion| self.add(promotion, customer, -1));
    }

    fn add(&mut self, promotion: &str, customer: &str, uses: i64) {
        let in_all = self.in_all.entry(promotion.to_owned()).or_default();
        in_all.is = (in_all.is + uses).max(0);
        let of_customer = self.of_customers.entry((promotion.to_owned(), customer.to_owned())).or_default();
        of_customer.is = (of_customer.is + uses).max(0);
    }

    /// Writes what has changed.
    ///
    /// # Errors
    /// [`Error::Overtaken`] if another transaction was the first to use one of the promotions.
    pub async fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        store::put_uses(tx, &self.in_all).await?;
        store::put_uses_of_customers(tx, &self.of_customers).await
    }
}
