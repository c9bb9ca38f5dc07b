use std::collections::VecDeque;

/// Sorts `count` things topologically: the second thing of an edge comes after the first. Things of a circle form one group,
/// and every other thing a group by itself. Things without edges stay in their order.
pub(super) fn sort_topologically(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut is_left = vec![true; count];
    let reversed: Vec<_> = edges.iter().map(|(before, after)| (*after, *before)).collect();
    let first = take_free(&mut is_left, edges);
    let mut last = take_free(&mut is_left, &reversed);
    last.reverse();
    let circles = group_connected(&is_left, edges);
    let alone = |things: Vec<usize>| things.into_iter().map(|thing| vec![thing]);
    alone(first).chain(circles).chain(alone(last)).collect()
}

/// Removes, one after the other, the things that don't wait for any that is left, and returns them.
fn take_free(is_left: &mut [bool], edges: &[(usize, usize)]) -> Vec<usize> {
    let mut awaited = vec![0_usize; is_left.len()];
    let mut waiting = vec![Vec::new(); is_left.len()];
    for (before, after) in edges.iter().filter(|(before, after)| is_left[*before] && is_left[*after]) {
        awaited[*after] += 1;
        waiting[*before].push(*after);
    }
    let mut free: VecDeque<usize> =
        (0..is_left.len()).filter(|thing| is_left[*thing] && awaited[*thing] == 0).collect();
    let mut peeled = Vec::new();
    while let Some(thing) = free.pop_front() {
        is_left[thing] = false;
        peeled.push(thing);
        for after in &waiting[thing] {
            awaited[*after] -= 1;
            if awaited[*after] == 0 {
                free.push_back(*after);
            }
        }
    }
    peeled
}

/// Groups the things that are left so that no edge leads from one group to another.
fn group_connected(is_left: &[bool], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); is_left.len()];
    for (one, other) in edges.iter().filter(|(one, other)| is_left[*one] && is_left[*other]) {
        neighbours[*one].push(*other);
        neighbours[*other].push(*one);
    }
    let mut is_new = is_left.to_vec();
    let mut groups = Vec::new();
    for start in 0..is_left.len() {
        if !std::mem::take(&mut is_new[start]) {
            continue;
        }
        let (mut group, mut reached) = (vec![start], 0);
        while let Some(thing) = group.get(reached).copied() {
            reached += 1;
            group.extend(neighbours[thing].iter().filter(|other| std::mem::take(&mut is_new[**other])));
        }
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_after_what_they_wait_for_and_circles_stay_together() {
        assert_eq!(sort_topologically(3, &[]), [[0], [1], [2]]);
        assert_eq!(sort_topologically(3, &[(2, 1), (1, 0)]), [[2], [1], [0]]);
        assert_eq!(sort_topologically(4, &[(0, 1), (1, 0), (0, 1)]), [vec![2], vec![3], vec![0, 1]]);
        // One chain leads into a circle, and one out of it.
        let edges = [(0, 1), (1, 2), (2, 3), (3, 2), (3, 4), (4, 5)];
        assert_eq!(sort_topologically(6, &edges), [vec![0], vec![1], vec![2, 3], vec![4], vec![5]]);
        assert_eq!(sort_topologically(5, &[(0, 1), (1, 0), (3, 4), (4, 3)]), [vec![2], vec![0, 1], vec![3, 4]]);
    }

    #[test]
    fn long_chain_is_ordered_one_by_one() {
        let edges: Vec<_> = (0..50_000).map(|thing| (thing + 1, thing)).collect();

        let order = sort_topologically(50_001, &edges);

        assert_eq!(order.len(), 50_001);
        assert_eq!((order[0][0], order[50_000][0]), (50_000, 0));
    }
}
