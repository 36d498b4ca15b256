//! Lists of reports, each in one piece of memory: to read one costs one way to memory, however long it is.

/// Sizes that a list may have room for: the smallest, and each twice the one before. The first number of a piece
/// is its length and its size.
const SMALLEST: usize = 4;
const SIZES: usize = 5;
const LARGEST: usize = SMALLEST << (SIZES - 1);
/// Numbers in a block of memory. Blocks stay where they are: to grow copies nothing.
const BLOCK: usize = 1 << 15;
const SIZE_AT: u32 = 8;
const LENGTH: u32 = (1 << SIZE_AT) - 1;

/// Where a list is: smallest pieces before it.
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

    /// The block that it lies in, and where in it.
    #[inline]
    fn start(self) -> (usize, usize) {
        let start = self.0 as usize * SMALLEST;
        (start / BLOCK, start % BLOCK)
    }
}

/// Lists of up to 63 reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    blocks: Vec<Box<[u32]>>,
    /// Largest pieces that were cut off the blocks so far.
    cut: usize,
    /// Pieces that are free, by size.
    free: [Vec<Place>; SIZES],
}

impl Lists {
    /// A list of two.
    pub(super) fn begin(&mut self, reports: [u32; 2]) -> Place {
        self.list(0, &reports)
    }

    /// The reports of a list, in the order in which they were added.
    #[inline]
    pub(super) fn reports(&self, list: Place) -> &[u32] {
        let piece = self.from(list);
        &piece[1..=(piece[0] & LENGTH) as usize]
    }

    /// Fetches lists at once, so that looking at them one after the other does not wait for memory each time.
    pub(super) fn fetch(&self, lists: &[Place]) {
        let first = |list: &Place| self.from(*list)[0];
        std::hint::black_box(lists.iter().map(first).fold(0, |touched, first| touched ^ first));
        // Long ones end in another line of memory than they begin in.
        let last = |list: &Place| {
            let from = self.from(*list);
            from[(from[0] & LENGTH) as usize]
        };
        std::hint::black_box(lists.iter().map(last).fold(0, |touched, last| touched ^ last));
    }

    /// What begins with a list.
    #[inline]
    fn from(&self, list: Place) -> &[u32] {
        let (block, start) = list.start();
        &self.blocks[block][start..]
    }

    /// Adds a report; the list may move.
    pub(super) fn add(&mut self, list: Place, report: u32) -> Place {
        let (block, start) = list.start();
        let from = &mut self.blocks[block][start..];
        let (held, size) = ((from[0] & LENGTH) as usize, (from[0] >> SIZE_AT) as usize);
        let piece = &mut from[..SMALLEST << size];
        if let Some(next) = piece.get_mut(1 + held) {
            *next = report;
            piece[0] += 1;
            return list;
        }
        let mut larger = [0; LARGEST];
        larger[..held].copy_from_slice(&piece[1..]);
        larger[held] = report;
        self.free[size].push(list);
        self.list(size + 1, &larger[..=held])
    }

    /// Gives a list back.
    pub(super) fn free(&mut self, list: Place) {
        let size = self.from(list)[0] >> SIZE_AT;
        self.free[size as usize].push(list);
    }

    fn list(&mut self, size: usize, reports: &[u32]) -> Place {
        let place = self.free[size].pop().unwrap_or_else(|| self.cut(size));
        let (block, start) = place.start();
        let piece = &mut self.blocks[block][start..start + (SMALLEST << size)];
        piece[0] = reports.len() as u32 | (size as u32) << SIZE_AT;
        piece[1..=reports.len()].copy_from_slice(reports);
        place
    }

    /// Cuts a largest piece into pieces of a size; the first of them.
    fn cut(&mut self, size: usize) -> Place {
        let pieces = LARGEST / SMALLEST;
        let first = self.cut * pieces;
        if first * SMALLEST == self.blocks.len() * BLOCK {
            self.blocks.push(vec![0; BLOCK].into_boxed_slice());
        }
        self.cut += 1;
        let places = (first..first + pieces).step_by(1 << size).map(|at| Place(at as u32));
        self.free[size].extend(places.skip(1).rev());
        Place(first as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn lists_grow_side_by_side() {
        let mut lists = Lists::default();
        let mut places: Vec<_> = (0..2_000).map(|i| lists.begin([i, i + 1])).collect();
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
