use std::{fs::File, io::Write as _, path::Path, time::Instant};

/// Prints the time that the disk takes for 4 KiB, 200 times.
pub(super) fn print(folder: &Path) {
    let mut file = File::create(folder.join("fsync")).expect("the folder can be written");
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            file.write_all(&[7; 4096]).expect("the disk has room");
            let began = Instant::now();
            file.sync_data().expect("the disk works");
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("fdatasync of 4 KiB: p50 {:.2} ms, p90 {:.2} ms, longest {:.2} ms", times[100], times[180], times[199]);
}
