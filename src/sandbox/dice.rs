//! Numbers that look thrown, and come out the same whenever the same is asked for.

/// A row of numbers that hangs on where it began (`SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// The row of one thing among many: the seed of the world, then what tells the thing from the others.
    pub fn of(seed: u64, thing: &[usize]) -> Self {
        thing.iter().fold(Dice(seed), |mut dice, part| Dice(dice.next() ^ *part as u64))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Whether this happens, which it does so often in a hundred times.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    /// One of these; there has to be one.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let count = from.len() as u64;
        &from[usize::try_from(self.next() % count).unwrap_or_default()]
    }

    /// A GUID.
    pub fn guid(&mut self) -> String {
        uuid::Builder::from_random_bytes((u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_has_the_same_numbers_and_another_has_others() {
        let row = |seed, thing: &[usize]| {
            let mut dice = Dice::of(seed, thing);
            [(); 4].map(|()| dice.next())
        };
        assert_eq!(row(1, &[2, 3]), row(1, &[2, 3]));
        let rows = [row(1, &[2, 3]), row(1, &[3, 2]), row(2, &[2, 3]), row(1, &[2]), row(1, &[2, 4])];
        for (index, one) in rows.iter().enumerate() {
            assert!(!rows[..index].contains(one), "{one:?}");
        }
    }

    #[test]
    fn chances_are_about_as_large_as_they_say() {
        let mut dice = Dice::of(7, &[]);
        let hits = (0..10_000).filter(|_| dice.percent(20)).count();
        assert!((1_800..2_200).contains(&hits), "{hits}");
        assert_eq!(Dice::of(7, &[]).guid().len(), 36);
    }
}
