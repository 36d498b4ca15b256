//! UTF-8 that was read as something else, put right.
//!
//! "donâ€™t" is "don’t" whose three bytes of an apostrophe were read as three characters of windows-1252, and
//! "caf√©" is "café" read as Mac OS Roman. Where characters spell the bytes of one character of UTF-8 they are
//! taken for it, as often as it happened ("Ã¢â‚¬â„¢" went wrong twice). Spellings that also occur in good text
//! ("UMEÅ”") are taken for a character only in a report that has others beyond doubt. Marks that nobody sees (soft
//! hyphens, zero-width spaces) are left out: words are looked up without them. So are spellings of one letter in two
//! characters: "e" and an accent become "é" ([`compose`]), whichever way a report writes a name.

mod compose;

use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};
use wirefold_report::{Given, Report};
use wirefold_text::window::Stretch;

/// A text that went wrong more often than this stays as it is then.
const MOST_TIMES: usize = 4;

/// Puts a report's title, text and the names beside it right. What the text was is kept, since other people's offsets
/// count in it.
#[must_use]
pub fn mend(mut report: Report) -> Report {
    for field in [&mut report.title, &mut report.outlet, &mut report.credit] {
        if let Some((better, _)) = field.as_deref().and_then(mended) {
            *field = Some(better);
        }
    }
    if let Some((text, moved)) = mended(&report.text) {
        let text = std::mem::replace(&mut report.text, text);
        report.given = Some(Given { text, moved });
    }
    report
}

/// A character, and which bytes of the text as it was given it stands for.
#[derive(Clone, Copy)]
struct Placed {
    c: char,
    start: usize,
    end: usize,
}

/// The text put right and, after each place where it differs, how far both had got, in bytes; `None` where nothing
/// is wrong.
fn mended(text: &str) -> Option<(String, Vec<(u32, u32)>)> {
    if !may_be_broken(text) {
        return None;
    }
    let codes = || CODES.iter().filter(|code| (code.may_have_happened)(text));
    let mut characters = seen(text);
    for code in codes() {
        let better = |characters: &Vec<Placed>| code.once(text, characters);
        characters =
            std::iter::successors(Some(characters), better).take(1 + MOST_TIMES).last().unwrap_or_default();
    }
    let characters = compose::composed(text, characters);
    let (better, moved) = laid_out(text, &characters);
    (!moved.is_empty() && !better.trim().is_empty()).then_some((better, moved))
}

/// Whether there may be anything to put right; told fast, since nearly all texts are good.
fn may_be_broken(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_suspect = |at: usize| {
        let mut characters = text[at..].chars();
        let Some(c) = characters.next() else { return false };
        let goes_on = || characters.as_str().bytes().next().is_some_and(|byte| !byte.is_ascii());
        let is_lost = || c == 'Ã' && lost_i(text, at, at + c.len_utf8()).is_some();
        UNSEEN.contains(&c) || compose::is_mark(c) || LEADS.contains(&c) && (goes_on() || is_lost())
    };
    // Quotation marks and dashes begin with the frequent one.
    let may_be = |at: usize| {
        let follows = |after: &[u8; 2]| bytes[at + 1..].starts_with(after);
        bytes[at] != FREQUENT || AFTER_FREQUENT.iter().any(follows)
    };
    (0..bytes.len()).step_by(Stretch::LENGTH).any(|from| {
        let mut firsts = Stretch::at(bytes, from).any_of(FIRST_BYTES);
        while firsts != 0 {
            let at = from + firsts.trailing_zeros() as usize;
            if may_be(at) && is_suspect(at) {
                return true;
            }
            firsts &= firsts - 1;
        }
        false
    })
}

/// The first bytes of the characters that are looked for, the one of them that is frequent, and what follows it.
const FIRST_BYTES: [u8; 6] = [0xC2, 0xC3, 0xCC, 0xCD, 0xEF, FREQUENT];
const FREQUENT: u8 = 0xE2;
const AFTER_FREQUENT: [[u8; 2]; 4] = [[0x80, 0x8B], [0x80, 0x9A], [0x81, 0xA0], [0x88, 0x9A]];

/// What the first byte of a character of UTF-8 was read as, in text that went wrong.
const LEADS: [char; 11] = ['Â', 'Ã', 'Ä', 'Å', 'Æ', 'Ë', 'Ì', 'â', 'ï', '√', '‚'];

