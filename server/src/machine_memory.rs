use std::fs;

/// Returns the bytes of memory that this process may use: the machine's, or those of its control group (cgroup v2 or
/// v1) if it has fewer. Where neither is known, it is 1 GB.
pub(crate) fn bytes() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total(&text));
    let groups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    let groups = groups.into_iter().filter_map(|file| limit(&fs::read_to_string(file).ok()?));
    machine.into_iter().chain(groups).min().unwrap_or(1 << 30)
}

fn total(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Parses the limit of a control group; `None` for "max", which is no limit.
fn limit(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_how_much_memory_there_is() {
        assert_eq!(total("MemFree: 1 kB\nMemTotal:       24637448 kB\n"), Some(24_637_448 * 1024));
        assert_eq!(total(""), None);
        assert_eq!(limit("536870912\n"), Some(536_870_912));
        assert_eq!(limit("max\n"), None);
    }
}
