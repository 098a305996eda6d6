//! The acts of an invented school: registers taken day by day, and corrections of any day by anybody.

use super::*;

/// The log, in order.
pub fn entries(random: &mut Random, book: &Book, placed: &[Placed], codes: &CodeTable) -> Vec<Entry> {
    let mut acts: Vec<(i64, Act, Vec<Mark>)> = Vec::new();
    let mut now = 1_717_000_000;
    for day in book.every_day() {
        now += 86_400;
        if !book.is_in_register(day) && !random.happens(4) {
            continue;
        }
        for half in Half::BOTH {
            let session = Session::new(day, half);
            if random.happens(88) {
                let marks = taken(random, session, placed, codes);
                acts.push((now, Act::Taken { group: GroupId(7) }, marks));
            }
            while random.happens(22) {
                // Somebody's clock is wrong now and then.
                let at = if random.happens(10) { now - random.below(900_000) as i64 } else { now + 60 };
                let act = random.one_of(&[0, 1, 2]);
                let act = [Act::Amended, Act::SignedIn, Act::ReasonFound][act].clone();
                acts.push((at, act, corrected(random, day, placed, codes)));
            }
        }
    }
    chained(acts)
}

fn taken(random: &mut Random, session: Session, placed: &[Placed], codes: &CodeTable) -> Vec<Mark> {
    let mut marks = Vec::new();
    for one in placed.iter().filter(|one| one.joins <= session.date && session.date <= one.leaves) {
        if random.happens(95) {
            marks.push(mark(random, *one, session, codes));
        }
    }
    marks
}

/// A few marks of any days, weekends and holidays and days to come among them; sometimes of one session twice.
fn corrected(random: &mut Random, today: Date, placed: &[Placed], codes: &CodeTable) -> Vec<Mark> {
    let mut marks = Vec::new();
    for _ in 0..1 + random.below(3) {
        let back = random.one_of(&[3, 30, 60]);
        let day = random.day(today - i64::from(back).days(), today + 5.days());
        let session = Session::new(day, random.one_of(&Half::BOTH));
        let whose = placed[random.below(placed.len())];
        for _ in 0..1 + usize::from(random.happens(10)) {
            marks.push(mark(random, whose, session, codes));
        }
    }
    marks
}

fn mark(random: &mut Random, whose: Placed, session: Session, codes: &CodeTable) -> Mark {
    let present = if session.half == Half::Morning { "/" } else { "\\" };
    let letters = match random.below(60) {
        _ if random.happens(whose.there) => present,
        0..8 => "L",
        8..15 => "U",
        15..30 => "I",
        _ => {
            let in_force: Vec<&str> = codes.in_force(session.date).map(|entry| entry.letters.as_str()).collect();
            random.one_of(&in_force)
        }
    };
    let code = codes.find(letters, session.date).expect("in force that day");
    let is_late = letters == "L" || letters == "U";
    let minutes_late = (is_late && random.happens(70)).then(|| 1 + random.below(120) as u16);
    Mark { pupil: PupilId(whose.pupil), session, was: None, code, minutes_late, note: String::new() }
}

fn chained(acts: Vec<(i64, Act, Vec<Mark>)>) -> Vec<Entry> {
    let by = By { person: PersonId(1), name: "Ada Holt".into(), position: "class teacher".into() };
    let mut previous = GENESIS;
    let mut entries = Vec::new();
    for ((at, act, marks), number) in acts.into_iter().zip(1..) {
        let at = Timestamp::from_second(at).expect("in range");
        let what = NewEntry { school: SCHOOL, at, by: by.clone(), act, reason: String::new(), marks };
        let entry = Entry::chain(what, number, previous);
        previous = entry.hash;
        entries.push(entry);
    }
    entries
}
