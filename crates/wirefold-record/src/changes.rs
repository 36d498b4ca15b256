//! What has to change to make one sequence of the other.

use std::ops::Range;

/// Larger tables than this are not filled: all that lies between the common
/// beginning and end counts as one change.
const LARGEST_TABLE: usize = 1 << 18;

/// A stretch of the one sequence that stands for a stretch of the other; either
/// may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub a: Range<usize>,
    pub b: Range<usize>,
}

/// The changes between two sequences, by their longest common subsequence
/// (Wagner and Fischer, "The string-to-string correction problem", 1974).
pub(crate) fn changes<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<Change> {
    let start = a.iter().zip(b).take_while(|(x, y)| same(x, y)).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let end = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(x, y)| same(x, y)).count();
    let (mid_a, mid_b) = (&rest_a[..rest_a.len() - end], &rest_b[..rest_b.len() - end]);
    if mid_a.is_empty() && mid_b.is_empty() {
        return Vec::new();
    }
    let whole = Change { a: start..start + mid_a.len(), b: start..start + mid_b.len() };
    if mid_a.is_empty() || mid_b.is_empty() || mid_a.len().saturating_mul(mid_b.len()) > LARGEST_TABLE {
        return vec![whole];
    }
    walk(mid_a, mid_b, &same, start)
}

fn walk<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool, offset: usize) -> Vec<Change> {
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if same(&a[i], &b[j]) {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    let mut found = Vec::new();
    let mut close = |from_i: usize, i: usize, from_j: usize, j: usize| {
        if from_i < i || from_j < j {
            found.push(Change { a: offset + from_i..offset + i, b: offset + from_j..offset + j });
        }
    };
    while i < a.len() && j < b.len() {
        if same(&a[i], &b[j]) {
            close(from_i, i, from_j, j);
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    close(from_i, a.len(), from_j, b.len());
    found
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn shown(a: &str, b: &str) -> Vec<(String, String)> {
        let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
        changes(&a, &b, |x, y| x == y).into_iter().map(|c| (a[c.a].join(" "), b[c.b].join(" "))).collect()
    }

    #[test]
    fn only_what_differs_is_shown() {
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        assert_eq!(shown("a b c", "a b c"), []);
        assert_eq!(shown("a b c d e", "a x c d"), pairs(&[("b", "x"), ("e", "")]));
        assert_eq!(shown("", "x"), pairs(&[("", "x")]));
        assert_eq!(shown("p a q b r", "a b"), pairs(&[("p", ""), ("q", ""), ("r", "")]));
    }

    #[test]
    fn long_sequences_are_not_tabulated() {
        let (a, b) = (vec![1; 100_000], vec![2; 100_000]);
        assert_eq!(changes(&a, &b, |x, y| x == y).len(), 1);
    }
}
