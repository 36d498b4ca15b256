//! Average linkage over a few reports (Sokal and Michener 1958).

/// Joins the two groups of reports that are most alike as long as their reports' likeness is at least `asked` on average.
/// `likeness` of two reports of different groups is asked for once, with that of the earlier group first.
pub(crate) fn joined(
    mut groups: Vec<Vec<u32>>,
    asked: f32,
    likeness: impl Fn(u32, u32) -> f32,
) -> Vec<Vec<u32>> {
    let items = groups.len();
    let mut sums = vec![vec![0.0_f32; items]; items];
    for a in 0..items {
        for b in a + 1..items {
            let likeness = &likeness;
            let pairs = groups[a].iter().flat_map(|&x| groups[b].iter().map(move |&y| likeness(x, y)));
            sums[a][b] = pairs.sum();
            sums[b][a] = sums[a][b];
        }
    }
    while let Some((a, b)) = most_alike(&groups, &sums, asked) {
        let taken = std::mem::take(&mut groups[b]);
        groups[a].extend(taken);
        groups[a].sort_unstable();
        for (other, more) in sums[b].clone().into_iter().enumerate() {
            sums[a][other] += more;
            sums[other][a] = sums[a][other];
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The two groups that are most alike, the earliest of equals.
fn most_alike(groups: &[Vec<u32>], sums: &[Vec<f32>], asked: f32) -> Option<(usize, usize)> {
    let mut most = None;
    let mut best = asked;
    for a in 0..groups.len() {
        for b in a + 1..groups.len() {
            let pairs = groups[a].len() * groups[b].len();
            if pairs == 0 {
                continue;
            }
            let mean = sums[a][b] / pairs as f32;
            if mean > best || (mean >= best && most.is_none()) {
                (best, most) = (mean, Some((a, b)));
            }
        }
    }
    most
}

#[cfg(test)]
mod tests {
    fn joined(items: u32, asked: f32, likeness: impl Fn(u32, u32) -> f32) -> Vec<Vec<u32>> {
        super::joined((0..items).map(|item| vec![item]).collect(), asked, likeness)
    }

    fn known(a: u32, b: u32) -> f32 {
        let known = [(0, 1, 9.0), (1, 2, 5.0), (0, 2, 1.0), (3, 4, 4.0)];
        known.iter().find(|pair| (pair.0, pair.1) == (a, b)).map_or(-6.0, |pair| pair.2)
    }

    #[test]
    fn groups_join_while_they_are_alike_on_average() {
        assert_eq!(joined(5, 3.5, known), [vec![0, 1], vec![2], vec![3, 4]]);
        assert_eq!(joined(5, 2.9, known), [vec![0, 1, 2], vec![3, 4]]);
        assert!(joined(0, 0.0, known).is_empty());
        let likeness = |a: u32, b: u32| known(a.min(b), a.max(b));
        assert_eq!(
            super::joined(vec![vec![0, 2], vec![1]], 6.9, likeness),
            [vec![0, 1, 2]],
            "5 and 9, on average"
        );
    }

    #[test]
    fn a_chain_does_not_melt_into_one() {
        let chain = |a: u32, b: u32| if b == a + 1 { 1.0 } else { -6.0 };
        assert_eq!(joined(6, -1.0, chain), [vec![0, 1], vec![2, 3], vec![4, 5]]);
    }
}
