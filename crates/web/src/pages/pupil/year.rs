//! A pupil's year: every session of it, the runs of absence, the weekdays, lateness.

use domain::{
    code::{Class, Code},
    session::Session,
    sheet::Sheet,
};
use serde::Serialize;

use super::Header;
use crate::{
    chart::{Svg, bar::bar, span::span, year::Year},
    link::Link,
    mark::MarkCell,
    words,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearPage {
    /// Above the tabs.
    pub header: Header,
    /// `2026 to 2027, to the end of Friday 12 March.`
    pub period: String,
    /// The pictures, their key and their table; nothing when the school has no day in the year.
    pub year: Option<Year>,
    /// The runs of absence, newest first.
    pub runs: Vec<Run>,
    /// `13 absences`.
    pub runs_counted: String,
    /// The days of them all: `17`, to those sessions.
    pub runs_days: Link,
    /// `Authorised 11½ days, unauthorised 5½ days (1 of them not yet explained).` in pieces: those with an address are
    /// figures, the others words between them.
    pub kinds: Vec<Link>,
    /// Days missed on each weekday.
    pub weekdays: Vec<Weekday>,
    /// `10 of 13 absences begin on the first day after a weekend or holiday.`; may be empty.
    pub pattern: String,
    /// `Late 11 times, 9 minutes on average, longest 22. Never after the register closed.` in pieces like those of `kinds`.
    pub lateness: Vec<Link>,
    /// Absences announced for today or later: `Monday 15 March, morning: dentist. M (Leave for …).`
    pub plans: Vec<String>,
    /// The page that makes a certificate, when the reader may.
    pub certificate: Option<Link>,
    /// What the early warning says, where the school has it on.
    pub outlook: Option<crate::pages::outlook::Block>,
    /// What was counted to a day.
    pub count: crate::pages::count::Count,
}

/// Neighbouring sessions missed, whatever their codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// `Monday 8 March to Tuesday 9 March`.
    pub when: String,
    /// Its marks.
    pub href: String,
    /// Its codes, each once, in the order they first stand.
    pub marks: Vec<MarkCell>,
    /// `1½`.
    pub days: String,
    /// Days missed with all runs before it: `14½`.
    pub total: String,
}

/// The days missed on one weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weekday {
    /// `Monday`.
    pub name: &'static str,
    /// A bar beside the others'.
    pub bar: Svg,
    /// `10`.
    pub days: String,
    /// Those sessions; empty when there are none.
    pub href: String,
}

/// The runs of absence on `sheet`, oldest first. `link` is the address of the marks from one session to another.
pub fn runs(sheet: Sheet<'_>, link: &dyn Fn(Session, Session) -> String) -> Vec<Run> {
    let is_missed = |code: Option<Code>| code.and_then(|code| sheet.codes.class(code)).is_some_and(Class::is_absent);
    let marks = sheet.sessions.iter().zip(sheet.marks).map(|(&session, &mark)| (session, Code::from_number(mark)));
    let marks: Vec<(Session, Option<Code>)> = marks.collect();
    let mut total = 0;
    marks
        .chunk_by(|before, after| is_missed(before.1) == is_missed(after.1))
        .filter(|chunk| is_missed(chunk[0].1))
        .map(|chunk| {
            total += chunk.len() as u64;
            let (first, last) = (chunk[0].0, chunk[chunk.len() - 1].0);
            Run {
                when: span(first, last),
                href: link(first, last),
                marks: distinct(chunk).into_iter().map(|code| MarkCell::new(sheet.codes, Some(code))).collect(),
                days: count_of_days(chunk.len() as u64),
                total: count_of_days(total),
            }
        })
        .collect()
}

fn distinct(chunk: &[(Session, Option<Code>)]) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for code in chunk.iter().filter_map(|mark| mark.1) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The days missed on Monday to Friday, from half days. `link` is the address of the sessions missed on a weekday.
pub fn weekdays(half_days: [u64; 5], link: &dyn Fn(&str) -> String) -> Vec<Weekday> {
    const NAMES: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    let most = half_days.into_iter().max().unwrap_or_default();
    let href = |name: &str, half_days| if half_days == 0 { String::new() } else { link(&name.to_lowercase()) };
    let day = |(name, half_days)| Weekday {
        name,
        bar: bar(half_days, most, 120),
        days: count_of_days(half_days),
        href: href(name, half_days),
    };
    NAMES.into_iter().zip(half_days).map(day).collect()
}

