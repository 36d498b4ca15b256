//! Names that stand where a picture is credited, and names of those who are only cited.

use crate::origin::words::{CITED_AFTER, CITED_BEFORE, OTHER_BODY, PICTURE_AFTER, PICTURE_BEFORE};

/// Credits of pictures and films.
pub(crate) fn is_picture(before: &str, after: &str) -> bool {
    let before = before.to_lowercase();
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | ')'));
    let before = before
        .trim_end_matches(" by")
        .trim_end_matches(" copyright")
        .trim_end_matches(" credit")
        .trim_end_matches(':');
    let after = after.to_lowercase();
    let after = after.trim_start_matches([' ', ',', '|']);
    PICTURE_BEFORE.iter().any(|word| before.ends_with(word))
        || PICTURE_AFTER.iter().any(|word| after.starts_with(word))
}

/// "the Interfax news agency": so others speak of it. "The Reuters Institute" is another body.
pub(super) fn is_cited(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(['\'', '’', 's', ' ']).to_lowercase();
    let before = before.to_lowercase();
    let before = before.trim_end_matches([' ', ':']).trim_end_matches(" the").trim_end();
    CITED_AFTER.beginning(&after).is_some()
        || OTHER_BODY.beginning(&after).is_some()
        || CITED_BEFORE.iter().any(|ending| before.ends_with(ending))
}
