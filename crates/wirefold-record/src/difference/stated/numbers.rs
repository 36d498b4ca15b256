//! The numbers of a report, to be found by what they may be numbers of.

use std::collections::{BTreeMap, BTreeSet};

use super::statement::Statement;

/// What two numbers that may be values of one attribute have in common: at least one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shelf<'a> {
    Noun(u64),
    Toll(&'static str),
    Attribute(usize),
    /// Numbers that count nothing.
    Bare,
    /// Measures, by their kind.
    Kind(&'a str),
}

pub(super) struct Numbers<'s, 'a> {
    pub(super) all: Vec<Statement<'s, 'a>>,
    /// For each of them how many others might be meant as well.
    pub(super) rivals: Vec<usize>,
    on: BTreeMap<Shelf<'a>, Vec<usize>>,
    /// By the bits of their values.
    of: BTreeMap<u64, Vec<usize>>,
}

impl<'s, 'a> Numbers<'s, 'a> {
    pub(super) fn new(all: Vec<Statement<'s, 'a>>) -> Self {
        let mut numbers = Self { rivals: Vec::new(), on: BTreeMap::new(), of: BTreeMap::new(), all };
        for (i, statement) in numbers.all.iter().enumerate() {
            for shelf in shelves(statement) {
                numbers.on.entry(shelf).or_default().push(i);
            }
            numbers.of.entry(statement.counted.quantity.value.to_bits()).or_default().push(i);
        }
        let rivals = |of: &Statement<'s, 'a>| {
            numbers.akin(of).into_iter().filter(|&i| numbers.all[i].rivals(of)).count()
        };
        numbers.rivals = numbers.all.iter().map(rivals).collect();
        numbers
    }

    /// Those that may be values of an attribute of this number.
    pub(super) fn akin(&self, number: &Statement<'_, 'a>) -> BTreeSet<usize> {
        shelves(number).into_iter().filter_map(|shelf| self.on.get(&shelf)).flatten().copied().collect()
    }

    /// Those of a value.
    pub(super) fn of_value(&self, value: f64) -> impl Iterator<Item = &Statement<'s, 'a>> {
        self.of.get(&value.to_bits()).into_iter().flatten().map(|&i| &self.all[i])
    }
}

fn shelves<'a>(statement: &Statement<'_, 'a>) -> Vec<Shelf<'a>> {
    if !statement.is_number() {
        return vec![Shelf::Kind(statement.kind)];
    }
    let attributes = statement.attributes.union(&statement.attributes_of_clause);
    let mut shelves: Vec<Shelf<'a>> = attributes.copied().map(Shelf::Attribute).collect();
    shelves.extend(statement.noun.map(Shelf::Noun));
    shelves.extend(statement.toll.map(Shelf::Toll));
    shelves.extend((statement.kind == "bare").then_some(Shelf::Bare));
    shelves
}
