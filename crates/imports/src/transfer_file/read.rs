//! Reading a transfer file.

use std::{collections::BTreeSet, str::FromStr};

use domain::{Date, tally::Tally, upn::Upn};
use roxmltree::{Document, Node};

use super::{
    Attended, Contact, DOCUMENT, Destination, Header, Pupil, SchoolNumber, TransferFile, TransferFileError as Error,
    YearData,
};

/// Reads a file. The first fault ends it: half a file is none. Parts that are not known here are passed over.
pub fn read(xml: &str) -> Result<TransferFile, Error> {
    let document = Document::parse(xml).map_err(|error| Error::NotXml(error.to_string()))?;
    let root = document.root_element();
    let header = header_of(child(root, "Header")?)?;
    let mut known = BTreeSet::new();
    let pupils = children(child(root, "CTFpupilData")?, "Pupil").map(|node| {
        let pupil = pupil_of(node)?;
        if known.insert(pupil.upn) { Ok(pupil) } else { Err(Error::Twice(pupil.upn)) }
    });
    Ok(TransferFile { header, pupils: pupils.collect::<Result<_, Error>>()? })
}

fn header_of(node: Node<'_, '_>) -> Result<Header, Error> {
    let document = text(node, "DocumentName")?;
    if document != DOCUMENT {
        return Err(Error::Other(document));
    }
    let (source, destination) = (child(node, "SourceSchool")?, child(node, "DestSchool")?);
    let to = text(destination, "LEA")? + &text(destination, "Estab")?;
    Ok(Header {
        version: text(node, "CTFversion")?,
        at: value(node, "DateTime")?,
        qualifier: text(node, "DocumentQualifier")?,
        supplier: text(node, "SupplierID")?,
        source: number(source)?,
        source_name: text(source, "SchoolName")?,
        year: value(source, "AcademicYear")?,
        destination: Destination::parse(&to)?,
    })
}

fn pupil_of(node: Node<'_, '_>) -> Result<Pupil, Error> {
    let upn = text(node, "UPN")?;
    let upn = Upn::parse(&upn).map_err(|why| Error::Upn { upn, why })?;
    let details = find(node, "BasicDetails");
    let detail = |name| details.map_or_else(String::new, |details| optional(details, name));
    Ok(Pupil {
        upn,
        surname: text(node, "Surname")?,
        forename: text(node, "Forename")?,
        born: value(node, "DOB")?,
        sex: value(node, "Sex")?,
        former_upn: detail("FormerUPN"),
        called: detail("PreferredForename"),
        middle_names: detail("MiddleNames"),
        year_group: detail("NCyearActual"),
        address: address_of(node),
        contacts: each(node, ("Contacts", "Contact"), contact_of)?,
        years: each(node, ("Attendance", "YearData"), year_of)?,
        history: each(node, ("SchoolHistory", "School"), attended_of)?,
    })
}

fn address_of(node: Node<'_, '_>) -> Vec<String> {
    let lines = find(node, "Address").and_then(|address| find(address, "AddressLines"));
    let lines = lines.into_iter().flat_map(|lines| lines.children().filter(Node::is_element));
    lines.map(|line| line.text().unwrap_or_default().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn contact_of(node: Node<'_, '_>) -> Result<Contact, Error> {
    let phone = find(node, "Phones").and_then(|phones| find(phones, "Phone"));
    Ok(Contact {
        order: value(node, "Order")?,
        surname: text(node, "Surname")?,
        forename: optional(node, "Forename"),
        relationship: optional(node, "Relationship"),
        is_parent: value(node, "Responsibility")?,
        address: address_of(node),
        phone: phone.map_or_else(String::new, |phone| optional(phone, "PhoneNo")),
        email: optional(node, "Email"),
    })
}

fn year_of(node: Node<'_, '_>) -> Result<YearData, Error> {
    let possible: u32 = value(node, "SessionsPossible")?;
    let tally = Tally {
        attended: value(node, "SessionsAttended")?,
        authorised: value(node, "SessionsAuthorised")?,
        unauthorised: value(node, "SessionsUnauthorised")?,
    };
    let parts = [tally.attended, tally.authorised, tally.unauthorised];
    let counted = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(*part));
    if counted != possible {
        return Err(Error::Sum { possible, counted });
    }
    Ok(YearData { year: value(node, "Year")?, school: number(node)?, name: text(node, "SchoolName")?, tally })
}

fn attended_of(node: Node<'_, '_>) -> Result<Attended, Error> {
    let day = |name| find(node, name).map(|_| value::<Date>(node, name)).transpose();
    Ok(Attended {
        school: find(node, "Estab").map(|_| number(node)).transpose()?,
        name: text(node, "SchoolName")?,
        from: day("EntryDate")?,
        until: day("LeavingDate")?,
    })
}

/// Everything of one kind in a list that may not be there.
fn each<T>(
    node: Node<'_, '_>,
    (list, name): (&'static str, &'static str),
    read: fn(Node<'_, '_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let list = find(node, list).into_iter();
    list.flat_map(|list| children(list, name)).map(read).collect()
}

fn number(node: Node<'_, '_>) -> Result<SchoolNumber, Error> {
    Ok(SchoolNumber::parse(&(text(node, "LEA")? + &text(node, "Estab")?))?)
}

fn value<T: FromStr>(node: Node<'_, '_>, name: &'static str) -> Result<T, Error> {
    let value = text(node, name)?;
    value.parse().map_err(|_| Error::Value { element: name, value })
}

fn text(node: Node<'_, '_>, name: &'static str) -> Result<String, Error> {
    Ok(child(node, name)?.text().unwrap_or_default().to_owned())
}

fn optional(node: Node<'_, '_>, name: &'static str) -> String {
    find(node, name).and_then(|found| found.text()).unwrap_or_default().to_owned()
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Result<Node<'a, 'input>, Error> {
    find(node, name).ok_or_else(|| Error::Missing { name, inside: node.tag_name().name().to_owned() })
}

fn find<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

fn children<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.has_tag_name(name))
}
