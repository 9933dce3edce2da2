//! Which pairs of sentences a search looks at.

/// For each sentence of one side, which sentences of the other are looked at: `start..end`, monotone in both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band(pub Vec<(u32, u32)>);

impl Band {
    /// Every sentence of `rows` against every one of `columns`.
    pub fn full(rows: usize, columns: usize) -> Self {
        Band(vec![(0, columns as u32); rows])
    }

    /// The same band seen from the other side, which has `columns` sentences.
    #[must_use]
    pub fn transposed(&self, columns: usize) -> Self {
        let mut out = vec![(u32::MAX, 0u32); columns];
        for (i, &(start, end)) in (0u32..).zip(&self.0) {
            for column in &mut out[start as usize..end as usize] {
                column.0 = column.0.min(i);
                column.1 = column.1.max(i + 1);
            }
        }
        for column in &mut out {
            if column.0 == u32::MAX {
                *column = (0, 0);
            }
        }
        Band(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_and_its_transpose_hold_the_same_cells() {
        let band = Band(vec![(0, 2), (1, 4), (1, 4), (3, 5)]);
        let other = band.transposed(5);
        for (i, &(a, b)) in band.0.iter().enumerate() {
            for j in a..b {
                let (x, y) = other.0[j as usize];
                assert!((x as usize..y as usize).contains(&i));
            }
        }
    }
}
