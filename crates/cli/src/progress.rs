//! Progress of long work, on standard error: a bar on a terminal, a line for each step elsewhere.

use std::{cell::RefCell, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far work has come.
pub struct Progress {
    bar: ProgressBar,
    step: RefCell<String>,
}

impl Progress {
    /// Progress that nothing was said of yet.
    pub fn begin() -> Progress {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg:30} {bar:30} {pos} of {len}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress { bar, step: RefCell::new(String::new()) }
    }

    /// `step` has come to `done` of `total`.
    pub fn reach(&self, step: &str, done: u64, total: u64) {
        if *self.step.borrow() != step {
            self.step.replace(step.to_owned());
            if self.bar.is_hidden() {
                eprintln!("{step} …");
            }
        }
        self.bar.set_length(total);
        self.bar.set_message(step.to_owned());
        self.bar.set_position(done);
    }

    /// The bar, for work on several threads.
    pub fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}
