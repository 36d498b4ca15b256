//! Hashes in order.

/// A hash of whatever length.
pub(crate) trait Hash: Copy + Ord {
    /// Its first seven bits.
    fn first_bits(self) -> usize;
}

impl Hash for u32 {
    fn first_bits(self) -> usize {
        (self >> (Self::BITS - HEAPS.ilog2())) as usize
    }
}

impl Hash for u64 {
    fn first_bits(self) -> usize {
        (self >> (Self::BITS - HEAPS.ilog2())) as usize
    }
}

const HEAPS: usize = 128;

/// The same in order of their hashes. By their first bits nearly all come apart at once.
pub(crate) fn in_order<H: Hash, W: Copy>(weighed: &[(H, W)]) -> Vec<(H, W)> {
    let mut ends = [0; HEAPS + 1];
    for (hash, _) in weighed {
        ends[hash.first_bits() + 1] += 1;
    }
    for heap in 0..HEAPS {
        ends[heap + 1] += ends[heap];
    }
    let mut ordered = weighed.to_vec();
    // What tells where a heap begins comes to tell where it ends.
    for one in weighed {
        let end = &mut ends[one.0.first_bits()];
        ordered[*end] = *one;
        *end += 1;
    }
    let mut start = 0;
    for end in &ends[..HEAPS] {
        if end - start > 1 {
            ordered[start..*end].sort_unstable_by_key(|(hash, _)| *hash);
        }
        start = *end;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn hashes_come_in_order() {
        for count in [0, 1, 2, 90, 5_000] {
            for factor in [0x9E37_79B9_7F4A_7C15, 3, 0] {
                let hashes: Vec<u64> = (0..count).map(|at: u64| at.wrapping_mul(factor)).collect();
                let mut sorted = hashes.clone();
                sorted.sort_unstable();
                let weighed: Vec<(u64, ())> = hashes.iter().map(|hash| (*hash, ())).collect();
                assert_eq!(in_order(&weighed).into_iter().map(|(hash, ())| hash).collect::<Vec<_>>(), sorted);
                let halves: Vec<(u32, usize)> =
                    hashes.iter().enumerate().map(|(at, hash)| ((hash >> 32) as u32, at)).collect();
                let ordered = in_order(&halves);
                assert!(ordered.is_sorted_by_key(|(hash, _)| *hash));
                assert!(ordered.iter().all(|(hash, at)| halves[*at].0 == *hash));
            }
        }
    }
}
