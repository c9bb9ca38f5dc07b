mod given;
mod gift_cards;
mod payments;
mod statuses;
