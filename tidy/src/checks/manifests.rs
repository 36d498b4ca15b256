//! Dependencies point down, and every crate inherits the house's settings.

use crate::finding::Finding;
use crate::tree::{File, Tree};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Keys of `[package]` that every crate takes from the workspace.
const INHERITED: [&str; 4] = ["edition", "license", "rust-version", "version"];

/// Checks every crate's manifest.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let edges = edges(include_str!("../../data/edges.txt"));
    let manifests = tree.texts().filter(|(file, _)| file.name() == "Cargo.toml" && !file.folder().is_empty());
    manifests.flat_map(|(file, text)| check_one(file, text, &edges)).collect()
}

type Edges = BTreeMap<&'static str, Vec<&'static str>>;

fn edges(list: &'static str) -> Edges {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(':'))
        .map(|(from, to)| (from.trim(), to.split_whitespace().collect()))
        .collect()
}

fn check_one(file: &File, text: &str, edges: &Edges) -> Vec<Finding> {
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => {
            let what = format!("not a manifest: {}", toml::de::Error::message(&error));
            return vec![Finding::violation(&file.path, 0, what)];
        }
    };
    let mut findings = check_inheritance(file, text, &manifest);
    findings.extend(check_edges(file, text, &manifest, edges));
    findings
}

fn check_inheritance(file: &File, text: &str, manifest: &Table) -> Vec<Finding> {
    let package = manifest.get("package").and_then(Value::as_table);
    let mut missing: Vec<String> = INHERITED
        .iter()
        .filter(|key| !package.and_then(|p| p.get(**key)).is_some_and(from_workspace))
        .map(|key| format!("write `{key}.workspace = true` in [package]"))
        .collect();
    if !manifest.get("lints").is_some_and(from_workspace) {
        missing.push("write [lints] workspace = true".to_owned());
    }
    let line = line_of(text, "[package]");
    missing.into_iter().map(|what| Finding::violation(&file.path, line, what)).collect()
}

fn from_workspace(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

fn check_edges(file: &File, text: &str, manifest: &Table, edges: &Edges) -> Vec<Finding> {
    let name =
        manifest.get("package").and_then(|p| p.get("name")).and_then(Value::as_str).unwrap_or_default();
    let Some(allowed) = edges.get(name) else {
        let what =
            format!("{name} has no place in the picture: add it to ARCHITECTURE.md and tidy/data/edges.txt");
        return vec![Finding::violation(&file.path, line_of(text, "name"), what)];
    };
    let house = own_dependencies(manifest, edges).into_iter().filter(|used| !allowed.contains(used));
    house
        .map(|used| {
            let what =
                format!("{name} may not depend on {used}: dependencies point down (tidy/data/edges.txt)");
            Finding::violation(&file.path, line_of(text, used), what)
        })
        .collect()
}

/// The crates of the house that a manifest names, in any of its tables.
fn own_dependencies(manifest: &Table, edges: &Edges) -> Vec<&'static str> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let places = targets.filter_map(Value::as_table).chain([manifest]);
    let mut found: Vec<&'static str> = places
        .flat_map(|place| {
            ["dependencies", "dev-dependencies", "build-dependencies"].map(|kind| place.get(kind))
        })
        .flatten()
        .filter_map(Value::as_table)
        .flat_map(Table::iter)
        .map(|(key, value)| value.get("package").and_then(Value::as_str).unwrap_or(key))
        .filter_map(|used| edges.get_key_value(used).map(|(known, _)| *known))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The first line that begins with a word.
fn line_of(text: &str, word: &str) -> usize {
    let begins = |line: &str| {
        line.strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
    };
    text.lines().position(begins).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::checks::testing::said;

    const HEAD: &str = "edition.workspace = true\nlicense.workspace = true\nrust-version.workspace = true\n\
                        version.workspace = true\n[lints]\nworkspace = true\n";

    fn crate_of(name: &str, rest: &str) -> String {
        format!("[package]\nname = \"{name}\"\n{HEAD}{rest}")
    }

    #[test]
    fn edges_down_are_allowed_and_up_are_not() {
        let down =
            crate_of("wirefold-text", "[dependencies]\nserde = \"1\"\nwirefold-report.workspace = true\n");
        assert!(said(check, &[("crates/wirefold-text/Cargo.toml", &down)]).is_empty());
        let up = crate_of("wirefold-report", "[dev-dependencies]\nwirefold-text = { path = \"../x\" }\n");
        assert_eq!(
            said(check, &[("crates/wirefold-report/Cargo.toml", &up)]),
            ["crates/wirefold-report/Cargo.toml:10: wirefold-report may not depend on wirefold-text: \
              dependencies point down (tidy/data/edges.txt)"]
        );
        let renamed = crate_of(
            "wirefold-cli",
            "[dependencies]\nfold = { package = \"wirefold-fold\", path = \"x\" }\n",
        );
        assert_eq!(said(check, &[("crates/wirefold-cli/Cargo.toml", &renamed)]).len(), 1);
        let hidden =
            crate_of("wirefold-text", "[target.'cfg(unix)'.dependencies]\nwirefold.workspace = true\n");
        assert_eq!(said(check, &[("crates/wirefold-text/Cargo.toml", &hidden)]).len(), 1);
    }

    #[test]
    fn settings_come_from_the_workspace() {
        let own = "[package]\nname = \"tidy\"\nedition = \"2021\"\nlicense.workspace = true\nversion.workspace = true\n\
                   rust-version.workspace = true\n";
        assert_eq!(
            said(check, &[("tidy/Cargo.toml", own)]),
            [
                "tidy/Cargo.toml:1: write `edition.workspace = true` in [package]",
                "tidy/Cargo.toml:1: write [lints] workspace = true"
            ]
        );
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        let new = crate_of("wirefold-new", "");
        let said = said(check, &[("crates/wirefold-new/Cargo.toml", &new)]);
        assert!(
            said[0].starts_with("crates/wirefold-new/Cargo.toml:2: wirefold-new has no place"),
            "{said:?}"
        );
    }
}
