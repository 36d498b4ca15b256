//! Years of age: "65-year-old", "aged 25", "Jane Doe, 66,", "He will be 35".

use super::number::{Number, Scan};

impl Scan<'_> {
    /// The unit of an age, if the number is one, and one past the words that say so.
    pub(super) fn age(&self, number: &Number) -> Option<(String, usize)> {
        if let Some(unit) = number.unit.as_deref().filter(|u| matches!(*u, "year" | "month" | "week" | "day"))
        {
            return Some((format!("{unit} of age"), self.after_old(number.end)?));
        }
        let whole = number.value.fract() == 0.0 && (1.0..120.0).contains(&number.value);
        if number.unit.is_some() || !whole {
            return None;
        }
        let end = match self.word(number.end) {
            "yo" | "yr" if self.word(number.end + 1) != "of" => number.end + 1,
            "y" if self.word(number.end + 1) == "/" && self.word(number.end + 2) == "o" => number.end + 3,
            _ => number.end,
        };
        (end > number.end
            || self.is_aged(number)
            || self.is_apposed(number)
            || self.is_said_of_a_person(number))
        .then(|| ("year of age".to_owned(), end))
    }

    /// One past "old" or "of age" behind a unit of time.
    fn after_old(&self, end: usize) -> Option<usize> {
        if self.word(end) == "of" && self.word(end + 1) == "age" {
            return Some(end + 2);
        }
        (0..2).find(|k| self.word(end + k) == "old").map(|k| end + k + 1)
    }

    fn is_aged(&self, number: &Number) -> bool {
        let before = self.back(number.start, 1);
        matches!(before, "aged" | "age")
            || before == "of" && self.back(number.start, 2) == "age"
            || matches!(before, "over" | "under" | "at") && self.back(number.start, 2) == "age"
    }

    /// "Jane Doe, 66,"
    fn is_apposed(&self, number: &Number) -> bool {
        let i = number.start;
        let name = i > 1 && self.back(i, 1) == "," && self.tokens[i - 2].capital();
        name && number.figures
            && matches!(self.word(number.end), "," | "." | ";")
            && number.value >= 5.0
            && number.end == i + 1
    }

    /// "She was 35 when …", "he turned 40": a person and a bare number.
    fn is_said_of_a_person(&self, number: &Number) -> bool {
        let i = number.start;
        let bare = number.end == i + 1 && !self.counts(number.end) && number.value >= 3.0;
        let verb =
            matches!(self.back(i, 1), "is" | "was" | "be" | "turned" | "turns" | "turning" | "just" | "only");
        let subject = (2..=4).any(|k| matches!(self.back(i, k), "he" | "she"));
        let closed = matches!(
            self.word(number.end),
            "." | "," | "when" | "and" | "at" | "by" | "in" | "on" | "but" | "years" | ""
        );
        bare && verb && subject && closed
    }
}