/// Soft hyphen, zero-width space, word joiner, byte order mark.
const UNSEEN: [char; 4] = [SOFT_HYPHEN, '\u{200b}', '\u{2060}', '\u{feff}'];
/// What the last byte of "í" is read as.
const SOFT_HYPHEN: char = '\u{ad}';

/// The characters that are seen, less those of ASCII that stand for themselves: nearly all. Those that are not seen
/// stand with the one before, unless they may spell a letter with it ("Ã" and a soft hyphen).
fn seen(text: &str) -> Vec<Placed> {
    let stands_for_itself = |one: &Placed| one.c.is_ascii() && one.end == one.start + 1;
    let (mut characters, mut last) = (Vec::new(), None);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let spells =
            c == SOFT_HYPHEN && last.is_some_and(|one: Placed| matches!(one.c, 'Ã' | 'Â') && one.end == at);
        match &mut last {
            Some(Placed { end: hidden, .. }) if UNSEEN.contains(&c) && !spells => *hidden = end,
            None if UNSEEN.contains(&c) => {}
            _ => {
                let start = last.map_or(0, |one| one.end);
                characters
                    .extend(last.replace(Placed { c, start, end }).filter(|one| !stands_for_itself(one)));
            }
        }
    }
    characters.extend(last.filter(|one| !stands_for_itself(one)));
    characters
}

fn laid_out(text: &str, characters: &[Placed]) -> (String, Vec<(u32, u32)>) {
    let narrow = |at: usize| u32::try_from(at).expect("reports are shorter than 4 GiB");
    let (mut better, mut moved, mut before) = (String::with_capacity(text.len()), Vec::new(), 0);
    for one in characters {
        better.push_str(&text[before..one.start]);
        if !UNSEEN.contains(&one.c) {
            better.push(one.c);
        }
        before = one.end;
        if UNSEEN.contains(&one.c) || !text[one.start..one.end].chars().eq([one.c]) {
            moved.push((narrow(better.len()), narrow(before)));
        }
    }
    better.push_str(&text[before..]);
    (better, moved)
}

/// An encoding of one byte a character that UTF-8 is read as.
struct Code {
    /// The upper 128 characters, by byte less 128.
    upper: Vec<char>,
    /// Whether a text holds what one that went wrong must hold; told fast, since nearly all texts are good.
    may_have_happened: fn(&str) -> bool,
}

static CODES: LazyLock<[Code; 2]> = LazyLock::new(|| {
    [
        // Â, Ã, Ä, Å, Æ, Ë, Ì, â and ï all begin with this byte.
        Code { upper: upper(WINDOWS_1252), may_have_happened: |text| text.as_bytes().contains(&0xc3) },
        Code {
            upper: upper(MACINTOSH), may_have_happened: |text| text.contains("‚Ä") || text.contains('√')
        },
    ]
});

fn upper(encoding: &'static Encoding) -> Vec<char> {
    let bytes: Vec<u8> = (0x80..=0xff).collect();
    encoding.decode_without_bom_handling(&bytes).0.chars().collect()
}

/// A character that several spelled.
struct Found {
    c: char,
    /// How many spelled it.
    length: usize,
    /// Bytes of ASCII behind them that belong to it.
    more: usize,
    /// The spelling occurs in good text as well.
    is_doubtful: bool,
}

impl Code {
    /// All characters with those put right that were spelled by several; `None` where there were none.
    fn once(&self, text: &str, characters: &[Placed]) -> Option<Vec<Placed>> {
        let mut found: Vec<(usize, Found)> = Vec::new();
        let mut at = 0;
        while at < characters.len() {
            let is_capital = before(text, characters, &found, at).is_some_and(char::is_uppercase);
            match self.spelled(characters, at, is_capital).or_else(|| self.lost(text, characters[at])) {
                Some(one) => {
                    let length = one.length;
                    found.push((at, one));
                    at += length;
                }
                None => at += 1,
            }
        }
        found.iter().any(|(_, one)| !one.is_doubtful).then(|| replaced(characters, &found))
    }

