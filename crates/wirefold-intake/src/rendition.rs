//! Which of several texts of one item is the report.

/// Roles and renditions that are less than the report, as NewsML-G2 and ninjs name them.
const ASIDE: [&str; 12] = [
    "summary",
    "abstract",
    "caption",
    "teaser",
    "short",
    "preview",
    "thumbnail",
    "note",
    "byline",
    "tweet",
    "social",
    "alternate",
];

/// Whether a role ("main", "rend:summary", "drol:caption") is that of a part or a short form of the report.
pub(crate) fn is_aside(role: &str) -> bool {
    let role = role.to_ascii_lowercase();
    let last = role.rsplit([':', '/', '#']).next().unwrap_or_default();
    ASIDE.iter().any(|aside| last.contains(aside))
}

/// Whether a text has so much more than the one before it in order that this one is only a part of it.
pub(crate) fn is_much_fuller(text: &str, before: &str) -> bool {
    text.len() * 2 > before.len() * 3
}

#[cfg(test)]
mod tests {
    use super::is_aside;

    #[test]
    fn roles() {
        assert!(
            is_aside("summary")
                && is_aside("rend:Caption")
                && is_aside("http://cv.iptc.org/newscodes/x/teaser")
        );
        assert!(!is_aside("main") && !is_aside("") && !is_aside("rend:web"));
    }
}
