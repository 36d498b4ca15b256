//! The checks, one concept a file. Each takes the tree and returns findings.

pub(crate) mod links;
pub(crate) mod manifests;
pub(crate) mod sources;
pub(crate) mod weights;

use crate::finding::Finding;
use crate::tree::Tree;

/// All findings of all checks, in order of file and line.
pub(crate) fn all(tree: &Tree) -> Vec<Finding> {
    let checks = [manifests::check, links::check, sources::check, weights::check];
    let mut findings: Vec<Finding> = checks.iter().flat_map(|check| check(tree)).collect();
    findings.sort();
    findings
}

#[cfg(test)]
pub(crate) mod testing {
    //! Small made-up trees.

    use crate::finding::Finding;
    use crate::tree::Tree;

    /// What a check says of the given files, a line each.
    pub(crate) fn said(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        check(&Tree::read(root.path()).unwrap()).iter().map(ToString::to_string).collect()
    }
}
