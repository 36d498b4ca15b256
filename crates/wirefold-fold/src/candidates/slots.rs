//! The table from features to what they lead to.
//!
//! It lies in parts by the first bits of a feature. Each grows by itself, at another time than the others: no report
//! waits until all is copied, and no more than a part is ever held twice. In a part, slots lie in lines of memory: to
//! find a feature nearly always costs one way to it.

use wide::i32x8;

/// A part is told by so many bits.
const PART_BITS: u32 = 8;
const PARTS: usize = 1 << PART_BITS;
/// Lines of the smallest part at first. The largest has half as many more, which is what a part grows by.
const FEWEST: usize = 32;
/// No more than so many slots of four are taken.
const MOST_TAKEN: usize = 3;
/// Slots of a line.
const LINE: usize = 8;

/// What stands for no head.
const EMPTY: u32 = 0;
/// The head of a slot that was taken and not yet set.
const TAKEN: u32 = 1;

/// Where a feature's slot is, for as long as no slot is taken.
#[derive(Clone, Copy, Debug)]
struct At {
    part: u16,
    slot: u8,
    line: u32,
}

/// A feature's slot and its head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    at: At,
    head: u32,
}

impl Held {
    /// The head, or 0 for none.
    #[inline]
    pub(super) fn head(self) -> u32 {
        self.head
    }
}

/// Slots of features: each has a head, a number above 1 that tells what it leads to.
#[derive(Clone, Debug)]
pub(super) struct Slots {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    lines: Vec<Line>,
    taken: usize,
}

/// Some features and their heads, the first of the slots taken first.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line {
    features: [u32; LINE],
    heads: [u32; LINE],
}

impl Line {
    const NONE: Self = Self { features: [0; LINE], heads: [EMPTY; LINE] };

    /// The slot of a feature, or else the first that is free; there may be neither.
    #[inline]
    fn find(&self, feature: u32) -> Option<usize> {
        // Which slot it is can't be foretold, so that all are looked at.
        let all = |numbers: [u32; LINE]| i32x8::new(numbers.map(u32::cast_signed));
        let is_it =
            all(self.heads).simd_eq(all([EMPTY; LINE])) | all(self.features).simd_eq(all([feature; LINE]));
        let bits = is_it.to_bitmask();
        (bits != 0).then(|| bits.trailing_zeros() as usize)
    }
}

impl Default for Slots {
    fn default() -> Self {
        let part = |at| Part::of(FEWEST + at * FEWEST / 2 / PARTS);
        Self { parts: (0..PARTS).map(part).collect() }
    }
}

impl Slots {
    /// Fetches slots at once, so that looking at them one after the other does not wait for memory each time.
    pub(super) fn fetch(&self, features: impl Iterator<Item = u32>) {
        let heads = features.map(|feature| {
            let lines = &self.parts[part_of(feature)].lines;
            lines[place(feature, lines.len())].heads[0]
        });
        std::hint::black_box(heads.fold(0, |touched, head| touched ^ head));
    }

    /// Takes slots for features that have none; tells of each its slot. A slot that is taken must get a head.
    pub(super) fn claim(&mut self, features: impl Iterator<Item = u32> + Clone, held: &mut Vec<Held>) {
        held.clear();
        let mut have_moved = false;
        for feature in features.clone() {
            let part = part_of(feature);
            let claimed = self.parts[part].claim(feature);
            held.push(Held { at: At::of(part, claimed.line, claimed.slot), head: claimed.head });
            have_moved |= claimed.has_grown;
        }
        if have_moved {
            for (held, feature) in held.iter_mut().zip(features) {
                let part = part_of(feature);
                let (line, slot) = self.parts[part].find(feature);
                held.at = At::of(part, line, slot);
            }
        }
    }

    /// Sets the head of a slot.
    #[inline]
    pub(super) fn set(&mut self, Held { at, .. }: Held, head: u32) {
        self.parts[usize::from(at.part)].lines[at.line as usize].heads[usize::from(at.slot)] = head;
    }
}

