mod finding;
mod given;
mod history;
mod inserting;
mod numbers;
mod promotion_uses;
mod refunds;
