use jiff::civil::{Date, Time, Weekday};

/// The days on which a market's orders leave and travel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeliveryTimes {
    /// The days of the week on which orders leave the shop and travel.
    pub working_days: WeekdaySet,
    /// The time of day from which an order leaves on the next working day, in the market's time zone.
    pub last_order: Time,
    /// The fewest working days that an order travels.
    pub least_days: u32,
    /// The most working days that an order travels.
    pub most_days: u32,
    /// Dates on which nothing leaves or travels, in order.
    pub days_off: Vec<Date>,
}

/// A set of days of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekdaySet(u8);

impl DeliveryTimes {
    /// Returns `true` if orders leave and travel on this date.
    pub fn is_working(&self, date: Date) -> bool {
        self.working_days.contains(date.weekday()) && self.days_off.binary_search(&date).is_err()
    }
}

impl WeekdaySet {
    /// Returns `true` if the day is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Adds a day.
    pub fn insert(&mut self, day: Weekday) {
        self.0 |= bit(day);
    }

    /// Returns `true` if there is no day.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Weekday> for WeekdaySet {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        let mut set = Self::default();
        days.into_iter().for_each(|day| set.insert(day));
        set
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}
