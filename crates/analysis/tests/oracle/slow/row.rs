//! The row of a pupil in a file, cell by cell.

use std::collections::BTreeMap;

use jiff::civil::Weekday;

use super::{Book, Counts, Standing, count, percent_with_six_decimals, reaches};

impl Book {
    /// Each cell that is not 0 for want of marks, by its header; codes by their letters.
    pub fn row(&self, upn: &str, marks: &[Standing]) -> BTreeMap<String, String> {
        let counts = Counts::of(marks);
        let mut row: BTreeMap<String, String> = BTreeMap::new();
        let mut put = |name: &str, cell: String| row.insert(name.to_owned(), cell);
        put("upn", upn.to_owned());
        put("sessions_recorded", marks.len().to_string());
        put("sessions_not_possible", counts.not_possible.to_string());
        put("sessions_possible", counts.possible().to_string());
        put("sessions_attended", counts.attended.to_string());
        put("sessions_authorised", counts.authorised.to_string());
        put("sessions_unauthorised", counts.unauthorised.to_string());
        put("attendance_percent", percent_with_six_decimals(counts.attended, counts.possible()));
        put("absence_percent", percent_with_six_decimals(counts.missed(), counts.possible()));
        put("persistently_absent", word(reaches(counts.missed(), counts.possible(), 10_000)));
        put("severely_absent", word(reaches(counts.missed(), counts.possible(), 50_000)));
        let coded = |letters: &str| marks.iter().filter(|mark| mark.letters == letters).count().to_string();
        put("late_before_close", coded("L"));
        put("late_after_close", coded("U"));
        put("minutes_late", count::minutes(marks).to_string());
        let half = if counts.missed() % 2 == 1 { ".5" } else { "" };
        put("days_missed", format!("{}{half}", counts.missed() / 2));
        put("days_touched", count::days_touched(marks).to_string());
        let spells = count::spells(marks);
        put("longest_spell", spells.iter().map(|spell| spell.marks.len()).max().unwrap_or(0).to_string());
        put("first_days_back", count::missed_on_first_days_back(self, marks).len().to_string());
        for (weekday, name) in [
            (Weekday::Monday, "monday"),
            (Weekday::Tuesday, "tuesday"),
            (Weekday::Wednesday, "wednesday"),
            (Weekday::Thursday, "thursday"),
            (Weekday::Friday, "friday"),
        ] {
            let missed = marks.iter().filter(|mark| mark.day.weekday() == weekday && count::is_missed(&mark.letters));
            put(name, missed.count().to_string());
        }
        row.extend(count::by_letters(marks).into_iter().map(|(letters, count)| (letters, count.to_string())));
        row
    }
}

fn word(answer: Option<bool>) -> String {
    let word = match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    word.to_owned()
}
