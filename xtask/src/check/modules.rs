//! Modules of a folder don't lean on each other in a circle.
//!
//! Edges lead from the module that names an item to the module that defines it: a re-export is followed to its source. A
//! parent and its children may name each other; the rule holds among the children of one parent, with everything below them.

mod cycles;
mod source;

use crate::workspace::Workspace;
use anyhow::{Result, ensure};
use cycles::Graph;
use source::Crate;
use std::collections::BTreeMap;

/// Fails with every circle of every crate of the workspace.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let mut circles = Vec::new();
    for package in &workspace.packages {
        let roots = ["src/lib.rs", "src/main.rs"].map(|root| package.folder().join(root));
        if let Some(root) = roots.iter().find(|root| root.is_file()) {
            let found = circles_of(&Crate::read(root)?);
            circles.extend(found.into_iter().map(|circle| format!("{}: {circle}", package.name)));
        }
    }
    ensure!(circles.is_empty(), "modules import each other in a circle:\n    {}", circles.join("\n    "));
    Ok(())
}

/// The circles of a crate, each as its modules with the import that closes it.
fn circles_of(source: &Crate) -> Vec<String> {
    let mut folders: BTreeMap<Vec<String>, Graph> = BTreeMap::new();
    for (from, to) in source.imports() {
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        if let (Some(user), Some(used)) = (from.get(shared), to.get(shared)) {
            let folder = folders.entry(from[..shared].to_vec()).or_default();
            folder.add(user, used, || format!("{} names {}", from.join("::"), to.join("::")));
        }
    }
    folders.iter().flat_map(|(folder, graph)| graph.circles(&folder.join("::"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// The circles of a crate with these files below `src`.
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap_or(Path::new(""))).unwrap();
            fs::write(file, text).unwrap();
        }
        circles_of(&Crate::read(&folder.path().join("lib.rs")).unwrap())
    }

    #[test]
    fn siblings_that_name_each_other_are_a_circle() {
        let found = circles(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "pub struct B; fn f() { let a = super::a::A; }"),
        ]);

        assert_eq!(found, ["a, b (a names b; b names a)"]);
    }

    #[test]
    fn reexport_is_followed_to_the_module_that_defines_the_item() {
        let through_lib = [
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            ("a.rs", "use crate::B; pub struct A(B);"),
            ("b.rs", "use crate::A; pub struct B(A);"),
        ];

        assert_eq!(circles(&through_lib), ["a, b (a names b; b names a)"]);
    }

    #[test]
    fn names_inside_of_macros_count() {
        let found = circles(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "fn f() { assert!(crate::b::ok()); }"),
            ("b.rs", "use crate::a; fn g() { println!(\"{}\", a::f()); } pub fn ok() {}"),
        ]);

        assert_eq!(found, ["a, b (a names b; b names a)"]);
    }

    #[test]
    fn modules_below_count_for_the_sibling_they_are_in() {
        let found = circles(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod inner; pub struct A;"),
            ("a/inner.rs", "use crate::b::B;"),
            ("b.rs", "use crate::a::A; pub struct B;"),
        ]);

        assert_eq!(found, ["a, b (a::inner names b; b names a)"]);
    }

    #[test]
    fn parents_and_tests_are_left_alone() {
        let found = circles(&[
            ("lib.rs", "mod a; mod b; pub struct Root; fn f() { a::f(); }"),
            ("a.rs", "use crate::Root; pub fn f() {} #[cfg(test)] mod tests { use crate::b::B; }"),
            ("b.rs", "pub struct B; fn g() { crate::a::f(); } #[cfg(test)] mod tests;"),
        ]);

        assert_eq!(found, Vec::<String>::new());
    }
}
