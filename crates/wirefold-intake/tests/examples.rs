//! The repository's own example reports come in whole.

use std::collections::BTreeSet;
use std::path::Path;
use wirefold_intake::{Options, read};

#[test]
fn the_examples_are_those_that_are_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder.join("reports")).unwrap() {
        let path = entry.unwrap().path();
        let intake = read(&path.to_string_lossy(), &std::fs::read(&path).unwrap(), &Options::default());
        assert_eq!((intake.problems, intake.notes), (vec![], vec![]), "{}", path.display());
        for report in intake.reports {
            let words = report.text.split_whitespace().count();
            assert!((150..=350).contains(&words), "{} has {words} words", report.id);
            assert!(found.insert(report.id.clone()), "{} comes twice", report.id);
        }
    }
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let named: BTreeSet<String> = expected["reports"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(found, named);
}
