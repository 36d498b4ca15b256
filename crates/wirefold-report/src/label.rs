//! Names of which there are few, in two bytes.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

/// The most names that a process can know: an inventory of labels has some hundred.
const MOST: usize = 4_096;

/// The names, in the order in which they were first met. None is ever taken back.
static NAMES: [OnceLock<Box<str>>; MOST] = [const { OnceLock::new() }; MOST];

/// A tag, a relation or another name from an inventory that is fixed before the first word is read ("VBD", "nsubj:pass").
///
/// A report of five megabytes has a million words with three of them each: two bytes stand for what would take sixteen.
///
/// ```
/// use wirefold_report::Label;
///
/// let label = Label::from("nsubj:pass");
/// assert!(label == "nsubj:pass" && label.starts_with("nsubj"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label(u16);

impl Label {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[usize::from(self.0)].get().map_or("", |name| name)
    }
}

impl From<&str> for Label {
    /// # Panics
    /// If a process makes up thousands of names: they come from inventories, never from what is read.
    fn from(name: &str) -> Self {
        let is_it = |place: &OnceLock<Box<str>>| **place.get_or_init(|| name.into()) == *name;
        let place = NAMES.iter().position(is_it).expect("labels are few");
        Self(u16::try_from(place).expect("there are fewer than 65,536 places"))
    }
}

impl Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        self.name()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.name(), to)
    }
}

impl PartialEq<str> for Label {
    fn eq(&self, name: &str) -> bool {
        self.name() == name
    }
}

impl PartialEq<&str> for Label {
    fn eq(&self, name: &&str) -> bool {
        self.name() == *name
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::from(<&str>::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use std::thread;

    #[test]
    fn a_name_has_one_label_whoever_asks_first() {
        let ask = || ["nsubj", "obj", "", "obl:agent"].map(Label::from);
        let asked: Vec<_> = (0..4).map(|_| thread::spawn(ask)).collect();
        for labels in asked {
            assert_eq!(labels.join().unwrap(), ask());
        }
        assert_eq!(ask().map(Label::name), ["nsubj", "obj", "", "obl:agent"]);
    }
}
