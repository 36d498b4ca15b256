//! Which words of one wording the other does not have.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of text and whether it is changed.
pub(crate) type Piece = (String, bool);

/// `text` in pieces; those are marked that do not stand in `other`, in order.
/// Case, punctuation and the shape of quotation marks do not count.
pub(crate) fn changed(text: &str, other: &str) -> Vec<Piece> {
    let (words, keys) = keyed(text);
    let (_, others) = keyed(other);
    let mut pieces: Vec<Piece> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &keys, &others) {
        let range = op.old_range();
        let same = matches!(op, DiffOp::Equal { .. });
        for at in range {
            push(&mut pieces, words[at], !same && !keys[at].is_empty());
        }
    }
    pieces
}

/// Appends a word, with a space where it follows another.
fn push(pieces: &mut Vec<Piece>, word: &str, marked: bool) {
    if let Some(last) = pieces.last_mut() {
        if last.1 == marked {
            last.0.push(' ');
            last.0.push_str(word);
            return;
        }
        pieces.push((" ".to_owned(), false));
    }
    pieces.push((word.to_owned(), marked));
}

/// The words as they stand, and as they are compared.
fn keyed(text: &str) -> (Vec<&str>, Vec<String>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let key = |w: &&str| w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let keys = words.iter().map(key).collect();
    (words, keys)
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn only_changed_words_are_marked() {
        let pieces = changed("in a warm and frank tone", "“in a warm and open tone”");
        let marked: Vec<&str> = pieces.iter().filter(|p| p.1).map(|p| p.0.as_str()).collect();
        assert_eq!(marked, ["frank"]);
        let whole: String = pieces.iter().map(|p| p.0.as_str()).collect();
        assert_eq!(whole, "in a warm and frank tone");
    }

    #[test]
    fn nothing_in_common_marks_everything() {
        assert_eq!(changed("left at noon", ""), [("left at noon".to_owned(), true)]);
        assert!(changed("", "x").is_empty());
    }
}
