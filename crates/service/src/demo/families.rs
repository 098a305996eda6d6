//! Households: brothers and sisters across classes and schools, the grown-ups to ring, and where they live.

use domain::{id::ContactId, pupil::Contact};

use super::{
    district::District,
    draw::Draw,
    names::{Kin, Names},
    roll::Child,
    schools::{AREAS, Place},
};

/// What a family shares.
#[derive(Debug, Clone)]
pub(super) struct Household {
    pub(super) number: i64,
    /// How often its children stay at home, beside other families: 0 is usual.
    pub(super) habit: f64,
    pub(super) is_disadvantaged: bool,
    pub(super) social_care: SocialCare,
}

/// Whether children's social care works with the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SocialCare {
    None,
    ChildInNeed,
    ProtectionPlan,
    InCare,
    PreviouslyInCare,
}

/// A child with a name and a family.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) forename: &'static str,
    pub(super) surname: &'static str,
    /// A place in the list of households.
    pub(super) household: usize,
}

/// All families: the name of each child in the order given, the households, and the contacts by child.
pub(super) struct Families {
    pub(super) named: Vec<Named>,
    pub(super) households: Vec<Household>,
    pub(super) contacts: Vec<Contact>,
}

/// Makes families of the children of each area.
pub(super) fn families(district: District, children: &[Child], places: &[Place], names: &Names) -> Families {
    let mut draw = district.draw(31);
    let mut households = Vec::new();
    let mut named: Vec<Option<Named>> = children.iter().map(|_| None).collect();
    let mut people: Vec<Vec<Contact>> = children.iter().map(|_| Vec::new()).collect();
    for area in 0..AREAS {
        let mut waiting: Vec<usize> = (0..children.len()).filter(|&child| children[child].area == area).collect();
        draw.shuffle(&mut waiting);
        while let Some(first) = waiting.pop() {
            let brood = brood(&mut draw, children, first, &mut waiting);
            let surname = names.surname(&mut draw);
            households.push(household(&mut draw, district.number(households.len())));
            let town = &places[children[first].stays[0].school].town;
            let social_care = households[households.len() - 1].social_care;
            let adults = adults(&mut draw, names, surname, town, social_care);
            let mut taken = Vec::new();
            for child in brood {
                let forename = names.child(&mut draw, children[child].sex, surname, &taken);
                taken.push(forename);
                named[child] = Some(Named { forename, surname, household: households.len() - 1 });
                people[child] =
                    adults.iter().map(|adult| Contact { pupil: children[child].id, ..adult.clone() }).collect();
            }
        }
    }
    let named = named.into_iter().map(|one| one.expect("every child is of one area")).collect();
    let mut contacts: Vec<Contact> = people.into_iter().flatten().collect();
    for (contact, place) in contacts.iter_mut().zip(0..) {
        contact.id = ContactId(district.number(place));
    }
    Families { named, households, contacts }
}

/// The first child with their brothers and sisters: children of the area born in other school years, or twins.
fn brood(draw: &mut Draw, children: &[Child], first: usize, waiting: &mut Vec<usize>) -> Vec<usize> {
    let size = *draw.weighted(&[(1, 52), (2, 35), (3, 11), (4, 2)]);
    let mut brood = vec![first];
    while brood.len() < size {
        let apart = |other: usize| {
            let years = |one: usize| (children[one].born - children[other].born).get_days().abs();
            brood.iter().all(|&one| years(one) > 330)
        };
        // Looking at the last few of a shuffled list is as good as looking at all.
        let found = waiting.iter().rev().take(12).position(|&other| apart(other));
        let Some(found) = found else { break };
        brood.push(waiting.remove(waiting.len() - 1 - found));
    }
    brood
}

fn household(draw: &mut Draw, number: i64) -> Household {
    let is_disadvantaged = draw.chance(0.26);
    let in_need = if is_disadvantaged { 60 } else { 8 };
    let social_care = *draw.weighted(&[
        (SocialCare::None, 1950),
        (SocialCare::ChildInNeed, in_need),
        (SocialCare::ProtectionPlan, in_need / 4),
        (SocialCare::InCare, 14),
        (SocialCare::PreviouslyInCare, 12),
    ]);
    Household { number, habit: draw.normal(), is_disadvantaged, social_care }
}

