//! How alike two words are that do not count as one.

use wirefold_text::normal::fold;

/// Below this two words have nothing to do with one another.
const ALIKE: f64 = 0.7;
/// Short words must be more alike: more of them look alike by chance.
const ALIKE_IF_SHORT: f64 = 0.78;

/// How alike two words look, 0 where they are not alike: spellings of one name
/// ("Andrei", "Andrey"), words of one family ("relation", "relationship").
pub(crate) fn of(one: &str, other: &str) -> f64 {
    const SHORTEST: usize = 4;
    const SHORT: usize = 6;
    let (one, other) = (fold(one), fold(other));
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    if shorter < SHORTEST || longer > 40 || longer > 2 * shorter || one[0] != other[0] {
        return 0.0;
    }
    let spelling = f64::midpoint(bigram_dice(&one, &other), edit_likeness(&one, &other));
    let likeness = spelling.max(shared_beginning(&one, &other, shorter));
    let enough = if shorter <= SHORT { ALIKE_IF_SHORT } else { ALIKE };
    if likeness >= enough { likeness } else { 0.0 }
}

/// Dice's coefficient over pairs of neighbouring letters (Adamson and Boreham 1974).
fn bigram_dice(one: &[char], other: &[char]) -> f64 {
    let mut left: Vec<&[char]> = other.windows(2).collect();
    let total = one.len() + other.len() - 2;
    let mut shared = 0;
    for pair in one.windows(2) {
        if let Some(at) = left.iter().position(|p| *p == pair) {
            left.swap_remove(at);
            shared += 2;
        }
    }
    f64::from(shared) / total as f64
}

/// 1 less the share of letters to change (Levenshtein 1966).
fn edit_likeness(one: &[char], other: &[char]) -> f64 {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, x) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in other.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    1.0 - row[other.len()] as f64 / one.len().max(other.len()) as f64
}

/// A long common beginning counts for a whole family of words.
fn shared_beginning(one: &[char], other: &[char], shorter: usize) -> f64 {
    let shared = one.iter().zip(other).take_while(|(x, y)| x == y).count();
    if shared < 5 || shared + 2 < shorter {
        0.0
    } else {
        0.6 + 0.3 * shared as f64 / one.len().max(other.len()) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn spellings_and_families_are_alike() {
        for (one, other) in [
            ("Aleksandr", "Alexandr"),
            ("Andrei", "Andrey"),
            ("harbour", "harbor"),
            ("partner", "partnership"),
        ] {
            assert!(of(one, other) > 0.0, "{one} / {other}");
        }
        for (one, other) in
            [("Monday", "Money"), ("summit", "summer"), ("Marco", "March"), ("cat", "car"), ("", "x")]
        {
            assert!(of(one, other) == 0.0, "{one} / {other}");
        }
    }
}
