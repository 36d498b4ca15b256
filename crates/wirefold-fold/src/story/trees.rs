//! What signs say together: small trees, whose leaves are added up (gradient boosting, Friedman 2001).
//!
//! A sign seldom means the same beside all others: that no name is shared says much of two reports that share their
//! phrases, little of two that share neither. A file has a node a line, its branches below it, each indented: a
//! sign and a threshold, then what follows where the sign is at most that, then what follows where it is greater; a
//! number alone is a leaf.

use super::likeness::{SIGN_NAMES, Signs};

/// A node of a tree whose nodes stand in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    /// Where the sign is greater than the threshold, goes on at `greater`, else with the next node.
    Branch { sign: usize, threshold: f32, greater: usize },
    /// Log-odds.
    Leaf(f32),
}

/// Trees that are added up.
pub(crate) struct Forest(Vec<Tree>);

/// A tree, and what it and all that follow can add at least and at most.
struct Tree {
    nodes: Vec<Node>,
    least: f32,
    most: f32,
}

impl Forest {
    /// Of the text of a file.
    pub(crate) fn read(text: &str) -> Self {
        Self(read(text))
    }

    /// Log-odds and what the trees add to them, within bounds. Trees that cannot lead back into these are not asked.
    pub(crate) fn added_to(&self, log_odds: f32, signs: &Signs, least: f32, most: f32) -> f32 {
        let mut sum = log_odds;
        for tree in &self.0 {
            if sum + tree.most <= least || sum + tree.least >= most {
                break;
            }
            sum += leaf(&tree.nodes, signs);
        }
        sum.clamp(least, most)
    }
}

fn leaf(tree: &[Node], signs: &Signs) -> f32 {
    let mut at = 0;
    loop {
        at = match tree[at] {
            Node::Leaf(log_odds) => return log_odds,
            Node::Branch { sign, threshold, greater } if signs[sign] > threshold => greater,
            Node::Branch { .. } => at + 1,
        };
    }
}

fn read(text: &str) -> Vec<Tree> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#')).peekable();
    let mut trees = Vec::new();
    while lines.peek().is_some() {
        let mut nodes = Vec::new();
        grow(&mut nodes, &mut lines);
        trees.push(Tree { nodes, least: 0.0, most: 0.0 });
    }
    let (mut least, mut most) = (0.0, 0.0);
    for tree in trees.iter_mut().rev() {
        least += leaves(&tree.nodes).fold(f32::INFINITY, f32::min);
        most += leaves(&tree.nodes).fold(f32::NEG_INFINITY, f32::max);
        (tree.least, tree.most) = (least, most);
    }
    trees
}

fn leaves(nodes: &[Node]) -> impl Iterator<Item = f32> {
    nodes.iter().filter_map(|node| match node {
        Node::Leaf(log_odds) => Some(*log_odds),
        Node::Branch { .. } => None,
    })
}

/// Reads a node and all below it.
fn grow<'t>(tree: &mut Vec<Node>, lines: &mut impl Iterator<Item = &'t str>) {
    let line = lines.next().expect("both branches of a node follow it");
    let number = |text: &str| text.parse().expect("thresholds and leaves are numbers");
    let Some((name, threshold)) = line.split_once(' ') else {
        tree.push(Node::Leaf(number(line)));
        return;
    };
    let sign = SIGN_NAMES.iter().position(|sign| *sign == name).expect("a branch asks for a sign");
    let (at, threshold) = (tree.len(), number(threshold));
    tree.push(Node::Leaf(0.0));
    grow(tree, lines);
    tree[at] = Node::Branch { sign, threshold, greater: tree.len() };
    grow(tree, lines);
}

#[cfg(test)]
mod tests {
    use super::{Forest, SIGN_NAMES, leaf, read};

    #[test]
    fn signs_lead_to_leaves() {
        let trees = read("# of two signs\nall 0.5\n names 0.25\n  -1\n  -0.5\n 2\n0.125\n");
        assert_eq!(trees.len(), 2);
        let at = |all: f32, names: f32| {
            let mut signs = [0.0; SIGN_NAMES.len()];
            (signs[0], signs[3]) = (all, names);
            leaf(&trees[0].nodes, &signs)
        };
        assert_eq!([at(0.5, 0.25), at(0.5, 0.3), at(0.6, 0.0)], [-1.0, -0.5, 2.0]);
        assert_eq!(leaf(&trees[1].nodes, &[0.0; SIGN_NAMES.len()]).to_bits(), 0.125_f32.to_bits());
        assert_eq!(
            trees.iter().map(|tree| (tree.least, tree.most)).collect::<Vec<_>>(),
            [(-0.875, 2.125), (0.125, 0.125)]
        );
    }

    #[test]
    fn what_lies_beyond_the_bounds_stays_there() {
        let signs = [0.0; SIGN_NAMES.len()];
        let forest = Forest::read("0.25\nall 0.5\n -1\n 1\n");
        assert_eq!(forest.added_to(-1000.0, &signs, -4.0, 4.0).to_bits(), (-4.0_f32).to_bits());
        assert_eq!(forest.added_to(1000.0, &signs, -4.0, 4.0).to_bits(), 4.0_f32.to_bits());
    }
}
