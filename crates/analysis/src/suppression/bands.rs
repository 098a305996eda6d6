//! Bands of a set: neighbours are joined until no number is small, and none can be had by taking another from it.

use super::{Child, Level, SMALLEST, Shape, column::Column};

/// Neighbouring bands of a set together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block {
    /// The first band, from 0.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// How many children are in them.
    pub children: u32,
}

/// Who is in a group: one entry for each child.
type Members = Vec<bool>;

/// A group of children beside the bands.
struct Group {
    members: Members,
    is_shown: bool,
}

pub(super) fn publish(children: &[Child], shape: &Shape, all: &Column, levels: [&Column; 2]) -> Vec<Vec<Block>> {
    if !all.is_total_shown {
        return vec![Vec::new(); shape.bands.len()];
    }
    let of = |level: Level| children.iter().map(|child| child.level >= level).collect::<Members>();
    let group = |(level, column): (Level, &Column)| Group { members: of(level), is_shown: column.is_total_shown };
    let mut groups: Vec<Group> = [Level::Persistent, Level::Severe].into_iter().zip(levels).map(group).collect();
    let mut sets = Vec::new();
    for (set, &bands) in shape.bands.iter().enumerate() {
        let blocks = joined(children, set, bands, &groups);
        let shown = |at: usize| Group { members: from(children, set, blocks[at].first), is_shown: true };
        groups.extend((1..blocks.len()).map(shown));
        sets.push(blocks);
    }
    sets
}

/// Who is in `band` of `set` or a later one.
fn from(children: &[Child], set: usize, band: usize) -> Members {
    children.iter().map(|child| place(child, set).is_some_and(|place| place >= band)).collect()
}

fn place(child: &Child, set: usize) -> Option<usize> {
    child.bands.get(set).copied().flatten()
}

fn joined(children: &[Child], set: usize, bands: usize, groups: &[Group]) -> Vec<Block> {
    let in_band = |band: usize| children.iter().filter(|child| place(child, set) == Some(band)).count() as u32;
    let mut blocks: Vec<Block> =
        (0..bands).map(|band| Block { first: band, last: band, children: in_band(band) }).collect();
    let outside = children.iter().filter(|child| place(child, set).is_none()).count() as u32;
    let placed = children.len() as u32 - outside;
    // Whoever is in no band is what the bands leave of everybody.
    if placed < SMALLEST || (outside > 0 && outside < SMALLEST) {
        return Vec::new();
    }
    while let Some(at) =
        blocks.iter().position(|block| block.children < SMALLEST).or_else(|| cut(children, set, &blocks, groups))
    {
        if blocks.len() == 1 {
            return Vec::new();
        }
        let other = if at == 0 { 1 } else { at };
        let block = blocks.remove(other);
        blocks[other - 1].last = block.last;
        blocks[other - 1].children += block.children;
    }
    blocks
}

/// A block that begins where a group nearly does: the few between them could be worked out, or the hidden group itself.
fn cut(children: &[Child], set: usize, blocks: &[Block], groups: &[Group]) -> Option<usize> {
    (1..blocks.len()).find(|&at| {
        let further = from(children, set, blocks[at].first);
        groups.iter().any(|group| {
            let pairs = || further.iter().zip(&group.members);
            let more = pairs().filter(|&(&further, &inside)| further && !inside).count();
            let less = pairs().filter(|&(&further, &inside)| inside && !further).count();
            let least = usize::from(group.is_shown);
            let few = |count: usize| (least..SMALLEST as usize).contains(&count);
            (less == 0 && few(more)) || (more == 0 && few(less))
        })
    })
}
