//! Who holds which role for which country: 150 items of our own writing, marked by
//! hand (`roles/README.md` has the rules), from raw text.
//!
//! A role is right if the person, the wording (without regard to case; `former`
//! before one that is said to be past) and the country are.

#![allow(clippy::print_stdout, reason = "a test that measures tells what it measured")]

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

#[derive(Deserialize)]
struct Item {
    id: String,
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
struct Role {
    role: String,
    country: Option<String>,
    #[serde(default)]
    former: bool,
}

/// Person, role, country.
type Stated = (String, String, Option<String>);

fn plain(text: &str) -> String {
    text.replace('’', "'").to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gold(item: &Item) -> BTreeSet<Stated> {
    let stated = |person: &Person, role: &Role| {
        let past = if role.former { "former " } else { "" };
        (plain(&person.name), plain(&format!("{past}{}", role.role)), role.country.clone())
    };
    item.people.iter().flat_map(|p| p.roles.iter().map(move |r| stated(p, r))).collect()
}

fn found(item: &Item, said: &Value) -> BTreeSet<Stated> {
    let text = |value: &Value| value.as_str().map(plain);
    let names: BTreeSet<String> = item.people.iter().map(|p| plain(&p.name)).collect();
    let mut found = BTreeSet::new();
    for entity in said["entities"].as_array().into_iter().flatten().filter(|e| e["kind"] == "person") {
        let aliases = entity["aliases"].as_array().into_iter().flatten().filter_map(text);
        let all: Vec<String> = text(&entity["name"]).into_iter().chain(aliases).collect();
        let name = all.iter().find(|name| names.contains(*name)).unwrap_or(&all[0]);
        for role in entity["roles"].as_array().into_iter().flatten() {
            let country = role["country"].as_str().map(str::to_owned);
            found.insert((name.clone(), text(&role["role"]).unwrap_or_default(), country));
        }
    }
    found
}

fn floor(root: &Path) -> f64 {
    let floors = fs::read_to_string(root.join("floors.toml")).expect("floors.toml lies at the root");
    let floors: toml::Table = floors.parse().expect("floors.toml is well-formed");
    floors["roles"]["f1"].as_float().expect("a floor is a number")
}

#[test]
fn roles() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = here.join("tests/roles/roles.jsonl");
    let lines = fs::read_to_string(&file).expect("the set lies beside the test");
    let items: Vec<Item> = lines.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    let out = Command::new(env!("CARGO_BIN_EXE_wirefold"))
        .arg("annotate")
        .args(["--format", "jsonl"])
        .arg(&file)
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let said = String::from_utf8(out.stdout).expect("output is UTF-8");
    let said: Vec<Value> = said.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    assert_eq!(said.len(), items.len());

    let (mut both, mut right, mut wrong, mut errors) = (0, 0, 0, String::new());
    for (item, said) in items.iter().zip(&said) {
        assert_eq!(said["id"], item.id.as_str());
        let (gold, found) = (gold(item), found(item, said));
        both += gold.intersection(&found).count();
        right += gold.len();
        wrong += found.len();
        for (sign, missing) in [("missed", gold.difference(&found)), ("false ", found.difference(&gold))] {
            for stated in missing {
                let _ = writeln!(errors, "{} {sign} {stated:?}", item.id);
            }
        }
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let f1 = percent(2 * both, right + wrong);
    println!(
        "{errors}roles: f1 {f1:.2}, precision {:.2}, recall {:.2}",
        percent(both, wrong),
        percent(both, right)
    );
    assert!(f1 >= floor(&here.join("../..")), "{f1:.2} is below the floor of floors.toml");
}
