//! The words of a text in less room, for as long as nobody looks at them.

use wirefold_report::Span;

use super::token::Token;

/// A place: the token's marks, above them its length, above that how far it is from the end of the one before.
const LENGTH_AT: u32 = 3;
const GAP_AT: u32 = 10;
const MOST_MARKS: u32 = (1 << LENGTH_AT) - 1;
const LONGEST: u32 = (1 << (GAP_AT - LENGTH_AT)) - 1;
const WIDEST: u32 = (1 << (u16::BITS - GAP_AT)) - 1;

/// The tokens of a text: ten bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    terms: Box<[u64]>,
    places: Box<[u16]>,
}

impl Packed {
    /// Packs the tokens of a text; `None` where one is too long or too far from the one before, as few are.
    #[must_use]
    pub fn of(tokens: &[Token]) -> Option<Self> {
        let (mut end, mut is_too_wide) = (0, false);
        let mut place = |token: &Token| {
            let Span { start, end: own_end } = token.span();
            let (gap, length) = (start.wrapping_sub(end), own_end - start);
            is_too_wide |= gap > WIDEST || length > LONGEST;
            end = own_end;
            (gap << GAP_AT | length << LENGTH_AT | token.marks()) as u16
        };
        let places = tokens.iter().map(&mut place).collect();
        (!is_too_wide).then(|| Self { terms: tokens.iter().map(|token| token.term).collect(), places })
    }

    /// The tokens again.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let mut end = 0;
        let token = |(&term, &place): (&u64, &u16)| {
            let place = u32::from(place);
            let start = end + (place >> GAP_AT);
            end = start + (place >> LENGTH_AT & LONGEST);
            Token::marked(Span { start, end }, term, place & MOST_MARKS)
        };
        self.terms.iter().zip(&self.places).map(token).collect()
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::normal::Normaliser;

    fn packed(text: &str) -> Option<bool> {
        let tokens = Normaliser::default().tokens(text);
        Packed::of(&tokens).map(|packed| packed.tokens() == tokens && packed.len() == tokens.len())
    }

    #[test]
    fn tokens_come_out_as_they_went_in() {
        let gap = |bytes: usize| format!("one{}Two", " ".repeat(bytes));
        for text in ["", "Gulls", "  The 40 “Gulls” of Hvar’s quay,\n\n — 東京!", &"a".repeat(127), &gap(63)]
        {
            assert_eq!(packed(text), Some(true), "{text}");
        }
        assert_eq!(packed(&"a".repeat(128)), None);
        assert_eq!(packed(&gap(64)), None);
    }
}
