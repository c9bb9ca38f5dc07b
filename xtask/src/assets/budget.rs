//! The byte budget: the most bytes that a shopper downloads before the first interaction.

use super::publish;
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path};

/// A sum of files, and how many bytes they may have after brotli 11.
struct Budget {
    name: &'static str,
    files: &'static [&'static str],
    bytes: u64,
}

const BUDGETS: [Budget; 4] = [
    Budget { name: "islands", files: &["frontend.wasm", "frontend.js", "loader.js"], bytes: 90 * 1024 },
    Budget { name: "pricing", files: &["pricing.wasm"], bytes: 24 * 1024 },
    Budget { name: "style", files: &["app.css"], bytes: 14 * 1024 },
    Budget { name: "private style", files: &["private.css"], bytes: 6 * 1024 },
];

/// Prints what the published assets weigh, and fails when a budget is overdrawn.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let mut overdrawn = Vec::new();
    println!("  {:<16} {:>9} {:>9} {:>9}", "brotli 11", "bytes", "budget", "left");
    for budget in &BUDGETS {
        let mut sum = 0;
        for file in budget.files {
            let bytes = weight(dist, file)?;
            println!("    {file:<14} {bytes:>9}");
            sum += bytes;
        }
        println!("  {:<16} {sum:>9} {:>9} {:>9}", budget.name, budget.bytes, left(budget.bytes, sum));
        if sum > budget.bytes {
            overdrawn.push(budget.name);
        }
    }
    ensure!(overdrawn.is_empty(), "over the byte budget: {}", overdrawn.join(", "));
    Ok(())
}

fn left(budget: u64, sum: u64) -> String {
    if sum > budget { format!("-{}", sum - budget) } else { (budget - sum).to_string() }
}

/// The size of the published brotli copy: exactly what is sent.
fn weight(dist: &Path, name: &str) -> Result<u64> {
    let manifest = publish::manifest(dist);
    let address = manifest.get(name).with_context(|| format!("{name} is not among the built assets"))?;
    let file = dist.join(address.trim_start_matches('/')).with_added_extension("br");
    let copy = fs::metadata(&file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(copy.len())
}

#[cfg(test)]
mod tests {
    use super::{super::Asset, super::Quality, *};

    fn noise(bytes: usize) -> Vec<u8> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"cannot be compressed");
        let mut noise = vec![0; bytes];
        hasher.finalize_xof().fill(&mut noise);
        noise
    }

    fn dist_with_wasm_of(bytes: usize) -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        let asset = |name, bytes| Asset { name, bytes };
        let assets = [
            asset("frontend.wasm", noise(bytes)),
            asset("frontend.js", b"1".to_vec()),
            asset("loader.js", b"2".to_vec()),
            asset("app.css", b"a{}".to_vec()),
            asset("private.css", b"a{}".to_vec()),
            asset("pricing.wasm", b"3".to_vec()),
        ];
        publish::publish(dist.path(), &assets, Quality::Release).unwrap();
        dist
    }

    #[test]
    fn islands_within_the_budget_pass() {
        assert!(check(dist_with_wasm_of(80 * 1024).path()).is_ok());
    }

    #[test]
    fn islands_over_the_budget_are_refused() {
        let error = check(dist_with_wasm_of(90 * 1024).path()).unwrap_err();

        assert_eq!(error.to_string(), "over the byte budget: islands");
    }
}