    /// The character that those from `at` on spell; a capital stands before them or not.
    fn spelled(&self, characters: &[Placed], at: usize, behind_capital: bool) -> Option<Found> {
        let lead = self.byte(characters[at].c)?;
        let length = match lead {
            0xc2..=0xc6 | 0xcb | 0xcc => 2,
            0xe2 | 0xef => 3,
            _ => return None,
        };
        let mut bytes = vec![lead];
        let beside = characters[at..].windows(2).take_while(|two| two[0].end == two[1].start);
        let rest = beside.map_while(|two| self.byte(two[1].c));
        bytes.extend(rest.take_while(|byte| (0x80..0xc0).contains(byte)).take(length - 1));
        if bytes == [0xe2, 0x80] {
            // windows-1252 has no character for 9D, the last byte of a closing quotation mark: it got lost.
            return (self.byte('€') == Some(0x80)).then_some(Found {
                c: '”',
                length: 2,
                more: 0,
                is_doubtful: false,
            });
        }
        let c = str::from_utf8(&bytes).ok().filter(|_| bytes.len() == length)?.chars().next()?;
        let is_plausible = match lead {
            0xcc => compose::is_mark(c),
            0xe2 | 0xef => matches!(c, '\u{2000}'..='\u{22ff}' | '\u{fb00}'..='\u{fb06}' | '\u{feff}'),
            _ => true,
        };
        let next = characters[at + 1].c;
        // Capitals may be parted behind "Ã" ("SÃ-O"), but nothing else is.
        let is_parted = next == SOFT_HYPHEN && behind_capital;
        let is_doubtful = is_parted || is_doubtful(next, length);
        is_plausible.then_some(Found { c, length, more: 0, is_doubtful })
    }

    /// "í" whose second byte, a soft hyphen, got lost or became a hyphen on the way: "MarÃa", "MarÃ-a". Within a word
    /// of small letters no capital stands.
    fn lost(&self, text: &str, one: Placed) -> Option<Found> {
        let is_read_so = one.c == 'Ã' && self.byte('Ã') == Some(0xc3);
        let more = lost_i(text, one.start, one.end).filter(|_| is_read_so)?;
        Some(Found { c: 'í', length: 1, more, is_doubtful: false })
    }

    fn byte(&self, c: char) -> Option<u8> {
        match c {
            // Read as ISO 8859-1, bytes become control characters.
            '\u{80}'..='\u{9f}' => Some(c as u8),
            _ if c.is_ascii() => None,
            _ => self.upper.iter().position(|other| *other == c).map(|at| at as u8 + 0x80),
        }
    }
}

/// Bytes of a hyphen behind an "Ã" between `start` and `end` that stands among small letters.
fn lost_i(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_small = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_lowercase);
    let more = usize::from(bytes.get(end) == Some(&b'-'));
    (is_small(start.checked_sub(1)) && is_small(Some(end + more))).then_some(more)
}

/// The character before those from `at` on, as far as it is known by now.
fn before(text: &str, characters: &[Placed], found: &[(usize, Found)], at: usize) -> Option<char> {
    let last = found.last().filter(|(start, one)| start + one.length == at).map(|(_, one)| one.c);
    let is_beside = at.checked_sub(1).is_some_and(|before| characters[before].end == characters[at].start);
    last.filter(|_| is_beside).or_else(|| text[..characters[at].start].chars().next_back())
}

/// A capital in front of a closing quotation mark, a dash, an ellipsis or a trade mark is nothing odd.
fn is_doubtful(next: char, length: usize) -> bool {
    length == 2
        && matches!(
            next,
            '‘' | '’' | '‚' | '“' | '”' | '„' | '…' | '–' | '—' | '™' | '®' | '›' | '»' | '\u{a0}'
        )
}

fn replaced(characters: &[Placed], found: &[(usize, Found)]) -> Vec<Placed> {
    let mut better = Vec::with_capacity(characters.len());
    let mut at = 0;
    for (start, one) in found {
        better.extend_from_slice(&characters[at..*start]);
        at = start + one.length;
        let end = characters[at - 1].end + one.more;
        better.push(Placed { c: one.c, start: characters[*start].start, end });
    }
    better.extend_from_slice(&characters[at..]);
    better
}

#[cfg(test)]
mod tests {
    use super::{mend, mended};
    use proptest::prelude::*;
    use wirefold_report::Report;

