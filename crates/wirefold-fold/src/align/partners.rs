//! Which sentences of two texts have partners already, and who may still become one.

/// A second partner stands this near to the first.
const NEAR: usize = 2;

/// Which sentences of either text have partners, and where these stand.
pub(super) struct Partners {
    of_a: Vec<Vec<usize>>,
    of_b: Vec<Vec<usize>>,
}

impl Partners {
    /// Those of `a` and `b` sentences that are known.
    pub(super) fn of(known: &[(usize, usize)], a: usize, b: usize) -> Self {
        let mut partners = Self { of_a: vec![Vec::new(); a], of_b: vec![Vec::new(); b] };
        known.iter().filter(|(i, j)| *i < a && *j < b).for_each(|&(i, j)| partners.join(i, j));
        partners
    }

    fn join(&mut self, i: usize, j: usize) {
        self.of_a[i].push(j);
        self.of_b[j].push(i);
    }

    /// A sentence may be told in several, which then stand close together; but one of
    /// several is not itself told in several.
    pub(super) fn join_if_allowed(&mut self, i: usize, j: usize) -> bool {
        let near = |partners: &[usize], other: usize| partners.iter().any(|p| p.abs_diff(other) <= NEAR);
        let allowed = match (self.of_a[i].is_empty(), self.of_b[j].is_empty()) {
            (true, true) => true,
            (false, true) => near(&self.of_a[i], j),
            (true, false) => near(&self.of_b[j], i),
            (false, false) => false,
        };
        if allowed {
            self.join(i, j);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::Partners;

    #[test]
    fn a_sentence_is_told_in_several_that_stand_together() {
        let mut partners = Partners::of(&[(0, 0), (1, 1), (9, 9)], 3, 6);
        assert!(partners.join_if_allowed(0, 2), "near the first");
        assert!(!partners.join_if_allowed(0, 5), "far from both");
        assert!(!partners.join_if_allowed(0, 1), "both have partners");
        assert!(partners.join_if_allowed(2, 5), "neither has one");
    }
}
