//! The design system's own examples: every one has to come out of our engine as the design system says.

use std::{fs, path::Path};

use minijinja::{Value, context, value::Serde};

use super::dom::{Piece, pieces};

/// How many examples there are, and those that differ, with the first difference of each.
fn differing() -> (usize, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor/govuk-frontend-6.3.0/fixtures");
    let environment = super::environment();
    let (mut count, mut faults) = (0, Vec::new());
    for file in fs::read_dir(folder).expect("vendored") {
        let text = fs::read_to_string(file.expect("readable").path()).expect("text");
        let component: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let name = component["component"].as_str().expect("named");
        let source = call(name);
        for fixture in component["fixtures"].as_array().expect("a list") {
            count += 1;
            let params = Value::from(Serde(&fixture["options"]));
            let expected = pieces(fixture["html"].as_str().expect("HTML"));
            let fault = match environment.render_str(&source, context! { params }) {
                Ok(html) => difference(&pieces(&html), &expected),
                Err(error) => Some(super::trail(&error)),
            };
            faults.extend(fault.map(|fault| format!("{name}, {}: {fault}", fixture["name"])));
        }
    }
    (count, faults)
}

/// `{% from … import govukButton %}{{ govukButton(params) }}`
fn call(component: &str) -> String {
    let name = pascal(component);
    format!(
        "{{% from \"govuk_frontend_jinja/components/{component}/macro.html\" import govuk{name} %}}\
         {{{{ govuk{name}(params) }}}}"
    )
}

/// `service-navigation` as the macros write it, `ServiceNavigation`.
pub fn pascal(component: &str) -> String {
    component.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn difference(got: &[Piece], expected: &[Piece]) -> Option<String> {
    let at = got.iter().zip(expected).position(|(got, expected)| got != expected);
    let at = at.or_else(|| (got.len() != expected.len()).then(|| got.len().min(expected.len())))?;
    Some(format!("got {:?}, expected {:?}", got.get(at), expected.get(at)))
}

#[test]
fn every_official_example_of_the_design_system_comes_out_as_it_says() {
    let (count, faults) = differing();
    assert_eq!(count, 657);
    assert!(faults.is_empty(), "{} differ:\n{}", faults.len(), faults.join("\n"));
}
