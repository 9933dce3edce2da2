//! Can an Arabic and a Latin word be the same name? A comparison of a fraction of a microsecond, without allocation:
//! both as rows of letter classes, and the likeliest alignment of the rows under costs learned from pairs of names.

use std::borrow::Cow;

use crate::odds::from_log_odds;

/// Most classes of a word that are compared.
const MOST: usize = 16;

/// Classes of a side: 0 is none of them.
pub(crate) const CLASSES: usize = 40;

/// The table of costs that `jisr train names` learned with the model the binary carries: `src/build.rs` takes it out
/// of the model's image, so that who compares sounds alone reads these 1,600 bytes and not the eleven million of the
/// model.
static EMBEDDED: &[u8; CLASSES * CLASSES] = include_bytes!(concat!(env!("OUT_DIR"), "/sound_costs.bin"));

/// Steps a nat has in the table of costs.
pub(crate) const STEPS: f32 = 16.0;

/// A word as classes of letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sounds {
    classes: [u8; MOST],
    len: u8,
}

/// Latin letters that are one sound together: classes 27 and up.
const DIGRAPHS: [(&[u8], u8); 13] = [
    (b"sch", 27),
    (b"sh", 27),
    (b"ch", 28),
    (b"kh", 29),
    (b"gh", 30),
    (b"th", 31),
    (b"dh", 32),
    (b"ph", 33),
    (b"zh", 34),
    (b"ts", 35),
    (b"ou", 36),
    (b"oo", 36),
    (b"ee", 37),
];

impl Sounds {
    fn push(&mut self, class: u8) {
        let n = self.len as usize;
        // A doubled letter is one: shadda is rarely written.
        if n < MOST && (n == 0 || self.classes[n - 1] != class) {
            self.classes[n] = class;
            self.len += 1;
        }
    }

    /// The classes of the first sixteen.
    pub fn classes(&self) -> &[u8] {
        &self.classes[..self.len as usize]
    }

    /// The sounds of an Arabic word, as written or folded.
    pub fn arabic(word: &str) -> Self {
        let mut out = Sounds::default();
        for c in word.chars() {
            let class = match c {
                'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' => 1,
                'ء' => 2,
                'ب' => 3,
                'پ' => 4,
                'ت' => 5,
                'ة' | 'ه' => 6,
                'ث' => 7,
                'ج' => 8,
                'چ' | 'ژ' => 9,
                'ح' => 10,
                'خ' => 11,
                'د' => 12,
                'ذ' => 13,
                'ر' => 14,
                'ز' => 15,
                'س' => 16,
                'ش' => 17,
                'ص' => 18,
                'ض' => 19,
                'ط' => 20,
                'ظ' => 21,
                'ع' => 22,
                'غ' => 23,
                'ف' => 24,
                'ڤ' => 25,
                'ق' => 26,
                'ك' | 'ک' => 27,
                'گ' | 'ڨ' => 28,
                'ل' => 29,
                'م' => 30,
                'ن' => 31,
                'و' | 'ؤ' => 32,
                'ي' | 'ى' | 'ئ' | 'ی' => 33,
                _ => continue,
            };
            out.push(class);
        }
        out
    }

    /// The sounds of a Latin word in lower case; letters with diacritics count as without, but are best folded before.
    pub fn latin(word: &str) -> Self {
        let mut out = Sounds::default();
        let bytes = word.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            if let Some((letters, class)) = DIGRAPHS.iter().find(|(d, _)| bytes[i..].starts_with(d)) {
                out.push(*class);
                i += letters.len();
                continue;
            }
            if bytes[i].is_ascii_alphabetic() {
                out.push(bytes[i].to_ascii_lowercase() - b'a' + 1);
            }
            i += 1;
        }
        out
    }
}

/// What it costs to pair a Latin with an Arabic class, or one with nothing (class 0), as against chance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoundCosts {
    /// `costs[latin * CLASSES + arabic]` in steps.
    pub costs: Cow<'static, [i8]>,
}

/// An alignment of two words, first to last: pairs of classes, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Steps {
    cells: [(u8, u8); 2 * MOST],
    len: u8,
}

