mod given;
mod gift_cards;
mod notices;
mod payments;
mod providers;
mod statuses;
