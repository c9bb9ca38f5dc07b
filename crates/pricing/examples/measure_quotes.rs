//! Measures quotes, and fails if one takes longer than its goal.

use std::{process::ExitCode, time::Instant};

use pricing::{QuoteRequest, encode_request, quote, quote_bytes, testing::large_request};

/// A row of the table.
struct Subject {
    name: &'static str,
    request: QuoteRequest,
    /// The most microseconds that the median may be.
    goal: Option<f64>,
    rounds: usize,
}

fn main() -> ExitCode {
    let subjects = [
        Subject {
            name: "20 lines, 20 promotions",
            request: large_request(20, 20, &[]),
            goal: Some(100.0),
            rounds: 5_000,
        },
        Subject {
            name: "20 lines, 20 promotions, 27 combinations",
            request: large_request(20, 14, &[2, 2, 2]),
            goal: None,
            rounds: 2_000,
        },
        Subject {
            name: "20 lines, 20 promotions, 512 combinations",
            request: large_request(20, 11, &[1; 9]),
            goal: Some(20_000.0),
            rounds: 200,
        },
        Subject {
            name: "200 lines, 200 promotions, 512 combinations",
            request: large_request(200, 191, &[1; 9]),
            goal: None,
            rounds: 5,
        },
    ];
    println!("{:<46} {:>10} {:>10} {:>10} {:>10}", "", "median µs", "p99 µs", "bytes µs", "goal µs");
    let missed = subjects.iter().filter(|subject| !subject.measure()).count();
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Subject {
    /// Prints the row. Returns true if the goal is reached.
    fn measure(&self) -> bool {
        let times = times(self.rounds, || assert!(quote(&self.request).is_ok()));
        let encoded = encode_request(&self.request);
        let of_bytes = times_median(self.rounds, || assert!(!quote_bytes(&encoded).is_empty()));
        let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        let goal = self.goal.map_or(String::new(), |goal| format!("{goal:.0}"));
        println!("{:<46} {median:>10.1} {p99:>10.1} {of_bytes:>10.1} {goal:>10}", self.name);
        self.goal.is_none_or(|goal| median <= goal)
    }
}

/// Returns the microseconds of each round, sorted.
fn times(rounds: usize, mut work: impl FnMut()) -> Vec<f64> {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn times_median(rounds: usize, work: impl FnMut()) -> f64 {
    times(rounds, work)[rounds / 2]
}
