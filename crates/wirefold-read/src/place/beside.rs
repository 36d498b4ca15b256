//! What stands beside a place's name and says where it lies.

use wirefold_gazetteer::{
    Region, country_named, country_of_demonym, region, regions_named, state_abbreviated, without_kind,
};
use wirefold_text::calendar::{MONTHS, WEEKDAYS};

/// How far from a name its land may stand, in characters.
const REACH: usize = 60;

/// Words that may stand between a place's name and its land: "in southern Portugal", "a port in the Crimea".
const BETWEEN: [&str; 25] = [
    "in",
    "of",
    "on",
    "the",
    "a",
    "an",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "coastal",
    "small",
    "port",
    "town",
    "city",
    "village",
];

/// Words for what a place is: "the Spanish town of X", "Afghanistan's second city".
const NOUNS: [&str; 14] = [
    "city",
    "town",
    "village",
    "port",
    "capital",
    "suburb",
    "district",
    "province",
    "region",
    "state",
    "island",
    "resort",
    "settlement",
    "municipality",
];

/// A country, or a division of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Land {
    pub(crate) country: &'static str,
    pub(crate) division: Option<&'static str>,
}

impl Land {
    fn of(region: &Region) -> Self {
        Self { country: region.country.code, division: region.division }
    }

    /// Whether both can be said of one place.
    fn fits(self, other: Self) -> bool {
        let divided = self.division.is_some() && other.division.is_some();
        self.country == other.country && (!divided || self.division == other.division)
    }
}

/// The land that a place is said to lie in. A name like "Georgia" or "Punjab" leaves two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Beside {
    pub(crate) lands: Vec<Land>,
    /// Whether it says so even of a place that nobody knows there; two letters and names in a list may mean
    /// something else.
    pub(crate) sure: bool,
}

impl Beside {
    /// What stands around a name: before it in `before`, behind it in `after`.
    pub(crate) fn around(before: &str, after: &str) -> Option<Self> {
        Self::after(after).or_else(|| Self::before(before))
    }

    /// What the words after a place's name tell: ", Alabama", "(Spain)", ", Ontario, Canada", ", Tenn.", " in Spain".
    fn after(text: &str) -> Option<Self> {
        let text = &text[..text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at)];
        let text = text.trim_start_matches([' ', '\u{a0}']);
        let inside = text.strip_prefix("in ");
        let rest = text.strip_prefix(',').or_else(|| text.strip_prefix('(')).or(inside)?;
        if let Some(short) = abbreviated(rest) {
            return Some(short);
        }
        let end = rest.find(['.', ')', '(', ';', ':', '\n', '—', '–', '”', '"']).unwrap_or(rest.len());
        let parts = if inside.is_some() { 1 } else { 2 };
        let stretches: Vec<&str> = rest[..end].split(',').map(str::trim).take(parts + 1).collect();
        stretches
            .iter()
            .take(parts)
            .enumerate()
            .find_map(|(i, part)| Self::part(part, stretches.get(i + 1).copied()))
    }

    /// One stretch between commas, and the next.
    fn part(part: &str, next: Option<&str>) -> Option<Self> {
        let words: Vec<&str> = part.split_whitespace().collect();
        let lead = words.iter().take_while(|word| BETWEEN.contains(word)).count();
        let words = &words[lead..words.len().min(lead + 4)];
        (1..=words.len()).rev().find_map(|n| {
            let name = words[..n].join(" ");
            let owner = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
            if owner.is_some() && !words[n..].iter().any(|word| NOUNS.contains(word)) {
                return None;
            }
            // ", Washington DC": the name goes on.
            let open = words.get(n).is_some_and(|word| word.starts_with(char::is_uppercase) && !is_day(word));
            let found = Self::named(owner.unwrap_or(&name)).filter(|_| owner.is_some() || !open)?;
            let listed = lead == 0 && found.is_listed(&words[n..], next);
            Some(Self { sure: found.sure && !listed, ..found })
        })
    }

    /// What the words before it tell: "the Spanish town of X", "Libya's X".
    fn before(text: &str) -> Option<Self> {
        let from = text.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
        let line = text[from..].rsplit(['.', '\n', ',', ';']).next()?;
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let of = words.pop_if(|last| *last == "of").is_some();
        let noun = words.pop_if(|last| NOUNS.contains(last)).is_some();
        if of != noun && !noun {
            return None;
        }
        let small = |word: &&str| BETWEEN.contains(word) || word.ends_with("ern");
        while noun && words.pop_if(|last| small(&&**last)).is_some() {}
        (1..=3.min(words.len())).rev().find_map(|n| {
            let name = words[words.len() - n..].join(" ");
            let owner = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
            let country =
                owner.and_then(country_named).or_else(|| country_of_demonym(&name).filter(|_| noun));
            country.map(|c| Self { lands: vec![Land { country: c.code, division: None }], sure: noun })
        })
    }

    fn named(name: &str) -> Option<Self> {
        if !name.starts_with(char::is_uppercase) {
            return None;
        }
        let plain = without_kind(name).unwrap_or(name);
        let country = country_named(name).map(|c| Land { country: c.code, division: None });
        // "Columbus, Georgia": where the name is a country's and a division's, both count.
        let lands: Vec<Land> = country.into_iter().chain(regions_named(plain).map(Land::of)).collect();
        let sure = country.is_some() || region(plain).is_some();
        (!lands.is_empty()).then_some(Self { lands, sure })
    }

    /// Whether this land stands in a list rather than behind what it holds: "Paris, Germany and Rome". `rest` is what
    /// follows it up to the comma, `next` what stands behind that.
    fn is_listed(&self, rest: &[&str], next: Option<&str>) -> bool {
        let joins = |word: &str| matches!(word, "and" | "or" | "&" | "but");
        let Some(next) = next.filter(|_| rest.is_empty()) else {
            return rest.first().is_some_and(|word| joins(word));
        };
        let mut words = next.split_whitespace().peekable();
        let opens = words
            .peek()
            .is_some_and(|word| joins(word) || word.starts_with(char::is_uppercase) && !is_day(word));
        let goes_on = words.any(|word| word.starts_with(char::is_lowercase) && !joins(word) && word != "of");
        // ", Ontario, Canada"
        let inside = Self::named(next).is_some_and(|outer| self.fits(&outer));
        opens && !goes_on && !inside
    }

    /// Whether both can be said of one place.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        self.lands.iter().any(|land| other.lands.iter().any(|o| land.fits(*o)))
    }
}

