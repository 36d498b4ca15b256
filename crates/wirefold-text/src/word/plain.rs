//! Words that are letters and no more: most words of any text. Nothing that cuts
//! or joins words needs to be tried for them.

use crate::window::Window;

/// Length of the plain word that `rest` begins with, 0 if it begins with none that
/// is seen at a glance: ASCII letters with white space behind them, or a mark that
/// joins nothing.
#[inline]
pub(super) fn length(rest: &[u8]) -> usize {
    let window = Window::at(rest, 0);
    let letters = window.letters();
    // Zero stands for the end; in a text it joins nothing either.
    let ends = letters < 16
        && matches!(
            window.byte(letters),
            0 | b' ' | b'\t'..=b'\r' | b',' | b';' | b'!' | b'?' | b'"' | b'(' | b')' | b'[' | b']'
        );
    if ends { letters } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn what_may_go_on_is_not_plain() {
        for (rest, want) in [("word", 4), ("word\tand", 4), ("Word,5", 4), ("a)", 1)] {
            assert_eq!(length(rest.as_bytes()), want, "{rest}");
        }
        for rest in [
            "",
            "5",
            ",",
            "e-mail",
            "a.m.",
            "it's",
            "it\u{2019}s",
            "US$",
            "http://",
            "caf\u{e9}",
            "B2B",
            "a@b",
            "a_b",
        ] {
            assert_eq!(length(rest.as_bytes()), 0, "{rest}");
        }
    }
}
