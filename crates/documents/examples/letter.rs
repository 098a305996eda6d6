//! Writes the example letter: `cargo run --release -p documents --example letter -- letter.pdf`. Says how long one takes.
//! A second argument takes the place of the child's name.

use std::{env, error::Error, fs, process::ExitCode, time::Instant};

use documents::{
    example,
    letter::{self, Letter},
};

const LETTERS: u32 = 20;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("say where to write the letter, such as `letter.pdf`");
        return ExitCode::from(2);
    };
    let mut letter = example::letter();
    if let Some(name) = arguments.next() {
        letter.about.name = name;
    }
    match write(&path, letter) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn write(path: &str, mut letter: Letter) -> Result<String, Box<dyn Error>> {
    let start = Instant::now();
    let bytes = letter::pdf(&letter)?;
    let first = start.elapsed();
    fs::write(path, &bytes)?;
    let start = Instant::now();
    for number in 0..LETTERS {
        letter.reference = format!("HPS 2027-{number:03}");
        letter::pdf(&letter)?;
    }
    let each = start.elapsed() / LETTERS;
    Ok(format!("first letter {} ms, then {} ms each, {} bytes", first.as_millis(), each.as_millis(), bytes.len()))
}
