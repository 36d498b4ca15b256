//! Mentions from `B-`/`I-`/`O` scores: the best sequence of tags in which every `I-` continues its own kind.

use std::ops::Range;

use crate::rows::Rows;

/// What a column of the scores means; the number is the kind's place in [`TagSet::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(usize),
    Inside(usize),
}

/// The tags of the scores' columns.
#[derive(Clone, Debug)]
pub struct TagSet {
    tags: Vec<Tag>,
    /// The kinds of mentions, in the order of their first tag.
    pub kinds: Vec<&'static str>,
}

/// Words that name something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub words: Range<usize>,
    /// The kind's place in [`TagSet::kinds`].
    pub kind: usize,
}

impl TagSet {
    /// Reads names such as `O`, `B-person`, `I-person`; what is neither `B-` nor `I-` counts as outside.
    #[must_use]
    pub fn new(names: &[&'static str]) -> Self {
        let mut kinds = Vec::new();
        let tags = names.iter().map(|name| Tag::parse(name, &mut kinds)).collect();
        Self { tags, kinds }
    }

    /// The best mentions, in the order of the text.
    ///
    /// ```
    /// use wirefold_encoder::{bio::TagSet, rows::Rows};
    /// let tags = TagSet::new(&["O", "B-place", "I-place"]);
    /// let scores = [0.0, 4.0, 0.0, /* second word */ 0.0, 0.0, 3.0];
    /// let found = tags.decode(Rows::new(3, &scores));
    /// assert_eq!(found[0].words, 0..2);
    /// ```
    ///
    /// # Panics
    /// When the scores have another number of columns than there are tags.
    #[must_use]
    pub fn decode(&self, scores: Rows<'_>) -> Vec<Span> {
        assert_eq!(scores.width(), self.tags.len(), "a column for each tag");
        self.spans(&self.best_path(scores))
    }

    /// Viterbi: only `I-` is choosy about the tag before it.
    fn best_path(&self, scores: Rows<'_>) -> Vec<usize> {
        let mut value = vec![0.0; self.tags.len()];
        let mut choices = Vec::with_capacity(scores.len());
        for word in 0..scores.len() {
            let before: Vec<usize> =
                (0..self.tags.len()).map(|tag| self.best_before(tag, &value, word == 0)).collect();
            value = self.step(&value, &before, scores.row(word), word == 0);
            choices.push(before);
        }
        let mut tag = (1..value.len()).fold(0, |best, i| if value[i] > value[best] { i } else { best });
        let mut path = vec![tag; scores.len()];
        for word in (1..scores.len()).rev() {
            tag = choices[word][tag];
            path[word - 1] = tag;
        }
        path
    }

    fn step(&self, value: &[f32], before: &[usize], row: &[f32], first: bool) -> Vec<f32> {
        let tags = self.tags.iter().zip(before).zip(row);
        tags.map(|((tag, &from), score)| match tag {
            Tag::Inside(_) if first => f32::NEG_INFINITY,
            Tag::Inside(_) if !tag.may_follow(self.tags[from]) => f32::NEG_INFINITY,
            _ => value[from] + score,
        })
        .collect()
    }

    fn best_before(&self, tag: usize, value: &[f32], first: bool) -> usize {
        let fits = |from: &usize| first || self.tags[tag].may_follow(self.tags[*from]);
        let best = (0..value.len()).filter(fits).reduce(|a, b| if value[b] > value[a] { b } else { a });
        best.unwrap_or(0)
    }

    fn spans(&self, path: &[usize]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (word, &tag) in path.iter().enumerate() {
            match (self.tags[tag], found.last_mut()) {
                (Tag::Begin(kind), _) => found.push(Span { words: word..word + 1, kind }),
                (Tag::Inside(_), Some(span)) => span.words.end = word + 1,
                _ => {}
            }
        }
        found
    }
}

impl Tag {
    fn parse(name: &'static str, kinds: &mut Vec<&'static str>) -> Self {
        let mut place = |kind| {
            kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            })
        };
        match name.split_once('-') {
            Some(("B", kind)) => Self::Begin(place(kind)),
            Some(("I", kind)) => Self::Inside(place(kind)),
            _ => Self::Outside,
        }
    }

    fn may_follow(self, before: Self) -> bool {
        match self {
            Self::Inside(kind) => before == Self::Begin(kind) || before == Self::Inside(kind),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::TagSet;
    use crate::rows::Rows;

    const NAMES: [&str; 5] = ["O", "B-a", "I-a", "B-b", "I-b"];

    /// The score of the best legal sequence, by trying all.
    fn brute_force(tags: &TagSet, rows: Rows<'_>) -> f32 {
        let legal = |path: &[usize]| {
            let mut before = super::Tag::Outside;
            path.iter().all(|&tag| {
                let fits = tags.tags[tag].may_follow(before);
                before = tags.tags[tag];
                fits
            })
        };
        let (n, mut best) = (u32::try_from(rows.len()).unwrap(), f32::NEG_INFINITY);
        for code in 0..5usize.pow(n) {
            let path: Vec<usize> = (0..n).map(|word| code / 5usize.pow(word) % 5).collect();
            if legal(&path) {
                best = best.max(total(rows, &path));
            }
        }
        best
    }

    fn total(rows: Rows<'_>, path: &[usize]) -> f32 {
        path.iter().enumerate().map(|(word, &tag)| rows.row(word)[tag]).sum()
    }

    proptest! {
        #[test]
        fn no_sequence_is_better(values in (1usize..=5).prop_flat_map(|n| prop::collection::vec(-9.0f32..9.0, n * 5))) {
            let (tags, rows) = (TagSet::new(&NAMES), Rows::new(5, &values));
            let path = tags.best_path(rows);
            prop_assert!((total(rows, &path) - brute_force(&tags, rows)).abs() < 1e-4);
        }

        #[test]
        fn spans_are_in_order_and_apart(values in (1usize..=30).prop_flat_map(|n| prop::collection::vec(-9.0f32..9.0, n * 5))) {
            let found = TagSet::new(&NAMES).decode(Rows::new(5, &values));
            prop_assert!(found.iter().all(|s| s.words.start < s.words.end && s.words.end <= values.len() / 5));
            prop_assert!(found.windows(2).all(|pair| pair[0].words.end <= pair[1].words.start));
        }
    }

    #[test]
    fn neighbours_stay_apart_and_no_words_are_no_mentions() {
        let tags = TagSet::new(&NAMES);
        let found = tags.decode(Rows::new(5, &[0., 5., 0., 0., 0., 0., 5., 4., 0., 0., 9., 0., 0., 0., 0.]));
        assert_eq!(
            found.iter().map(|s| (s.words.clone(), s.kind)).collect::<Vec<_>>(),
            [(0..1, 0), (1..2, 0)]
        );
        assert!(tags.decode(Rows::new(5, &[])).is_empty());
        assert_eq!(tags.kinds, ["a", "b"]);
    }
}
