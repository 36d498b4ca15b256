//! Lists of reports, each in one piece of memory: to read one costs one way to memory, however long it is.

/// Sizes that a list may have room for: the smallest, and each twice the one before. The first number of a piece
/// is its length.
const SMALLEST: usize = 4;
const SIZES: usize = 5;
/// A place is a size in its lowest bits and a number of a piece above.
const SIZE_BITS: u32 = 3;

/// Where a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u32);

impl Place {
    /// The place that a number stands for.
    pub(super) fn of(number: u32) -> Self {
        Self(number)
    }

    /// The number that stands for it.
    pub(super) fn number(self) -> u32 {
        self.0
    }

    fn size(self) -> usize {
        (self.0 & ((1 << SIZE_BITS) - 1)) as usize
    }

    fn start(self) -> usize {
        (self.0 >> SIZE_BITS) as usize * (SMALLEST << self.size())
    }
}

/// Lists of up to 63 reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pieces: [Vec<u32>; SIZES],
    /// Pieces that were given back.
    free: [Vec<Place>; SIZES],
}

impl Lists {
    /// A list of two.
    pub(super) fn begin(&mut self, reports: [u32; 2]) -> Place {
        self.list(0, &reports)
    }

    /// The reports of a list, in the order in which they were added.
    pub(super) fn reports(&self, list: Place) -> &[u32] {
        let from = &self.pieces[list.size()][list.start()..];
        &from[1..=from[0] as usize]
    }

    /// How many reports a list holds.
    pub(super) fn length(&self, list: Place) -> u32 {
        self.pieces[list.size()][list.start()]
    }

    /// Adds a report; the list may move.
    pub(super) fn add(&mut self, list: Place, report: u32) -> Place {
        let (size, start) = (list.size(), list.start());
        let piece = &mut self.pieces[size][start..start + (SMALLEST << size)];
        let held = piece[0] as usize;
        if let Some(next) = piece.get_mut(1 + held) {
            *next = report;
            piece[0] += 1;
            return list;
        }
        let mut larger = [0; SMALLEST << SIZES];
        larger[..held].copy_from_slice(&piece[1..]);
        larger[held] = report;
        self.free(list);
        self.list(size + 1, &larger[..=held])
    }

    /// Gives a list back.
    pub(super) fn free(&mut self, list: Place) {
        self.free[list.size()].push(list);
    }

    fn list(&mut self, size: usize, reports: &[u32]) -> Place {
        let length = SMALLEST << size;
        let place = self.free[size].pop().unwrap_or_else(|| {
            let piece = self.pieces[size].len() / length;
            self.pieces[size].resize((piece + 1) * length, 0);
            Place((piece as u32) << SIZE_BITS | size as u32)
        });
        let piece = &mut self.pieces[size][place.start()..][..length];
        piece[0] = reports.len() as u32;
        piece[1..=reports.len()].copy_from_slice(reports);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn lists_grow_side_by_side() {
        let mut lists = Lists::default();
        let mut places: Vec<_> = (0..100).map(|i| lists.begin([i, i + 1])).collect();
        for held in 2..63 {
            for (i, place) in (0..).zip(&mut places) {
                *place = lists.add(*place, i + held);
            }
        }
        for (i, place) in (0..).zip(&places) {
            assert_eq!(lists.reports(*place), (i..i + 63).collect::<Vec<_>>());
        }
        lists.free(places[7]);
        let anew = lists.begin([1, 2]);
        assert_eq!(lists.reports(anew), [1, 2]);
    }
}