impl Steps {
    /// The pairs.
    pub fn pairs(&self) -> &[(u8, u8)] {
        &self.cells[..self.len as usize]
    }
}

impl SoundCosts {
    /// The costs that the binary carries: those of [`crate::names::Names::embedded`], without the model.
    pub fn embedded() -> SoundCosts {
        SoundCosts { costs: Cow::Borrowed(bytemuck::cast_slice(EMBEDDED)) }
    }

    /// The probability that the two are one name when a right and a chance pair are equally likely beforehand: a
    /// logistic curve of the evidence, read off the pairs of the Wikidata development set and as many with the Latin
    /// name of another (area under the curve .992; .963 against the neighbour in the alphabet).
    pub fn probability(&self, latin: &Sounds, arabic: &Sounds) -> f32 {
        const BIAS: f32 = 0.4;
        const SLOPE: f32 = 0.83;
        from_log_odds(BIAS + SLOPE * self.evidence(latin, arabic))
    }

    /// How much likelier than by chance it is that the two are one name, in nats.
    pub fn evidence(&self, latin: &Sounds, arabic: &Sounds) -> f32 {
        let Some(costs) = self.costs.first_chunk::<{ CLASSES * CLASSES }>() else { return 0.0 };
        let at = |l: u8, a: u8| i32::from(costs[l as usize * CLASSES + a as usize]);
        let (l, a) = (latin.classes(), arabic.classes());
        let mut row = [0i32; MOST + 1];
        for (j, &y) in a.iter().enumerate() {
            row[j + 1] = row[j] + at(0, y);
        }
        for &x in l {
            let mut diagonal = row[0];
            let alone = at(x, 0);
            row[0] += alone;
            for (j, &y) in a.iter().enumerate() {
                let best = (diagonal + at(x, y)).min(row[j + 1] + alone).min(row[j] + at(0, y));
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }
        -(row[a.len()] as f32) / STEPS
    }

    /// Nats that a pair of classes, or one alone beside 0, speaks against the two being one name.
    pub(super) fn against(&self, (latin, arabic): (u8, u8)) -> f32 {
        let cost = self.costs.get(latin as usize * CLASSES + arabic as usize);
        f32::from(cost.copied().unwrap_or(0)) / STEPS
    }

    /// The likeliest alignment; of equally likely ones that with most pairs at the end.
    pub(super) fn steps(&self, latin: &Sounds, arabic: &Sounds) -> Steps {
        let mut out = Steps::default();
        let Some(costs) = self.costs.first_chunk::<{ CLASSES * CLASSES }>() else { return out };
        let at = |l: u8, a: u8| i32::from(costs[l as usize * CLASSES + a as usize]);
        let (l, a) = (latin.classes(), arabic.classes());
        let mut table = [[0i32; MOST + 1]; MOST + 1];
        for (j, &y) in a.iter().enumerate() {
            table[0][j + 1] = table[0][j] + at(0, y);
        }
        for (i, &x) in l.iter().enumerate() {
            let alone = at(x, 0);
            table[i + 1][0] = table[i][0] + alone;
            for (j, &y) in a.iter().enumerate() {
                table[i + 1][j + 1] =
                    (table[i][j] + at(x, y)).min(table[i][j + 1] + alone).min(table[i + 1][j] + at(0, y));
            }
        }
        let (mut i, mut j) = (l.len(), a.len());
        while i + j > 0 {
            let here = table[i][j];
            let cell = if i > 0 && j > 0 && here == table[i - 1][j - 1] + at(l[i - 1], a[j - 1]) {
                (l[i - 1], a[j - 1])
            } else if i > 0 && here == table[i - 1][j] + at(l[i - 1], 0) {
                (l[i - 1], 0)
            } else {
                (0, a[j - 1])
            };
            i -= usize::from(cell.0 > 0);
            j -= usize::from(cell.1 > 0);
            out.cells[out.len as usize] = cell;
            out.len += 1;
        }
        out.cells[..out.len as usize].reverse();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_costs_are_those_of_the_model() {
        assert_eq!(SoundCosts::embedded(), crate::names::Names::embedded().sounds);
    }
}
