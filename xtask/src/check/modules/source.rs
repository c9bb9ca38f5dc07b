//! A crate's modules as its files have them, and which items they name.

use anyhow::{Context, Result};
use proc_macro2::{TokenStream, TokenTree};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, Item, ItemMod, UseTree, visit::Visit};

/// A path from the crate's root: of a module, or of an item in one.
pub(super) type ModulePath = Vec<String>;

/// The most re-exports of re-exports that are followed: more would be a circle of `use`.
const MAX_REEXPORTS: usize = 16;

/// The modules of a crate, without those of its tests.
pub(super) struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

/// A module: the names that its `use` items bring in, and the paths that its code writes.
#[derive(Default)]
struct Module {
    /// For each name, the path that `use` gives it.
    uses: BTreeMap<String, ModulePath>,
    paths: Vec<ModulePath>,
}

impl Crate {
    /// Reads the crate whose root is `file`, and the files of its modules.
    pub(super) fn read(file: &Path) -> Result<Self> {
        let mut modules = BTreeMap::new();
        let folder = file.parent().context("a file is in a folder")?;
        read_file(&mut modules, Vec::new(), file, folder)?;
        Ok(Self { modules })
    }

    /// Each module with the module of each item that it names.
    pub(super) fn imports(&self) -> Vec<(ModulePath, ModulePath)> {
        let each = self.modules.iter().flat_map(|(at, module)| {
            let named = module.paths.iter().filter_map(|path| self.defining_module(at, path));
            named.map(move |to| (at.clone(), to))
        });
        each.collect()
    }

    /// The module that defines the item which `path`, as it stands in the module `at`, means.
    fn defining_module(&self, at: &[String], path: &[String]) -> Option<ModulePath> {
        let mut absolute = self.absolute(at, path)?;
        for _ in 0..MAX_REEXPORTS {
            let module =
                (0..=absolute.len()).rev().map(|end| &absolute[..end]).find(|part| self.modules.contains_key(*part))?;
            let rest = &absolute[module.len()..];
            let Some(source) = rest.first().and_then(|name| self.modules[module].uses.get(name)) else {
                return Some(module.to_vec());
            };
            let mut followed = self.absolute(module, source)?;
            followed.extend_from_slice(&rest[1..]);
            absolute = followed;
        }
        None
    }

    /// `path`, from the crate's root; nothing for a path into another crate.
    fn absolute(&self, at: &[String], path: &[String]) -> Option<ModulePath> {
        let mut base = at.to_vec();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
                return Some([base, rest.to_vec()].concat());
            }
            name => {
                let child = [at, &[name.to_owned()]].concat();
                let known = self.modules.contains_key(&child) || self.modules.get(at)?.uses.contains_key(name);
                return known.then(|| [at, path].concat());
            }
        }
        Some([base, rest[1..].to_vec()].concat())
    }
}

/// Reads a module's file into `modules`; `folder` is where files of its modules lie.
fn read_file(modules: &mut BTreeMap<ModulePath, Module>, at: ModulePath, file: &Path, folder: &Path) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let parsed = syn::parse_file(&text).with_context(|| format!("cannot parse {}", file.display()))?;
    read_items(modules, at, parsed.items, folder)
}

fn read_items(
    modules: &mut BTreeMap<ModulePath, Module>,
    at: ModulePath,
    items: Vec<Item>,
    folder: &Path,
) -> Result<()> {
    let mut module = Module::default();
    for item in items {
        match item {
            Item::Mod(inner) if is_of_tests(&inner.attrs) => drop(inner),
            Item::Mod(inner) => read_module(modules, &at, inner, folder)?,
            item => module.read(&item),
        }
    }
    modules.insert(at, module);
    Ok(())
}

fn read_module(
    modules: &mut BTreeMap<ModulePath, Module>,
    at: &[String],
    module: ItemMod,
    folder: &Path,
) -> Result<()> {
    let name = module.ident.to_string();
    let path = [at, std::slice::from_ref(&name)].concat();
    if let Some((_, items)) = module.content {
        return read_items(modules, path, items, &folder.join(&name));
    }
    let file =
        path_attribute(&module.attrs).map_or_else(|| folder.join(format!("{name}.rs")), |given| folder.join(given));
    let below = folder.join(&name);
    if file.is_file() {
        read_file(modules, path, &file, &below)
    } else {
        read_file(modules, path, &below.join("mod.rs"), &below)
    }
}

/// `cfg(test)`, also as one of several conditions.
fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("cfg") && condition.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test")
    })
}

fn path_attribute(attributes: &[Attribute]) -> Option<PathBuf> {
    let value =
        attributes.iter().find(|attribute| attribute.path().is_ident("path"))?.meta.require_name_value().ok()?;
    match &value.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value().into()),
        _ => None,
    }
}

impl Module {
    fn read(&mut self, item: &Item) {
        if !matches!(item, Item::Use(_)) {
            let mut tokens = TokenStream::new();
            quote::ToTokens::to_tokens(item, &mut tokens);
            self.read_paths(tokens);
        }
        Uses(self).visit_item(item);
    }

    /// Collects what may be a path: names joined by `::`, macros' arguments included.
    fn read_paths(&mut self, tokens: TokenStream) {
        let mut path: ModulePath = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 && !path.is_empty() => path.push(name.to_string()),
                TokenTree::Ident(name) => {
                    self.take(&mut path);
                    path.push(name.to_string());
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.take(&mut path);
                    self.read_paths(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.take(&mut path),
            }
            colons = 0;
        }
        self.take(&mut path);
    }

    fn take(&mut self, path: &mut ModulePath) {
        if !path.is_empty() {
            self.paths.push(std::mem::take(path));
        }
    }
}

/// Collects `use` items, those inside of functions included.
struct Uses<'a>(&'a mut Module);

impl Visit<'_> for Uses<'_> {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.0.read_use(&item.tree, Vec::new());
        }
    }
}

impl Module {
    fn read_use(&mut self, tree: &UseTree, mut before: ModulePath) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.read_use(&path.tree, before);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.read_use(tree, before.clone())),
            UseTree::Name(name) => self.bring_in(&name.ident.to_string(), &name.ident.to_string(), before),
            UseTree::Rename(rename) => self.bring_in(&rename.rename.to_string(), &rename.ident.to_string(), before),
            UseTree::Glob(_) => {}
        }
    }

    /// Notes the name that a `use` brings in; the item itself is named by it too.
    fn bring_in(&mut self, name: &str, item: &str, mut path: ModulePath) {
        let name = if item == "self" { path.last().cloned().unwrap_or_default() } else { name.to_owned() };
        if item != "self" {
            path.push(item.to_owned());
        }
        self.paths.push(path.clone());
        if path.first() != Some(&name) || path.len() > 1 {
            self.uses.insert(name, path);
        }
    }
}
