//! Numbers of a row in two, four or eight bits, each row with a step of its own.

/// How many bits a number takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bits {
    /// Four levels.
    Two,
    /// Sixteen levels.
    Four,
    /// 256 levels.
    Eight,
}

impl Bits {
    /// From the count of bits.
    pub fn new(bits: u32) -> Option<Self> {
        match bits {
            2 => Some(Bits::Two),
            4 => Some(Bits::Four),
            8 => Some(Bits::Eight),
            _ => None,
        }
    }

    /// Bits of a number.
    pub fn count(self) -> u32 {
        match self {
            Bits::Two => 2,
            Bits::Four => 4,
            Bits::Eight => 8,
        }
    }

    /// Bytes of a row of `dim` numbers.
    pub fn bytes(self, dim: usize) -> usize {
        dim * self.count() as usize / 8
    }

    /// What is taken off a level: the levels lie evenly on both sides of 0.
    pub fn centre(self) -> f32 {
        ((1u32 << self.count()) - 1) as f32 / 2.0
    }

    /// Candidate steps, in standard deviations: from the best for a normal distribution (Max 1960) to wider ones for
    /// rows with outliers.
    fn steps(self) -> &'static [f32] {
        match self {
            Bits::Two => &[0.8, 0.9, 0.9957, 1.1, 1.2],
            Bits::Four => &[0.26, 0.3, 0.3352, 0.38, 0.43, 0.5, 0.6],
            Bits::Eight => &[0.022, 0.028, 0.035, 0.045, 0.06],
        }
    }
}

/// Appends `row` in `bits` to `out` and returns its step: a number is about `step * (level - centre)`. The step is the
/// one of the candidates with the least squared error; `old` is one more of them, the step of a row that has moved.
///
/// A byte holds numbers that stand `dim * bits / 8` apart, so that a row is unpacked in runs.
pub fn quantise_row(row: &[f32], bits: Bits, old: Option<f32>, out: &mut Vec<u8>) -> f32 {
    let deviation = (row.iter().map(|x| x * x).sum::<f32>() / row.len().max(1) as f32).sqrt();
    let error =
        |step: f32| row.iter().map(|&x| (x - value(level(x, step, bits), step, bits)).powi(2)).sum::<f32>();
    let step = bits
        .steps()
        .iter()
        .map(|s| half(s * deviation))
        .chain(old)
        .min_by(|a, b| error(*a).total_cmp(&error(*b)))
        .unwrap_or(0.0);
    let bytes = bits.bytes(row.len());
    let from = out.len();
    out.resize(from + bytes, 0);
    for (part, numbers) in row.chunks(bytes.max(1)).enumerate() {
        for (byte, &x) in out[from..].iter_mut().zip(numbers) {
            *byte |= level(x, step, bits) << (part as u32 * bits.count());
        }
    }
    step
}

/// `x` with the precision of the stored steps: the upper 16 bits of the number.
fn half(x: f32) -> f32 {
    f32::from_bits(x.to_bits().wrapping_add(0x8000) & 0xffff_0000)
}

fn level(x: f32, step: f32, bits: Bits) -> u8 {
    if step == 0.0 {
        return 0;
    }
    (x / step + bits.centre()).round().clamp(0.0, 2.0 * bits.centre()) as u8
}

fn value(level: u8, step: f32, bits: Bits) -> f32 {
    step * (f32::from(level) - bits.centre())
}

/// Adds `weight` times the levels of the packed `row` to `sum`: without the centre, which [`Bits::centre`] times the
/// row's step is for every number alike.
#[inline]
pub(super) fn add_levels(row: &[u8], bits: Bits, weight: f32, sum: &mut [f32]) {
    match bits {
        Bits::Eight => add_part::<0, 255>(row, weight, sum),
        Bits::Four => {
            let (low, high) = sum.split_at_mut(row.len());
            add_part::<0, 15>(row, weight, low);
            add_part::<4, 15>(row, weight, high);
        }
        Bits::Two => {
            let (a, rest) = sum.split_at_mut(row.len());
            let (b, rest) = rest.split_at_mut(row.len());
            let (c, d) = rest.split_at_mut(row.len());
            add_part::<0, 3>(row, weight, a);
            add_part::<2, 3>(row, weight, b);
            add_part::<4, 3>(row, weight, c);
            add_part::<6, 3>(row, weight, d);
        }
    }
}

#[inline]
fn add_part<const SHIFT: u32, const MASK: u8>(row: &[u8], weight: f32, sum: &mut [f32]) {
    for (s, &b) in sum.iter_mut().zip(row) {
        *s += weight * f32::from((b >> SHIFT) & MASK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(row: &[f32], bits: Bits) -> Vec<f32> {
        let mut packed = Vec::new();
        let step = quantise_row(row, bits, None, &mut packed);
        assert_eq!(packed.len(), bits.bytes(row.len()));
        let mut out = vec![-bits.centre() * step; row.len()];
        add_levels(&packed, bits, step, &mut out);
        out
    }

    #[test]
    fn a_row_comes_back_as_well_as_its_bits_allow() {
        let row: Vec<f32> = (0..64).map(|i: i32| (f64::from(i * 37 % 64) / 32.0 - 1.0) as f32).collect();
        let norm: f32 = row.iter().map(|x| x * x).sum();
        for (bits, most) in [(Bits::Two, 0.13), (Bits::Four, 0.012), (Bits::Eight, 1e-4)] {
            let error: f32 = restored(&row, bits).iter().zip(&row).map(|(a, b)| (a - b).powi(2)).sum();
            assert!(error / norm < most, "{bits:?}: {}", error / norm);
        }
    }

    #[test]
    fn a_row_of_zeros_stays_one() {
        for bits in [Bits::Two, Bits::Four, Bits::Eight] {
            assert!(restored(&[0.0; 16], bits).iter().all(|&x| x == 0.0));
        }
    }
}
