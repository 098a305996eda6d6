//! Marks at rest: only what differs from the usual mark of a session, in words of 16 bits.
//!
//! A word is the session (9 bits), the byte (6 bits), and whether the same byte goes on: then the next word says for how many
//! sessions. Illness of a week, and the months before a pupil joined, are two words each.

use crate::data::SESSIONS;

const SESSION_BITS: u32 = 9;
const GOES_ON: u16 = 1 << 15;
/// The mark of somebody who is there: codes 0 and 1, morning and afternoon.
const USUAL: [u8; SESSIONS] = {
    let mut usual = [0; SESSIONS];
    let mut session = 1;
    while session < SESSIONS {
        usual[session] = 1;
        session += 2;
    }
    usual
};

/// Appends the words of a pupil's row, and says how many they are.
pub fn write(row: &[u8; SESSIONS], words: &mut Vec<u8>) -> u16 {
    let (mut session, mut count) = (0, 0);
    while session < SESSIONS {
        let byte = row[session];
        if byte == USUAL[session] {
            session += 1;
            continue;
        }
        let length = row[session..].iter().take_while(|&&next| next == byte).count();
        let word = session as u16 | u16::from(byte) << SESSION_BITS;
        if length == 1 {
            words.extend(word.to_le_bytes());
        } else {
            words.extend([word | GOES_ON, length as u16].map(u16::to_le_bytes).as_flattened());
        }
        count += 1 + u16::from(length > 1);
        session += length;
    }
    count
}

/// The row that these words stand for; nothing where they are no row.
pub fn read(words: &[[u8; 2]], row: &mut [u8; SESSIONS]) -> Option<()> {
    *row = USUAL;
    let mut words = words.iter().map(|&word| u16::from_le_bytes(word));
    while let Some(word) = words.next() {
        let (session, byte) = (usize::from(word & ((1 << SESSION_BITS) - 1)), (word & !GOES_ON) >> SESSION_BITS);
        if word & GOES_ON == 0 {
            *row.get_mut(session)? = byte as u8;
        } else {
            let length = usize::from(words.next()?);
            row.get_mut(session..session + length)?.fill(byte as u8);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Authority;

    #[test]
    fn every_row_of_a_school_comes_back_as_it_was() {
        let school = Authority::invent(1).school(0).expect("the first school is always there");
        for row in school.marks.as_chunks::<SESSIONS>().0 {
            let (mut words, mut back) = (Vec::new(), [0; SESSIONS]);
            let count = write(row, &mut words);
            assert_eq!(words.len(), usize::from(count) * 2);
            assert_eq!(read(words.as_chunks().0, &mut back), Some(()));
            assert_eq!(&back, row);
        }
    }

    #[test]
    fn words_that_leave_the_year_are_no_row() {
        let mut row = [0; SESSIONS];
        assert_eq!(read(&[(SESSIONS as u16).to_le_bytes()], &mut row), None);
        assert_eq!(read(&[(379 | GOES_ON).to_le_bytes(), 2_u16.to_le_bytes()], &mut row), None);
        assert_eq!(read(&[(379 | GOES_ON).to_le_bytes()], &mut row), None);
    }
}
