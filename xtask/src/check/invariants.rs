//! The layout's rules that no compiler knows.

use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The foundation crates in `crates/`, which domain crates may import. Each imports only crates before it in this list.
const FOUNDATION: &[&str] = &[
    "http_client",
    "interface_texts",
    "theme",
    "types",
    "addresses",
    "pricing",
    "formats",
    "media",
    "mail",
    "product_csv",
    "coherence",
    "database",
    "setup",
    "jobs",
    "page_cache",
    "cdn",
];

/// The integration crates in `crates/`, which import domain crates. All other crates in `crates/` are domain crates.
const INTEGRATION: &[&str] = &["backup", "checkout", "import_export", "product_import"];

/// Where the rule about features holds: the code that is compiled both for the server and for the browser.
const TWO_SIDED: &[&str] = &["app/src", "frontend/src"];

/// Fails with every breach.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let mut breaches = imports_between_domains(workspace);
    breaches.extend(foundations_on_higher_crates(workspace));
    breaches.extend(app_on_media(workspace));
    for folder in TWO_SIDED {
        breaches.extend(features_inside_files(workspace, folder)?);
    }
    ensure!(breaches.is_empty(), "{}", breaches.join("; "));
    Ok(())
}

fn imports_between_domains(workspace: &Workspace) -> Vec<String> {
    let crates = workspace.root.join("crates");
    let in_crates = workspace.packages.iter().filter(|package| package.folder().starts_with(&crates));
    let domains: Vec<_> = in_crates
        .filter(|package| !FOUNDATION.contains(&&*package.name) && !INTEGRATION.contains(&&*package.name))
        .collect();
    let names: BTreeSet<&str> =
        domains.iter().map(|domain| domain.name.as_str()).chain(INTEGRATION.iter().copied()).collect();
    let mut breaches = Vec::new();
    for domain in domains {
        let others = domain.our_dependencies().filter(|on| *on != domain.name && names.contains(on));
        breaches.extend(others.map(|other| format!("the domain crate {} imports {other}", domain.name)));
    }
    breaches
}

fn foundations_on_higher_crates(workspace: &Workspace) -> Vec<String> {
    let mut breaches = Vec::new();
    for (layer, name) in FOUNDATION.iter().enumerate() {
        let Some(package) = workspace.package(name) else { continue };
        let higher = package.our_dependencies().filter(|on| on != name && !FOUNDATION[..layer].contains(on));
        breaches
            .extend(higher.map(|other| format!("the foundation crate {name} imports {other}, which is not below it")));
    }
    breaches
}

fn app_on_media(workspace: &Workspace) -> Option<String> {
    workspace.closure("app").contains("media").then(|| "app depends on media".to_owned())
}

fn features_inside_files(workspace: &Workspace, folder: &str) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for file in rust_files(&workspace.root.join(folder))? {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let shown = file.strip_prefix(&workspace.root).unwrap_or(&file).display();
        breaches.extend(
            features_off_mod_lines(&text)
                .map(|line| format!("{shown}:{line}: cfg(feature) stands only on lines of mod and pub use")),
        );
    }
    Ok(breaches)
}

/// The numbers of the lines that ask for a feature and are not the attribute of a `mod` line.
fn features_off_mod_lines(text: &str) -> impl Iterator<Item = usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let asking = (0..lines.len()).filter(|&at| asks_for_a_feature(lines[at]) && !is_followed_by_a_mod(&lines[at..]));
    asking.map(|at| at + 1).collect::<Vec<_>>().into_iter()
}

fn asks_for_a_feature(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.contains("cfg") && code.contains("feature =")
}

/// A module that one side leaves out, or its names for the outside.
fn is_followed_by_a_mod(lines: &[&str]) -> bool {
    let item = lines.iter().find(|line| !line.starts_with("#[") && !line.starts_with("//"));
    let is_mod = |item: &str| {
        let item = item.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        item.starts_with("mod ") && item.ends_with(';')
    };
    lines[0].starts_with("#[cfg(") && item.is_some_and(|item| is_mod(item) || item.starts_with("pub use "))
}

/// Returns every Rust file below a folder, but for build outputs.
pub(super) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace of crates in `crates/`, but for app, with what each depends on.
    fn workspace(crates: &[(&str, &[&str])]) -> Workspace {
        let packages: Vec<_> = crates
            .iter()
            .map(|(name, on)| {
                let folder = if *name == "app" { "/shop/app".to_owned() } else { format!("/shop/crates/{name}") };
                let on: Vec<_> = on.iter().map(|on| serde_json::json!({"name": on, "path": "/shop"})).collect();
                serde_json::json!({"name": name, "manifest_path": format!("{folder}/Cargo.toml"), "dependencies": on})
            })
            .collect();
        let metadata =
            serde_json::json!({"workspace_root": "/shop", "target_directory": "/target", "packages": packages});
        serde_json::from_value(metadata).unwrap()
    }

    #[test]
    fn domain_crate_may_import_foundations_and_be_integrated() {
        let workspace = workspace(&[("database", &[]), ("catalog", &["database"]), ("backup", &["catalog"])]);

        assert_eq!(imports_between_domains(&workspace), Vec::<String>::new());
    }

    #[test]
    fn domain_crate_that_imports_another_is_named() {
        let workspace = workspace(&[("catalog", &[]), ("cart", &["catalog"])]);

        assert_eq!(imports_between_domains(&workspace), ["the domain crate cart imports catalog"]);
    }

    #[test]
    fn foundation_crate_that_imports_a_higher_one_is_named() {
        let downwards = workspace(&[("types", &[]), ("database", &["types", "database"]), ("cdn", &["database"])]);
        let upwards = workspace(&[("database", &["cdn"]), ("cdn", &["catalog"]), ("catalog", &[])]);

        assert_eq!(foundations_on_higher_crates(&downwards), Vec::<String>::new());
        assert_eq!(
            foundations_on_higher_crates(&upwards),
            [
                "the foundation crate database imports cdn, which is not below it",
                "the foundation crate cdn imports catalog, which is not below it",
            ]
        );
    }

    #[test]
    fn app_may_not_reach_media_by_any_way() {
        let reaches = workspace(&[("app", &["pictures"]), ("pictures", &["media"]), ("media", &[])]);
        let does_not = workspace(&[("app", &["pictures"]), ("pictures", &[]), ("media", &[])]);

        assert!(app_on_media(&reaches).is_some());
        assert!(app_on_media(&does_not).is_none());
    }

    #[test]
    fn feature_may_stand_on_mod_and_pub_use_only() {
        let text = "
            #[cfg(feature = \"ssr\")]
            pub(crate) mod page;
            #[cfg(feature = \"ssr\")]
            #[path = \"x.rs\"]
            mod x;
            #[cfg(feature = \"ssr\")]
            pub use x::{
                Page,
            };
            // not code: cfg(feature = \"ssr\")
            #[cfg(feature = \"ssr\")]
            fn page() {}
            #[cfg_attr(feature = \"ssr\", derive(Debug))]
            struct Page;
            let on = cfg!(feature = \"ssr\");
            #[cfg(feature = \"ssr\")]
            mod inline {
        ";

        let breaches: Vec<usize> = features_off_mod_lines(text).collect();

        assert_eq!(breaches, [12, 14, 16, 17]);
    }
}