const STREETS: [&str; 18] = [
    "Larch Close",
    "Mill Brow",
    "Quarry Road",
    "Chapel Lane",
    "Fell View",
    "Beckside",
    "Station Road",
    "Curlew Drive",
    "Weavers Row",
    "Tithe Barn Lane",
    "Low Moor Avenue",
    "Bobbin Street",
    "Drovers Way",
    "Kiln Gardens",
    "Sheepfold Rise",
    "Heron Court",
    "Packhorse Road",
    "Lime Tree Walk",
];

/// An address in a postcode area that does not exist.
fn address(draw: &mut Draw, town: &str) -> String {
    let letters = ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];
    let code = format!("FS{} {}{}{}", draw.between(1, 9), draw.between(1, 9), draw.pick(&letters), draw.pick(&letters));
    format!("{} {}, {town}, {code}", draw.between(1, 120), draw.pick(&STREETS))
}

fn mobile(draw: &mut Draw) -> String {
    format!("07700 900{:03}", draw.between(0, 999))
}

fn landline(draw: &mut Draw) -> String {
    format!("01632 960{:03}", draw.between(0, 999))
}

/// The grown-ups of a family in the order to ring them. Their pupil and identifier are given afterwards.
fn adults(draw: &mut Draw, names: &Names, surname: &str, town: &str, care: SocialCare) -> Vec<Contact> {
    let home = address(draw, town);
    let mut list: Vec<Contact> = Vec::new();
    if care == SocialCare::InCare {
        let other = names.surname(draw);
        let carer = names.adult(draw, Kin::Mother, other);
        list.push(contact(carer, "foster carer", mobile(draw), &home).parent().at_home().protected());
        let other = names.surname(draw);
        let worker = names.adult(draw, Kin::Mother, other);
        list.push(contact(
            worker,
            "social worker",
            landline(draw),
            "Fellshire County Council, County Square, Marlbeck",
        ));
        let mother = names.adult(draw, Kin::Mother, surname);
        let elsewhere = address(draw, town);
        list.push(contact(mother, "mother", mobile(draw), &elsewhere).parent());
        return ordered(list);
    }
    let mother = names.adult(draw, Kin::Mother, surname);
    let fathers_name = if draw.chance(0.18) { names.surname(draw) } else { surname };
    let father = names.adult(draw, Kin::Father, fathers_name);
    let shape = *draw.weighted(&[("together", 62), ("apart", 22), ("mother", 12), ("father", 4)]);
    if shape != "father" {
        list.push(contact(mother, "mother", mobile(draw), &home).parent().at_home());
    }
    match shape {
        "together" | "father" => list.push(contact(father, "father", mobile(draw), &home).parent().at_home()),
        "apart" => {
            let elsewhere = address(draw, town);
            list.push(contact(father, "father", mobile(draw), &elsewhere).parent());
            let is_protected = draw.chance(if care == SocialCare::None { 0.03 } else { 0.3 });
            if is_protected {
                list[0].is_protected = true;
            }
        }
        _ => {}
    }
    if list.len() < 2 || draw.chance(0.3) {
        let (kin, word) =
            if draw.chance(0.7) { (Kin::OlderWoman, "grandmother") } else { (Kin::OlderMan, "grandfather") };
        let elsewhere = address(draw, town);
        let name = names.adult(draw, kin, surname);
        list.push(contact(name, word, landline(draw), &elsewhere));
    }
    ordered(list)
}

fn ordered(mut list: Vec<Contact>) -> Vec<Contact> {
    for (contact, order) in list.iter_mut().zip(1..) {
        contact.order = order;
    }
    list
}

/// Nine in ten gave an e-mail address; who did not is told by the name, so that it stays the same.
fn email(name: &str) -> String {
    let is_known = name.bytes().map(u32::from).sum::<u32>() % 10 != 0;
    let plain = name.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), ".");
    if is_known { format!("{plain}@home.example") } else { String::new() }
}

fn contact(name: String, relationship: &str, phone: String, address: &str) -> Contact {
    Contact {
        id: ContactId(0),
        pupil: domain::id::PupilId(0),
        order: 0,
        email: email(&name),
        name,
        relationship: relationship.into(),
        phone,
        is_parent: false,
        lives_with: false,
        address: address.into(),
        is_protected: false,
    }
}

trait Kinship {
    fn parent(self) -> Self;
    fn at_home(self) -> Self;
    fn protected(self) -> Self;
}

impl Kinship for Contact {
    fn parent(self) -> Contact {
        Contact { is_parent: true, ..self }
    }

    fn at_home(self) -> Contact {
        Contact { lives_with: true, ..self }
    }

    fn protected(self) -> Contact {
        Contact { is_protected: true, ..self }
    }
}
