use types::Timestamp;

/// The minutes after its beginning at which the timer looks at a payment that is with a provider; then it looks every hour.
pub const PAYMENT_LOOKS: [i64; 3] = [1, 5, 30];

const MINUTE: i64 = 60_000;

/// Returns the moment of the next look at a payment that the timer has looked at so many times: one is when its time runs
/// out, so that it is withdrawn before the hold of its stock ends.
pub(crate) fn next_look(looks: u32, created_at: Timestamp, lapses_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let usual = usual_look(looks, created_at, now);
    lapses_at.filter(|end| *end > now).map_or(usual, |end| usual.min(end))
}

fn usual_look(looks: u32, created_at: Timestamp, now: Timestamp) -> Timestamp {
    let minutes = usize::try_from(looks).ok().and_then(|looks| PAYMENT_LOOKS.get(looks));
    match minutes {
        Some(minutes) => created_at.plus_millis(minutes * MINUTE).max(now),
        None => now.plus_millis(60 * MINUTE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_come_after_1_5_and_30_minutes_and_then_every_hour() {
        let begun = Timestamp(7);
        let mut now = begun;
        let minutes: Vec<i64> = (0..5)
            .map(|looks| {
                now = next_look(looks, begun, None, now);
                (now.0 - begun.0) / MINUTE
            })
            .collect();

        assert_eq!(minutes, [1, 5, 30, 90, 150]);
        let late = Timestamp(20 * MINUTE);
        assert_eq!(next_look(0, begun, None, late), late, "a look that was missed is made at once");
        let end = Timestamp(3 * MINUTE);
        assert_eq!(next_look(1, begun, Some(end), begun), end);
        assert_eq!(next_look(1, begun, Some(end), end), begun.plus_millis(5 * MINUTE));
    }
}
