//! Names drawn for people who do not exist.

use super::draw::Draw;

const FORENAMES: &str = include_str!("../../data/forenames.csv");
const SURNAMES: &str = include_str!("../../data/surnames.csv");

/// Pairs that would name somebody whom everybody knows.
const WELL_KNOWN: [(&str, &str); 12] = [
    ("Harry", "Kane"),
    ("Harry", "Styles"),
    ("George", "Harrison"),
    ("Emma", "Watson"),
    ("Emma", "Thompson"),
    ("David", "Cameron"),
    ("Theresa", "May"),
    ("Elton", "John"),
    ("Adele", "Adkins"),
    ("Tom", "Holland"),
    ("Harper", "Lee"),
    ("Florence", "Welch"),
];

const MOTHERS: [&str; 40] = [
    "Sarah",
    "Claire",
    "Emma",
    "Nicola",
    "Lisa",
    "Michelle",
    "Joanne",
    "Samantha",
    "Victoria",
    "Rachel",
    "Rebecca",
    "Gemma",
    "Laura",
    "Amy",
    "Kelly",
    "Natalie",
    "Leanne",
    "Stacey",
    "Farah",
    "Samina",
    "Aisha",
    "Priya",
    "Ngozi",
    "Catherine",
    "Helen",
    "Donna",
    "Kerry",
    "Jodie",
    "Katie",
    "Hannah",
    "Louise",
    "Jennifer",
    "Dawn",
    "Tracey",
    "Vicky",
    "Zoe",
    "Ewa",
    "Magda",
    "Ruth",
    "Heather",
];
const FATHERS: [&str; 40] = [
    "David",
    "Paul",
    "Mark",
    "Andrew",
    "James",
    "Christopher",
    "Lee",
    "Craig",
    "Daniel",
    "Matthew",
    "Stephen",
    "Gareth",
    "Darren",
    "Imran",
    "Asif",
    "Ravi",
    "Chidi",
    "Michael",
    "Richard",
    "Robert",
    "Simon",
    "Jonathan",
    "Adam",
    "Ryan",
    "Stuart",
    "Neil",
    "Kevin",
    "Ian",
    "Peter",
    "Anthony",
    "Wayne",
    "Dean",
    "Shaun",
    "Martin",
    "Piotr",
    "Tomasz",
    "Graham",
    "Philip",
    "Carl",
    "Ben",
];
const OLDER_WOMEN: [&str; 16] = [
    "Margaret",
    "Linda",
    "Susan",
    "Patricia",
    "Jean",
    "Christine",
    "Sheila",
    "Maureen",
    "Carol",
    "Barbara",
    "Rita",
    "Pauline",
    "Shirley",
    "Brenda",
    "Nasreen",
    "Joan",
];
const OLDER_MEN: [&str; 12] = [
    "Brian", "Alan", "Keith", "Derek", "Roy", "Raymond", "Trevor", "Barry", "Geoffrey", "Kenneth", "Mohammed", "Frank",
];

/// What somebody's forename should go with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    Mother,
    Father,
    OlderWoman,
    OlderMan,
}

/// The names there are, with how common each is.
pub(super) struct Names {
    girls: Vec<(&'static str, u32)>,
    boys: Vec<(&'static str, u32)>,
    surnames: Vec<(&'static str, u32)>,
}

impl Names {
    pub(super) fn read() -> Names {
        let forenames = |sex: &str| FORENAMES.lines().skip(1).filter_map(move |line| forename(line, sex)).collect();
        let surname = |line: &'static str| {
            let mut cells = line.split(',');
            Some((cells.next()?, cells.nth(1)?.parse().ok()?))
        };
        Names {
            girls: forenames("F"),
            boys: forenames("M"),
            surnames: SURNAMES.lines().skip(1).filter_map(surname).collect(),
        }
    }

    /// A family name.
    pub(super) fn surname(&self, draw: &mut Draw) -> &'static str {
        let drawn: &&str = draw.weighted(&self.surnames);
        drawn
    }

    /// A child's forename that goes with `surname` and is none of `taken`.
    pub(super) fn child(&self, draw: &mut Draw, sex: char, surname: &str, taken: &[&'static str]) -> &'static str {
        let list = if sex == 'F' { &self.girls } else { &self.boys };
        loop {
            let forename = *draw.weighted(list);
            if !taken.contains(&forename) && !WELL_KNOWN.contains(&(forename, surname)) {
                return forename;
            }
        }
    }

    /// A grown-up's name with `surname`.
    pub(super) fn adult(&self, draw: &mut Draw, kin: Kin, surname: &str) -> String {
        let list: &[&str] = match kin {
            Kin::Mother => &MOTHERS,
            Kin::Father => &FATHERS,
            Kin::OlderWoman => &OLDER_WOMEN,
            Kin::OlderMan => &OLDER_MEN,
        };
        let mut forename = *draw.pick(list);
        while WELL_KNOWN.contains(&(forename, surname)) {
            let again: &&str = draw.pick(list);
            forename = again;
        }
        format!("{forename} {surname}")
    }
}

fn forename(line: &'static str, wanted: &str) -> Option<(&'static str, u32)> {
    let mut cells = line.split(',');
    let (name, sex, births) = (cells.next()?, cells.next()?, cells.next()?);
    if sex == wanted { Some((name, births.parse().ok()?)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn every_line_of_the_lists_is_read() {
        let names = Names::read();
        assert_eq!((names.girls.len(), names.boys.len(), names.surnames.len()), (220, 220, 391));
        assert!(names.surnames.iter().any(|(name, _)| *name == "O'Sullivan"));
    }
}
