//! When two ways of writing are one name.

use wirefold_gazetteer::folded;
use wirefold_text::person::{PersonName, is_short_form};

/// Romanisations differ in a few letters. Each pair is rewritten, in this order,
/// so that the usual spellings of a name in Latin letters meet: Sergei and
/// Sergey, Zelenskyy and Zelensky, Muammar and Moammar, Tchaikovsky and Chaikovsky.
const REWRITES: [(&str, &str); 22] = [
    ("tch", "ch"),
    ("sch", "sh"),
    ("dzh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("q", "k"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("iy", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("y", "i"),
    ("ei", "e"),
    ("ai", "e"),
    ("ie", "e"),
    ("oe", "o"),
    ("ue", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
];

/// Shorter words must be spelt the same.
const SHORTEST_REWRITTEN: usize = 4;

/// The letters under which different romanisations of one word meet.
pub(crate) fn skeleton(word: &str) -> String {
    if word.len() < SHORTEST_REWRITTEN || !word.is_ascii() {
        return word.to_owned();
    }
    let mut letters = word.to_owned();
    for (from, to) in REWRITES {
        letters = letters.replace(from, to);
    }
    let mut out = String::with_capacity(letters.len());
    for c in letters.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Whether two folded words are one name word, perhaps romanised differently.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    a == b || (a.len() >= SHORTEST_REWRITTEN && b.len() >= SHORTEST_REWRITTEN && skeleton(a) == skeleton(b))
}

/// Whether one folded word is the other, its initial or a short form of it.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    same_word(a, b) || initial(a, b) || initial(b, a) || is_short_form(a, b)
}

/// Whether two full names (folded words, at least two each) can be of one person.
pub(crate) fn same_person(a: &[String], b: &[String]) -> bool {
    let (one, other) = (PersonName::of(a), PersonName::of(b));
    one.generations_fit(other) && same_names(one.words, other.words)
}

fn same_names(a: &[String], b: &[String]) -> bool {
    let (Some((a_last, a_given)), Some((b_last, b_given))) = (a.split_last(), b.split_last()) else {
        return false;
    };
    let (Some(a_first), Some(b_first)) = (a_given.first(), b_given.first()) else { return false };
    if same_word(a_last, b_last) && same_given(a_first, b_first) {
        return true;
    }
    // A family name that is written double once, or put first.
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|word| long.iter().any(|other| same_word(word, other)))
}

/// The letters of an abbreviation: "UN" of "U.N."; `None` if it is none.
pub(crate) fn letters(short: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let letters: String = short.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect();
    let capitals = letters.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    (capitals && (2..=LONGEST).contains(&letters.len())).then_some(letters)
}

/// The abbreviations that the first letters of a name make: with its small words and without.
pub(crate) fn initials(long: &str) -> Vec<String> {
    const SMALL: [&str; 11] = ["of", "the", "and", "for", "in", "on", "to", "&", "de", "du", "des"];
    let words: Vec<String> = long
        .split(|c: char| c.is_whitespace() || c == '-' || c == '–')
        .map(folded)
        .filter(|w| !w.is_empty())
        .collect();
    let made = |keep: &dyn Fn(&str) -> bool| -> String {
        words.iter().filter(|w| keep(w)).filter_map(|w| w.chars().next()).collect::<String>().to_uppercase()
    };
    let mut all = vec![made(&|_| true), made(&|w| !SMALL.contains(&w))];
    all.retain(|letters| letters.chars().count() > 1);
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::{initials, letters, same_person, same_word};
    use wirefold_gazetteer::folded;

    fn parts(name: &str) -> Vec<String> {
        folded(name).split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn romanisations_meet() {
        for (a, b) in
            [("Sergei", "Sergey"), ("Zelenskyy", "Zelensky"), ("Yury", "Yuri"), ("Mohammed", "Mohamed")]
        {
            assert!(same_word(&folded(a), &folded(b)), "{a} {b}");
        }
        for (a, b) in [("Khan", "Kahn"), ("Li", "Lee"), ("Hansen", "Jansen")] {
            assert!(!same_word(&folded(a), &folded(b)), "{a} {b}");
        }
    }

    #[test]
    fn people_of_one_family_stay_apart() {
        for (a, b) in [
            ("Jörg Meier", "Jorg Meier"),
            ("Ann B. Little", "Ann Little"),
            ("J. Okafor", "John Okafor"),
            ("Tom Okafor", "Thomas A. Okafor Jr."),
        ] {
            assert!(same_person(&parts(a), &parts(b)), "{a} {b}");
        }
        for (a, b) in [
            ("Ann Little", "Bob Little"),
            ("Raul Castro", "Fidel Castro"),
            ("John Okafor Jr.", "John Okafor"),
        ] {
            assert!(!same_person(&parts(a), &parts(b)), "{a} {b}");
        }
    }

    #[test]
    fn initials_abbreviate() {
        let abbreviates =
            |short, long| letters(short).is_some_and(|letters| initials(long).contains(&letters));
        assert!(abbreviates("WFP", "World Food Programme"));
        assert!(abbreviates("U.N.", "United Nations"));
        assert!(abbreviates("DRK", "Deutsches Rotes Kreuz"));
        assert!(abbreviates("MSF", "Médecins sans Frontières"));
        assert!(abbreviates("WHO", "the World Health Organization"));
        assert!(!abbreviates("WHO", "World Food Programme"));
        assert!(!abbreviates("Who", "World Health Organization"));
    }
}