/// Half days as the number of days alone: `½`, `1`, `14½`.
pub fn count_of_days(half_days: u64) -> String {
    words::days(half_days).split(' ').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chart::year::sample::Ellis,
        pages::pupil::{Tab, sample},
        templates::sample::render,
    };

    fn view() -> YearPage {
        let ellis = Ellis::default();
        let runs = runs(ellis.sheet(), &|first, last| format!("/pupils/4/sessions?from={first}&to={last}"));
        YearPage {
            header: sample::header(Tab::Year),
            period: "2026 to 2027, to the end of Friday 12 March.".into(),
            year: Some(ellis.year()),
            runs_counted: words::counted(runs.len() as i64, "absence", "absences"),
            runs_days: Link::new(
                runs.last().map(|run| run.total.clone()).unwrap_or_default(),
                "/pupils/4/sessions?counted=absent",
            ),
            runs: runs.into_iter().rev().collect(),
            kinds: vec![
                Link::new("Authorised ", ""),
                Link::new("11½ days", "/pupils/4/sessions?counted=authorised"),
                Link::new(", unauthorised ", ""),
                Link::new("5½ days", "/pupils/4/sessions?counted=unauthorised"),
                Link::new(".", ""),
            ],
            weekdays: weekdays([20, 10, 0, 2, 2], &|day| format!("/pupils/5/sessions?counted={day}")),
            pattern: "10 of 13 absences begin on the first day after a weekend or holiday.".into(),
            lateness: vec![
                Link::new("Late ", ""),
                Link::new("5 times", "/pupils/4/sessions?counted=late"),
                Link::new(", 9 minutes on average, longest 22. Never after the register closed.", ""),
            ],
            plans: vec!["Monday 15 March, morning: dentist. M (Medical appointment).".into()],
            certificate: Some(Link::new("Certificate of attendance", "/pupils/4/certificate")),
            outlook: None,
            count: crate::pages::count::sample(),
        }
    }

    #[test]
    fn a_pupil_s_year_is_made_from_its_sample() {
        let html = render(&sample::frame("Ellis Hargreaves"), "pupil/year.html", &view());
        assert!(html.contains("13 absences"));
        assert!(
            html.contains(
                "Late <a class=\"govuk-link\" href=\"/pupils/4/sessions?counted=late\">5 times</a>, 9 minutes"
            )
        );
        assert!(
            html.contains("Authorised <a class=\"govuk-link\" href=\"/pupils/4/sessions?counted=authorised\">11½ days")
        );
        assert!(html.contains("Monday 15 March, morning: dentist."));
        assert!(html.contains("tel:07700900112"));
        assert!(html.contains("Address protected: never to Dawn Hargreaves"));
        assert!(html.contains("Show the year as a table"));
        assert!(html.len() < 120_000, "{} bytes", html.len());
    }

    #[test]
    fn a_pupil_without_a_session_or_a_contact_gets_a_page_that_says_so() {
        let mut view =
            YearPage { year: None, runs: Vec::new(), weekdays: weekdays([0; 5], &|_| String::new()), ..view() };
        view.header.around = crate::pages::pupil::Around {
            nobody: "No contact is on record. The office adds them from the admission register.".into(),
            ..Default::default()
        };
        view.header.standing.bands.clear();
        view.header.next = None;
        let html = render(&sample::frame("Ellis Hargreaves, empty"), "pupil/year.html", &view);
        assert!(html.contains("No contact is on record."));
        assert!(html.contains("No session was missed"));
        assert!(html.contains("has no day in this year"));
    }

    #[test]
    fn a_run_counts_its_days_and_names_each_code_once() {
        let ellis = Ellis::default();
        let runs = runs(ellis.sheet(), &|_, _| String::new());
        let last = runs.last().expect("13 runs");
        assert_eq!((last.when.as_str(), last.days.as_str()), ("Monday 8 March to Tuesday 9 March", "2"));
        assert_eq!(last.marks.iter().map(|mark| mark.letters.as_str()).collect::<Vec<_>>(), ["O", "N"]);
        let totals: Vec<&str> = runs.iter().map(|run| run.total.as_str()).collect();
        assert_eq!(totals, ["2", "3", "4½", "5½", "6½", "8½", "10", "11", "11½", "12½", "14½", "15", "17"]);
    }
}
