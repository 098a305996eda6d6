//! The stages, and the order in which CI runs them: what fails fast comes first.

use crate::{
    browser, checks, install, letter,
    stages::{Count, Stage},
    tidy,
};

/// Installs everything.
pub const INSTALL: Stage = Stage { name: "install", run: |place| install::everything(place).map(|()| Count::NONE) };
/// Installs the tools that come through pip.
pub const INSTALL_TOOLS: Stage =
    Stage { name: "install tools", run: |place| install::tools(place).map(|()| Count::NONE) };
/// Formats the code.
pub const REFORMAT: Stage = Stage { name: "format", run: checks::reformat };
/// Checks that the code is formatted.
const FORMAT: Stage = Stage { name: "format", run: checks::format };
/// Checks the house rules.
pub const TIDY: Stage = Stage { name: "tidy", run: tidy::stage };
/// Runs clippy.
pub const LINT: Stage = Stage { name: "lint", run: checks::lint };
/// Checks licences, bans, sources and advisories.
pub const DENY: Stage = Stage { name: "deny", run: checks::deny };
/// Builds the release profile, which is the only one.
pub const BUILD: Stage = Stage { name: "build", run: checks::build };
/// Unit, pack, storage and story tests.
pub const TEST: Stage = Stage { name: "test", run: checks::test };
/// Checks the packs.
pub const PACKS: Stage = Stage { name: "packs", run: checks::packs };
/// Checks a letter.
pub const LETTER: Stage = Stage { name: "letter", run: letter::stage };
/// The browser stories.
pub const BROWSER: Stage = Stage { name: "browser", run: browser::stage };

/// What `cargo xtask ci` does.
pub fn everything() -> Vec<Stage> {
    vec![INSTALL, FORMAT, TIDY, LINT, DENY, BUILD, TEST, PACKS, LETTER, BROWSER]
}
