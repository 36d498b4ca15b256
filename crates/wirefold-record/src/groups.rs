//! Disjoint sets (Tarjan, "Efficiency of a good but not linear set union
//! algorithm", 1975).

/// A partition of `0..n` that only grows coarser.
pub(crate) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(crate) fn new(n: usize) -> Self {
        Self { parent: (0..n).collect() }
    }

    /// The least member of the group of `item`.
    pub(crate) fn of(&mut self, item: usize) -> usize {
        let mut root = item;
        while self.parent[root] != root {
            self.parent[root] = self.parent[self.parent[root]];
            root = self.parent[root];
        }
        root
    }

    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.parent[one.max(other)] = one.min(other);
    }

    /// The number of each item's group, groups numbered by their first item.
    pub(crate) fn numbered(mut self) -> Vec<usize> {
        let mut number = vec![usize::MAX; self.parent.len()];
        let mut next = 0;
        (0..self.parent.len())
            .map(|item| {
                let root = self.of(item);
                if number[root] == usize::MAX {
                    number[root] = next;
                    next += 1;
                }
                number[root]
            })
            .collect()
    }
}