/// ", Tenn.", ", N.Y., on Friday", ", TX".
fn abbreviated(rest: &str) -> Option<Beside> {
    let rest = rest.trim_start();
    let ends = rest.match_indices([' ', ',', ')', '\n', ';']).map(|(at, _)| at).chain([rest.len()]);
    ends.take(2).find_map(|end| {
        let letters = &rest[..end];
        let closed = letters.strip_suffix('.').filter(|bare| bare.len() == 2);
        let found = state_abbreviated(letters).or_else(|| closed.and_then(state_abbreviated))?;
        Some(Beside { lands: vec![Land::of(found)], sure: letters.ends_with('.') && letters.len() > 3 })
    })
}

fn is_day(word: &str) -> bool {
    let word = word.to_lowercase();
    WEEKDAYS.contains(&word.as_str()) || MONTHS.contains(&word.as_str()) || word.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::Beside;

    fn told(before: &str, after: &str) -> String {
        let Some(beside) = Beside::around(before, after) else { return "-".to_owned() };
        let land = |l: &super::Land| {
            format!("{}{}", l.country, l.division.map_or(String::new(), |d| format!(" {d}")))
        };
        let lands = beside.lands.iter().map(land).collect::<Vec<_>>().join(" / ");
        if beside.sure { lands } else { format!("{lands}?") }
    }

    #[test]
    fn what_stands_beside() {
        for (before, after, expected) in [
            ("", ", Alabama, on Friday", "USA AL"),
            ("", ", Tenn. (AP)", "USA TN"),
            ("", ", N.Y., is a town", "USA NY"),
            ("", ", W. Va., is a town", "USA WV"),
            ("", ", TX.", "USA TX?"),
            ("", ", DE, and Dover", "USA DE?"),
            ("", ", in southern Portugal, protested", "PRT"),
            ("", " in Spain on Monday", "ESP"),
            ("", ", a port in eastern Libya,", "LBY"),
            ("", ", Afghanistan's second city,", "AFG"),
            ("", ", Afghanistan's envoy said", "-"),
            ("", ", Germany and Rome", "DEU?"),
            ("", ", Germany, Rome and Oslo", "DEU?"),
            ("", " , Germany , Italy , Rome", "DEU?"),
            ("", ", Ontario, Canada, on Friday", "CAN 08"),
            ("", " , Texas , Wednesday , Dec. 4", "USA TX"),
            ("", ", Spain, where it rained", "ESP"),
            ("", ", Washington DC and Oslo", "-"),
            ("", ", Texas Monday", "USA TX"),
            ("", ", Georgia, on Friday", "GEO / USA GA"),
            ("", ", Lombardy, on Friday", "ITA 09?"),
            ("", " was quiet", "-"),
            ("in the Spanish town of ", " it rained", "ESP"),
            ("in the southern Portuguese city of ", " it rained", "PRT"),
            ("ships left Libya's ", " on Monday", "LBY?"),
            ("the Spanish ", " fans", "-"),
        ] {
            assert_eq!(told(before, after), expected, "{before:?} {after:?}");
        }
    }
}
