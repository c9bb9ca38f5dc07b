/// One measured thing: its rounds.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) rounds: Vec<Figures>,
}

/// The figures of one round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Processor time of the server, user and system, in microseconds a request.
    pub(crate) cpu: f64,
    /// Requests in a second.
    pub(crate) rate: f64,
}

/// The medians, and how each compares with the row named `beside`: above 1 is cheaper than that.
pub(crate) fn print(rows: &[Row], beside: &str) {
    let reference = rows.iter().find(|row| row.name == beside).map_or(f64::NAN, Row::cpu);
    println!();
    println!("{:<42} {:>10} {:>19} {:>12} {:>10}", "", "CPU-µs", "(least – most)", "requests/s", "× as cheap");
    for row in rows {
        let [least, most] = row.spread();
        let spread = format!("{least:.1} – {most:.1}");
        let cpu = row.cpu();
        println!("{:<42} {cpu:>10.1} {spread:>19} {:>12.0} {:>10.2}", row.name, row.rate(), reference / cpu);
    }
}

impl Row {
    pub(crate) fn cpu(&self) -> f64 {
        median(self.rounds.iter().map(|round| round.cpu))
    }

    fn rate(&self) -> f64 {
        median(self.rounds.iter().map(|round| round.rate))
    }

    fn spread(&self) -> [f64; 2] {
        let cpu = || self.rounds.iter().map(|round| round.cpu);
        [cpu().fold(f64::INFINITY, f64::min), cpu().fold(0.0, f64::max)]
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
