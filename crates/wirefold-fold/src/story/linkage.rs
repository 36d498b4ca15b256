//! Average linkage over a few reports (Sokal and Michener 1958).

/// Joins the two groups of items that are most alike as long as their likeness is at least `asked` on average.
/// Items have weights; `likeness` of two is asked for once, with the earlier one first. The groups come in the order
/// of their first items, each in order.
pub(crate) fn joined(
    weights: &[usize],
    asked: f32,
    mut likeness: impl FnMut(usize, usize) -> f32,
) -> Vec<Vec<usize>> {
    let items = weights.len();
    let mut sums = vec![vec![0.0_f32; items]; items];
    for a in 0..items {
        for b in a + 1..items {
            sums[a][b] = likeness(a, b) * (weights[a] * weights[b]) as f32;
            sums[b][a] = sums[a][b];
        }
    }
    let mut weights = weights.to_vec();
    let mut groups: Vec<Vec<usize>> = (0..items).map(|item| vec![item]).collect();
    while let Some((a, b)) = most_alike(&weights, &sums, asked) {
        let taken = std::mem::take(&mut groups[b]);
        groups[a].extend(taken);
        groups[a].sort_unstable();
        weights[a] += std::mem::take(&mut weights[b]);
        for (other, more) in sums[b].clone().into_iter().enumerate() {
            sums[a][other] += more;
            sums[other][a] = sums[a][other];
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The two groups that are most alike, the earliest of equals.
fn most_alike(weights: &[usize], sums: &[Vec<f32>], asked: f32) -> Option<(usize, usize)> {
    let mut most = None;
    let mut best = asked;
    for a in 0..weights.len() {
        for b in a + 1..weights.len() {
            let pairs = weights[a] * weights[b];
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
    use super::joined;

    fn known(a: usize, b: usize) -> f32 {
        let known = [(0, 1, 9.0), (1, 2, 5.0), (0, 2, 1.0), (3, 4, 4.0)];
        known.iter().find(|pair| (pair.0, pair.1) == (a, b)).map_or(-6.0, |pair| pair.2)
    }

    #[test]
    fn groups_join_while_they_are_alike_on_average() {
        assert_eq!(joined(&[1; 5], 3.5, known), [vec![0, 1], vec![2], vec![3, 4]]);
        assert_eq!(joined(&[1; 5], 2.9, known), [vec![0, 1, 2], vec![3, 4]]);
        assert!(joined(&[], 0.0, known).is_empty());
        let likeness = |a: usize, b: usize| if (a, b) == (0, 1) { 7.0 } else { 1.0 };
        assert_eq!(joined(&[2, 1, 1], 6.9, likeness), [vec![0, 1], vec![2]]);
        assert_eq!(joined(&[2, 1, 1], 7.1, likeness), [vec![0], vec![1], vec![2]]);
        // What joins the first two has two thirds of its weight in the first.
        assert_eq!(joined(&[2, 1, 1], 1.0, likeness), [vec![0, 1, 2]]);
    }

    #[test]
    fn a_chain_does_not_melt_into_one() {
        let chain = |a: usize, b: usize| if b == a + 1 { 1.0 } else { -6.0 };
        assert_eq!(joined(&[1; 6], -1.0, chain), [vec![0, 1], vec![2, 3], vec![4, 5]]);
    }
}
