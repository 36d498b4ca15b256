//! Many bytes of a text at once: how long a word of plain letters is, and where
//! the next one begins, is told without a look at each of them.

use wide::{i8x16, u8x16};

/// Every byte the same.
#[inline(always)]
const fn all(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// Up to 16 bytes of a text, the first the lowest; zeros where the text ends.
#[derive(Clone, Copy, Debug)]
pub struct Window(u128);

impl Window {
    /// Bytes of a window.
    pub const LENGTH: usize = 16;

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
    #[must_use]
    pub fn letters(self) -> usize {
        // Seven bits a byte, so that no sum carries into the next one.
        let other = !self.between((self.0 & all(0x7f)) | all(0x20), b'a', b'z') & all(0x80);
        other.trailing_zeros() as usize / 8
    }

    /// The upper bit of every byte of ASCII that is `from..=to` once its bits are those of `seven`.
    #[inline]
    fn between(self, seven: u128, from: u8, to: u8) -> u128 {
        (seven + all(0x80 - from)) & !(seven + all(0x7f - to)) & !self.0 & all(0x80)
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

    /// Its first bytes, eight of them or more and fewer than all, with zeros behind; the first eight first.
    #[inline]
    pub(crate) fn first_in_halves(self, length: usize) -> [u64; 2] {
        [self.0 as u64, (self.0 >> 64) as u64 & ((1 << (8 * (length - 8))) - 1)]
    }
}

/// Up to 64 bytes of a text, of each of which a bit tells what it is, the first byte's the lowest; zeros where the
/// text ends.
#[derive(Clone, Copy, Debug)]
pub struct Stretch([i8x16; Stretch::PARTS]);

impl Stretch {
    const PARTS: usize = 4;
    /// Bytes of a stretch.
    pub const LENGTH: usize = 16 * Self::PARTS;

    /// The bytes from `at` on.
    ///
    /// # Panics
    /// If `at` lies behind the end.
    #[inline(always)]
    #[must_use]
    pub fn at(bytes: &[u8], at: usize) -> Self {
        let rest = &bytes[at..];
        if let Some(whole) = rest.first_chunk() {
            return Self::of(whole);
        }
        let mut padded = [0; Self::LENGTH];
        padded[..rest.len()].copy_from_slice(rest);
        Self::of(&padded)
    }

    #[inline(always)]
    fn of(bytes: &[u8; Self::LENGTH]) -> Self {
        let part = |at: usize| std::array::from_fn(|i| bytes[16 * at + i]);
        Self([0, 1, 2, 3].map(|at| u8x16::new(part(at)).cast_signed()))
    }

    /// Letters of ASCII.
    #[inline]
    #[must_use]
    pub fn letters(&self) -> u64 {
        self.bits(|part| between(part | i8x16::splat(0x20), b'a', b'z'))
    }

    /// Capitals of ASCII.
    #[inline]
    #[must_use]
    pub fn capitals(&self) -> u64 {
        self.bits(|part| between(part, b'A', b'Z'))
    }

    /// Letters and digits of ASCII.
    #[inline]
    #[must_use]
    pub fn alphanumeric(&self) -> u64 {
        self.bits(|part| between(part | i8x16::splat(0x20), b'a', b'z') | between(part, b'0', b'9'))
    }

    /// These very bytes.
    #[inline]
    #[must_use]
    pub fn any_of<const N: usize>(&self, signs: [u8; N]) -> u64 {
        let is = |part: i8x16, sign: u8| part.simd_eq(i8x16::splat(sign.cast_signed()));
        self.bits(|part| signs.iter().fold(i8x16::splat(0), |any, sign| any | is(part, *sign)))
    }

    /// Bytes that are none of ASCII.
    #[inline]
    #[must_use]
    pub fn others(&self) -> u64 {
        self.bits(|part| part)
    }

    /// The bits of what is negative.
    #[inline]
    fn bits(&self, told: impl Fn(i8x16) -> i8x16) -> u64 {
        (0..Self::PARTS).fold(0, |bits, at| bits | u64::from(told(self.0[at]).to_bitmask()) << (16 * at))
    }
}

/// Negative for each byte of ASCII that is `from..=to`.
#[inline]
fn between(bytes: i8x16, from: u8, to: u8) -> i8x16 {
    // Bytes are compared as signed numbers: the range is moved to the lowest of them.
    let lowest = i8::MIN;
    let moved = bytes - i8x16::splat(from.cast_signed().wrapping_sub(lowest));
    moved.simd_lt(i8x16::splat(lowest.wrapping_add_unsigned(to - from + 1)))
}

/// Where words may begin: each letter, digit or byte beyond ASCII behind a byte that is neither letter nor digit of
/// ASCII.
pub fn word_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    starts(bytes, |_| u64::MAX)
}

/// The same of words that begin with a capital of ASCII, a byte beyond ASCII or one of these.
pub fn capital_starts<const N: usize>(bytes: &[u8], others: [u8; N]) -> impl Iterator<Item = usize> {
    starts(bytes, move |stretch| stretch.capitals() | stretch.others() | stretch.any_of(others))
}

/// Where words begin among the bytes that are asked for.
#[inline]
fn starts(bytes: &[u8], asked: impl Fn(&Stretch) -> u64) -> impl Iterator<Item = usize> {
    let (mut base, mut next, mut starts, mut goes_on) = (0, 0, 0_u64, 0_u64);
    std::iter::from_fn(move || {
        while starts == 0 {
            if next >= bytes.len() {
                return None;
            }
            let stretch = Stretch::at(bytes, next);
            let words = stretch.alphanumeric();
            starts = (words | stretch.others()) & !(words << 1 | goes_on) & asked(&stretch);
            goes_on = words >> (Stretch::LENGTH - 1);
            (base, next) = (next, next + Stretch::LENGTH);
        }
        let start = base + starts.trailing_zeros() as usize;
        starts &= starts - 1;
        Some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::{Stretch, Window, capital_starts, word_starts};

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
        }
    }

    #[test]
    fn each_byte_of_a_stretch_has_its_bit() {
        let bytes: Vec<u8> = (0..=u8::MAX).cycle().skip(200).take(300).collect();
        for at in 0..=bytes.len() {
            let stretch = Stretch::at(&bytes, at);
            for bit in 0..Stretch::LENGTH {
                let byte = bytes.get(at + bit).copied().unwrap_or(0);
                let told = [
                    stretch.letters(),
                    stretch.capitals(),
                    stretch.alphanumeric(),
                    stretch.others(),
                    stretch.any_of([7, 0xE2]),
                ];
                let told = told.map(|bits| bits >> bit & 1 == 1);
                let is = [
                    byte.is_ascii_alphabetic(),
                    byte.is_ascii_uppercase(),
                    byte.is_ascii_alphanumeric(),
                    !byte.is_ascii(),
                    [7, 0xE2].contains(&byte),
                ];
                assert_eq!(told, is, "{byte:#x}");
            }
        }
    }

    #[test]
    fn words_begin_behind_what_is_no_word() {
        let starts = |text: &str| word_starts(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(starts("It’s 3-fold"), [0, 3, 4, 5, 7, 9]);
        assert_eq!(starts(""), [0; 0]);
        let long = format!("{} {}", "a".repeat(150), "b".repeat(70));
        assert_eq!(starts(&long), [0, 151]);
        let capital = |text: &str| capital_starts(text.as_bytes(), *b"d").collect::<Vec<_>>();
        assert_eq!(capital("It is 3-fold, says dpa of MIT"), [0, 19, 26]);
    }
}
