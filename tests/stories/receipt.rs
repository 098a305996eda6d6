//! A receipt as a file: the page in print, with every session behind it.

use web::urls;

use crate::{
    hillside::{DORA, ELLIS, LEAD},
    house::on_both,
};

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_receipt_is_printed_as_an_accessible_file_that_its_page_links_to() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let file = urls::receipt_file(ELLIS, "lancashire", "pathway");
        let page = lead.page(&urls::receipt(ELLIS, "lancashire", "pathway"));
        assert!(page.links().contains(&file), "{:?}", page.links());
        let pdf = lead.get(&file);
        assert_eq!(pdf.status, 200);
        assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
        for part in ["/StructTreeRoot", "<pdfuaid:part>1</pdfuaid:part>", "applies to Ellis Hargreaves"] {
            assert!(contains(&pdf.bytes, part), "{part} is missing");
        }
        assert_eq!(lead.get(&file).bytes, pdf.bytes, "the same decision is the same file");
        // More sessions behind it take more room.
        let other = lead.get(&urls::receipt_file(DORA, "lancashire", "formal-intervention"));
        assert!(other.bytes.starts_with(b"%PDF-1.7"), "{}", other.status);
        assert_ne!(other.bytes, pdf.bytes);
        assert_eq!(lead.get(&urls::receipt_file(ELLIS, "lancashire", "nothing-like-that")).status, 404);
    });
}
