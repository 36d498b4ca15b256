//! Items that an agency took back, by the status that NewsML-G2 and ninjs give them.

/// Why an item is not to be read whose publisher took it back or has not released it.
pub(crate) fn withdrawn(status: &str) -> Option<String> {
    let status = status.to_ascii_lowercase();
    ["canceled", "cancelled", "withheld"]
        .contains(&status.as_str())
        .then(|| format!("{status} by its publisher"))
}
