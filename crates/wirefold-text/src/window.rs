//! The next 16 bytes of a text at once: how long a word of plain letters is, is
//! told without a look at each of them.

/// Every byte the same.
#[inline(always)]
const fn all(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// Up to 16 bytes of a text, the first the lowest; zeros where the text ends.
#[derive(Clone, Copy, Debug)]
pub struct Window(u128);

impl Window {
    /// The bytes from `at` on.
    ///
    /// # Panics
    /// If `at` lies behind the end.
    #[inline]
    #[must_use]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        let rest = &bytes[at..];
        if let Some(whole) = rest.first_chunk() {
            return Self(u128::from_le_bytes(*whole));
        }
        let mut padded = [0; 16];
        padded[..rest.len()].copy_from_slice(rest);
        Self(u128::from_le_bytes(padded))
    }

    /// How many bytes at its start are letters of ASCII.
    #[inline]
    pub(crate) fn letters(self) -> usize {
        // Seven bits a byte, so that no sum carries into the next one.
        let other = !self.between((self.0 & all(0x7f)) | all(0x20), b'a', b'z') & all(0x80);
        other.trailing_zeros() as usize / 8
    }

    /// How many bytes at its start are letters, digits or underscores of ASCII.
    #[inline]
    #[must_use]
    pub fn word_bytes(self) -> usize {
        let plain = self.0 & all(0x7f);
        let letters = self.between(plain | all(0x20), b'a', b'z');
        let others = self.between(plain, b'0', b'9') | self.between(plain, b'_', b'_');
        (!(letters | others) & all(0x80)).trailing_zeros() as usize / 8
    }

    /// The upper bit of every byte of ASCII that is `from..=to` once its bits are those of `seven`.
    #[inline]
    fn between(self, seven: u128, from: u8, to: u8) -> u128 {
        (seven + all(0x80 - from)) & !(seven + all(0x7f - to)) & !self.0 & all(0x80)
    }

    /// Its bytes with the letters of ASCII in lower case.
    #[inline]
    #[must_use]
    pub fn lower(self) -> Self {
        Self(self.0 | self.between(self.0 & all(0x7f), b'A', b'Z') >> 2)
    }

    /// The byte at `at`.
    ///
    /// # Panics
    /// In debug builds if `at` is 16 or more.
    #[inline]
    #[must_use]
    pub fn byte(self, at: usize) -> u8 {
        (self.0 >> (8 * at)) as u8
    }

    /// Whether it begins with a byte that is neither letter nor digit of ASCII.
    #[inline]
    pub(crate) fn is_gap(self) -> bool {
        let first = self.byte(0);
        first.is_ascii() && !first.is_ascii_alphanumeric()
    }

    /// Whether it begins with a capital of ASCII.
    #[inline]
    pub(crate) fn is_capital(self) -> bool {
        self.byte(0).is_ascii_uppercase()
    }

    /// Its first bytes, fewer than eight of them, with zeros behind.
    #[inline]
    #[must_use]
    pub fn first_of_eight(self, length: usize) -> u64 {
        self.0 as u64 & ((1 << (8 * length)) - 1)
    }

    /// Its first bytes, fewer than all of them, with zeros behind.
    #[inline]
    #[must_use]
    pub fn first(self, length: usize) -> u128 {
        self.0 & ((1 << (8 * length)) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn bytes_are_taken_up_to_the_end() {
        for (text, letters) in
            [("word on", 4), ("Aaz", 3), ("", 0), (" a", 0), ("sixteenlettersab c", 16), ("Zz[", 2)]
        {
            let window = Window::at(text.as_bytes(), 0);
            assert_eq!(window.letters(), letters, "{text}");
            assert_eq!(window.first(1), text.bytes().next().map_or(0, u128::from), "{text}");
        }
        assert_eq!(Window::at(b"abc", 1).first(3), 0x6362);
    }

    #[test]
    fn every_byte_is_a_letter_or_not() {
        for byte in 0..=u8::MAX {
            let letters = Window::at(&[byte, b'-'], 0).letters();
            assert_eq!(letters == 1, byte.is_ascii_alphabetic(), "{byte}");
            let word = Window::at(&[byte, b'-'], 0).word_bytes();
            assert_eq!(word == 1, byte.is_ascii_alphanumeric() || byte == b'_', "{byte}");
            assert_eq!(Window::at(&[b' ', byte], 0).lower().byte(1), byte.to_ascii_lowercase());
        }
    }
}
