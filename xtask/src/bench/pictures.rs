//! The picture pipeline beside sharp and vipsthumbnail.

use crate::{
    apt::{self, Need, Present},
    npm, process, setup,
    shop::{self, Profile, Shop},
    step::step,
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const NEEDS: &[Need] = &[
    Need { package: "libvips-tools", why: "vipsthumbnail is a peer", present: Present::Program("vipsthumbnail") },
    Need { package: "mate-backgrounds", why: "has photographs of 2,560 px", present: Present::Path(PHOTOGRAPHS[0]) },
    Need {
        package: "lomiri-wallpapers-16.04",
        why: "has photographs as large as cameras take them",
        present: Present::Path(LARGE_PHOTOGRAPHS[0]),
    },
];
/// Close-ups, 2,560 px wide: what a merchant's are like, made smaller by somebody.
const PHOTOGRAPHS: [&str; 4] = [
    "/usr/share/backgrounds/mate/nature/LadyBird.jpg",
    "/usr/share/backgrounds/mate/nature/TwoWings.jpg",
    "/usr/share/backgrounds/mate/nature/Wood.jpg",
    "/usr/share/backgrounds/mate/nature/YellowFlower.jpg",
];
/// 10 to 16 megapixels, as they left the camera: a room, a dragonfly, a dandelion, a view.
const LARGE_PHOTOGRAPHS: [&str; 4] = [
    "/usr/share/backgrounds/Wine_by_Jakkub_Mede.jpg",
    "/usr/share/backgrounds/Dragonfly_by_Bolly.jpg",
    "/usr/share/backgrounds/seeding_by_Clements_Engelhardt.jpg",
    "/usr/share/backgrounds/sunset_by_Aitzol_Berasategi.jpg",
];
/// Each so many of the demo's pictures is measured; scenes, which fill the ladder, always.
const EVERY: usize = 54;

pub(super) fn bench(workspace: &Workspace) -> Result<()> {
    apt::provide(NEEDS)?;
    setup::for_compiling()?;
    let peers = workspace.root.join("bench/peers");
    npm::install(&peers)?;
    step("The pipeline in release", || {
        process::run(workspace.cargo().args([
            "build",
            "--package",
            "bench",
            "--release",
            "--bin",
            "pictures",
            "--bin",
            "picture_rush",
        ]))
    })?;
    let program = workspace.target.join("release/pictures");
    let groups = [
        ("the demo shop's, which a program drew", demo(workspace)?),
        ("photographs, 4 and 5 megapixels", PHOTOGRAPHS.map(PathBuf::from).to_vec()),
        ("photographs, 10 to 16 megapixels", LARGE_PHOTOGRAPHS.map(PathBuf::from).to_vec()),
    ];
    for (what, photos) in groups {
        println!("\nPictures: {what}");
        process::run(Command::new(&program).arg(&peers).args(photos))?;
    }
    rush(workspace)
}

/// Renditions that are asked for at once.
const RUSH: usize = 500;

/// A new shop, none of whose renditions are made, and everybody at once.
fn rush(workspace: &Workspace) -> Result<()> {
    let program = step("The server in release", || shop::build(workspace, Profile::Release))?;
    let data = tempfile::Builder::new().prefix("vitrine-bench-data-").tempdir()?;
    let port = shop::free_port()?;
    let shop = Shop::new(workspace, program, port)
        .with_data_in(data.path())
        .with("VITRINE_LOG", "error".into())
        .with("VITRINE_PICTURES_AHEAD", "0".into());
    shop.fill()?;
    let service = shop.start()?;
    println!();
    let mut rush = Command::new(workspace.target.join("release/picture_rush"))
        .args([&port.to_string(), "/en-ae/c/ceramics"])
        .stdin(Stdio::piped())
        .spawn()
        .context("cannot start the rush")?;
    let mut asks = rush.stdin.take().context("the rush has no standard input")?;
    asks.write_all(renditions(&data.path().join("pictures/sources"))?.join("\n").as_bytes())?;
    drop(asks);
    ensure!(rush.wait()?.success(), "the rush failed");
    drop(service);
    Ok(())
}

/// Addresses of renditions, each another.
fn renditions(sources: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for shelf in fs::read_dir(sources)? {
        for source in fs::read_dir(shelf?.path())? {
            names.push(source?.file_name().to_string_lossy().into_owned());
        }
    }
    let files = ["160.avif", "226.webp", "320.avif", "640.avif"];
    Ok(names.iter().flat_map(|name| files.map(|file| format!("/img/{name}/{file}"))).take(RUSH).collect())
}

fn demo(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = workspace.root.join("demo/images");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let is_scene = |file: &PathBuf| file.to_string_lossy().contains("scene-");
    let (scenes, products): (Vec<_>, Vec<_>) = files.into_iter().partition(is_scene);
    Ok(scenes.into_iter().chain(products.into_iter().step_by(EVERY)).collect())
}