/// The slot of a feature and its head before it was taken; whether the part has grown since.
struct Claimed {
    line: usize,
    slot: usize,
    head: u32,
    has_grown: bool,
}

impl At {
    /// A part has fewer lines than there are features that may lie in it.
    fn of(part: usize, line: usize, slot: usize) -> Self {
        Self { part: part as u16, slot: slot as u8, line: line as u32 }
    }
}

impl Part {
    fn of(lines: usize) -> Self {
        Self { lines: vec![Line::NONE; lines], taken: 0 }
    }

    /// The line and the slot where a feature is, or would be put.
    #[inline]
    fn find(&self, feature: u32) -> (usize, usize) {
        let mut at = place(feature, self.lines.len());
        loop {
            if let Some(slot) = self.lines[at].find(feature) {
                return (at, slot);
            }
            at = if at + 1 < self.lines.len() { at + 1 } else { 0 };
        }
    }

    /// The slot of a feature, taken if it is new.
    #[inline]
    fn claim(&mut self, feature: u32) -> Claimed {
        let (line, slot) = self.find(feature);
        let of_line = &mut self.lines[line];
        // Whether it is new can't be foretold either: it is written again if it is not.
        let head = of_line.heads[slot];
        of_line.features[slot] = feature;
        of_line.heads[slot] = head.max(TAKEN);
        self.taken += usize::from(head == EMPTY);
        let has_grown = 4 * self.taken > MOST_TAKEN * LINE * self.lines.len();
        if has_grown {
            self.grow();
        }
        Claimed { line, slot, head, has_grown }
    }

    #[cold]
    fn grow(&mut self) {
        let lines = self.lines.len() + self.lines.len() / 2;
        let before = std::mem::replace(&mut self.lines, vec![Line::NONE; lines]);
        let mut taken = vec![0; lines];
        for line in &before {
            for (&feature, &head) in line.features.iter().zip(&line.heads).filter(|(_, head)| **head != EMPTY)
            {
                let mut at = place(feature, lines);
                while taken[at] == LINE {
                    at = if at + 1 < lines { at + 1 } else { 0 };
                }
                let slot = taken[at];
                (self.lines[at].features[slot], self.lines[at].heads[slot]) = (feature, head);
                taken[at] += 1;
            }
        }
    }
}

/// Features are hashes: their first bits spread over the parts …
fn part_of(feature: u32) -> usize {
    (feature >> (u32::BITS - PART_BITS)) as usize
}

/// … and the others over a part.
fn place(feature: u32, lines: usize) -> usize {
    ((u64::from(feature << PART_BITS) * lines as u64) >> u32::BITS) as usize
}

#[cfg(test)]
mod tests {
    use super::{Held, Slots};

    #[test]
    fn a_feature_keeps_its_head_while_the_table_grows() {
        let (mut slots, mut held) = (Slots::default(), Vec::<Held>::new());
        let features = |report: u32| (0..50).map(move |i| (report * 25 + i).wrapping_mul(0x9E37_79B1));
        for report in 0..8_000 {
            slots.claim(features(report), &mut held);
            for (at, (held, feature)) in held.iter().zip(features(report)).enumerate() {
                assert_eq!(held.head(), if report > 0 && at < 25 { feature | 2 } else { 0 });
                slots.set(*held, feature | 2);
            }
        }
        slots.claim(features(0).chain([5]), &mut held);
        let heads: Vec<u32> = held.iter().map(|held| held.head()).collect();
        assert_eq!(heads, features(0).map(|feature| feature | 2).chain([0]).collect::<Vec<_>>());
    }

    #[test]
    fn features_that_begin_alike_have_room() {
        let (mut slots, mut held) = (Slots::default(), Vec::new());
        slots.claim(0..10_000, &mut held);
        held.iter().for_each(|held| slots.set(*held, 7));
        slots.claim(0..10_001, &mut held);
        let heads: Vec<u32> = held.iter().map(|held| held.head()).collect();
        assert_eq!(heads, [vec![7; 10_000], vec![0]].concat());
    }
}