    fn check(given: &str, want: &str) {
        let got = mended(given).map_or_else(|| given.to_owned(), |(text, _)| text);
        assert_eq!(got, want);
    }

    /// What a reader of windows-1252 makes of UTF-8.
    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn characters_that_spell_one_are_that_one() {
        check("It donâ€™t matter â€” the cafÃ© closed.", "It don’t matter — the café closed.");
        check("â€œYes,â€\u{9d} he said. â€œNo,â€ she said.", "“Yes,” he said. “No,” she said.");
        check("Bain Ã¢â‚¬ËœcloudÃ¢â‚¬â„¢ again", "Bain ‘cloud’ again");
        check("Erdo\u{c4}\u{9f}an in \u{c3}\u{87}anakkale", "Erdoğan in Çanakkale");
        check("don‚Äôt go to the caf√©", "don’t go to the café");
        check("10Â°C, Â£5", "10°C, £5");
        check("El PaÃ\u{ad}s, GarcÃ\u{ad}a: Ã\u{ad}ndice", "El País, García: índice");
        check("MarÃƒÂ\u{ad}a, MarÃa, GarcÃ-a", "María, María, García");
        check("of the sameâ€‹ dayÂ\u{ad}", "of the same day");
        check(&misread("ğí ßí Erdoğan e\u{301}té"), "ğí ßí Erdoğan été");
        check("Jose\u{301} Pen\u{303}a, e\u{323}\u{302}, x\u{301}", "José Peña, ệ, x\u{301}");
        check("\u{feff}the meet\u{ad}ing in Lis\u{200b}bon", "the meeting in Lisbon");
        check(&misread("Škoda – “né” in Łódź costs 5 € …"), "Škoda – “né” in Łódź costs 5 € …");
    }

    #[test]
    fn good_text_stays_as_it_is() {
        for text in [
            "“Radio UMEÅ” — Malmö, “VOILÀ” and ‘SÃO’ João; CAFÉ™ à la carte, naïve, Ærø, 12 € for √9 ‚so‘ ¬p",
            "â and ï and Â alone; Ångström; Ä– und Ö",
            "ßí ğí Ãí SÃO e Ãí, LUNEDÌ e COSÌ; Ã- Ãa aÃ ßÃa",
            "plain",
            "",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn soft_hyphens_behind_capitals_part_words() {
        check("SÃ\u{ad}O PAULO, CHÂ\u{ad}TEAU", "SÃO PAULO, CHÂTEAU");
    }

    #[test]
    fn doubtful_places_are_mended_beside_sure_ones() {
        check("SÅ“ur", "SÅ“ur");
        check("SÅ“ur â€“ cafÃ©", "Sœur – café");
    }

    #[test]
    fn the_text_as_given_is_kept_with_its_places() {
        let report = mend(Report::new("a", "â€œCafÃ©â€\u{9d} shut."));
        let given = report.given.as_ref().expect("it differs");
        assert_eq!(report.text, "“Café” shut.");
        let cafe = report.text.find("Café").expect("there");
        let end = cafe + "Café".len();
        assert_eq!(&given.text[given.place(cafe)..given.place(end)], "CafÃ©");
        assert_eq!(given.place(0), 0);
        assert_eq!(given.place(report.text.len()), given.text.len());
        assert_eq!(mend(Report::new("b", "shut")).given, None);
    }

    proptest! {
        #[test]
        fn nothing_breaks_and_places_are_those_of_characters(text in "[a-zÂÃÄÅÌâï€™œ‚√¬ßğí\u{80}-\u{bf}\u{300}-\u{303}Äôé ]{0,60}") {
            if let Some((better, moved)) = mended(&text) {
                let given = wirefold_report::Given { text: text.clone(), moved };
                let mut last = 0;
                for (at, _) in better.char_indices() {
                    prop_assert!(text.is_char_boundary(given.place(at)) && given.place(at) >= last);
                    last = given.place(at);
                }
                prop_assert_eq!(given.place(better.len()), text.len());
            }
        }

        #[test]
        fn what_was_misread_is_found_again(text in "[a-z éíüñçßøåšžłğı’“–…€ ]{0,40}") {
            let sure = format!("{text} é");
            let (better, _) = mended(&misread(&sure)).expect("é is beyond doubt");
            prop_assert_eq!(better, sure);
        }
    }
}
