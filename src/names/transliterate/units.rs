//! The units of a joint model, to be found by their letters on either side.

use std::borrow::Cow;

/// Letters that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetterUnit {
    /// Latin letters, zeros after the last.
    pub latin: [u8; 4],
    /// Arabic letters, zeros after the last.
    pub arabic: [u8; 2],
}

impl LetterUnit {
    /// The unit of letters, at most four Latin and two Arabic ones.
    pub fn new(latin: &[u8], arabic: &[u8]) -> Self {
        let mut unit = LetterUnit { latin: [0; 4], arabic: [0; 2] };
        unit.latin[..latin.len()].copy_from_slice(latin);
        unit.arabic[..arabic.len()].copy_from_slice(arabic);
        unit
    }

    /// The Latin letters.
    pub fn latin(&self) -> &[u8] {
        &self.latin[..self.latin.iter().take_while(|&&c| c > 0).count()]
    }

    /// The Arabic letters.
    pub fn arabic(&self) -> &[u8] {
        &self.arabic[..self.arabic.iter().take_while(|&&c| c > 0).count()]
    }
}

/// Which way a name goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// From Arabic to Latin letters.
    ToLatin,
    /// From Latin to Arabic letters.
    ToArabic,
}

/// Units by their source letters: for each way, keys in order and where the units of each begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitTable {
    /// Six bytes a unit: four Latin letters, two Arabic ones.
    pub units: Cow<'static, [[u8; 6]]>,
    /// Source keys to Arabic, ascending.
    pub latin_keys: Cow<'static, [u32]>,
    /// Where the units of a Latin key begin in `latin_units`; one more than keys.
    pub latin_firsts: Cow<'static, [u32]>,
    /// Unit numbers by Latin key.
    pub latin_units: Cow<'static, [u16]>,
    /// Source keys to Latin, ascending.
    pub arabic_keys: Cow<'static, [u32]>,
    /// Where the units of an Arabic key begin.
    pub arabic_firsts: Cow<'static, [u32]>,
    /// Unit numbers by Arabic key.
    pub arabic_units: Cow<'static, [u16]>,
}

fn key(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |k, &c| k << 8 | u32::from(c))
}

impl UnitTable {
    /// The table of units in order.
    pub fn new(units: &[LetterUnit]) -> Self {
        let by = |source: &dyn Fn(&LetterUnit) -> u32| {
            let mut rows: Vec<(u32, u16)> =
                units.iter().enumerate().map(|(i, u)| (source(u), i as u16)).collect();
            rows.sort_unstable();
            let (mut keys, mut firsts, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
            for (k, u) in rows {
                if keys.last() != Some(&k) {
                    keys.push(k);
                    firsts.push(numbers.len() as u32);
                }
                numbers.push(u);
            }
            firsts.push(numbers.len() as u32);
            (keys.into(), firsts.into(), numbers.into())
        };
        let (latin_keys, latin_firsts, latin_units) = by(&|u| key(u.latin()));
        let (arabic_keys, arabic_firsts, arabic_units) = by(&|u| key(u.arabic()));
        let units = units
            .iter()
            .map(|u| [u.latin[0], u.latin[1], u.latin[2], u.latin[3], u.arabic[0], u.arabic[1]])
            .collect::<Vec<_>>();
        UnitTable {
            units: units.into(),
            latin_keys,
            latin_firsts,
            latin_units,
            arabic_keys,
            arabic_firsts,
            arabic_units,
        }
    }

    /// The units whose source is `letters`.
    pub fn of(&self, way: Way, letters: &[u8]) -> &[u16] {
        let (keys, firsts, units) = match way {
            Way::ToArabic => (&self.latin_keys, &self.latin_firsts, &self.latin_units),
            Way::ToLatin => (&self.arabic_keys, &self.arabic_firsts, &self.arabic_units),
        };
        match keys.binary_search(&key(letters)) {
            Ok(k) => &units[firsts[k] as usize..firsts[k + 1] as usize],
            Err(_) => &[],
        }
    }

    /// Puts the units of each key in order of what `cost` says of them.
    pub fn sort(&mut self, cost: impl Fn(u16) -> Option<u32>) {
        for (firsts, units) in
            [(&self.latin_firsts, &mut self.latin_units), (&self.arabic_firsts, &mut self.arabic_units)]
        {
            for range in firsts.windows(2) {
                let own = &mut units.to_mut()[range[0] as usize..range[1] as usize];
                own.sort_by_key(|&u| (cost(u), u));
            }
        }
    }

    /// The letters a unit puts on the target side.
    pub fn target(&self, way: Way, unit: u16) -> &[u8] {
        let unit = &self.units[unit as usize];
        let side = match way {
            Way::ToArabic => &unit[4..],
            Way::ToLatin => &unit[..4],
        };
        &side[..side.iter().take_while(|&&c| c > 0).count()]
    }

    /// The letters a unit takes from the source side.
    pub fn source(&self, way: Way, unit: u16) -> &[u8] {
        self.target(if way == Way::ToArabic { Way::ToLatin } else { Way::ToArabic }, unit)
    }
}
