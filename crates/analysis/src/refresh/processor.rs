//! What the processor can do, asked while the program runs, and the lanes made for it.
//!
//! This is the only place of the crate with `unsafe`, and it has three kinds of it: entering a function that is compiled for more
//! than every processor has, instructions that only such processors know, and loads and stores of whole registers. The first
//! two are sound because a [`Processor`] that stands for them exists only after the processor was asked; the third because
//! each goes to an array of exactly the register's size. Asking for memory ahead is a hint that neither reads nor writes.
//!
//! Besides, every way is tested with the address sanitizer, which a nightly Rust brings along:
//! `RUSTFLAGS=-Zsanitizer=address cargo +nightly test --target x86_64-unknown-linux-gnu -p analysis --test refresh`.
#![expect(unsafe_code, reason = "instructions chosen at run time; each use is argued beside it")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;

use super::{lanes::Machine, portable::Portable};

/// A way to do the arithmetic that this processor can go. All ways give the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Processor(Way);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// Something to do with whatever lanes there are.
pub(super) trait Work {
    fn on<M: Machine>(self, machine: M);
}

impl Processor {
    /// Plain Rust, for every processor.
    pub const PORTABLE: Processor = Processor(Way::Portable);

    /// All ways that this processor can go, the quickest last.
    pub fn available() -> Vec<Processor> {
        let mut ways = vec![Processor::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if avx2::is_available() {
                ways.push(Processor(Way::Avx2));
            }
            if avx512::is_available() {
                ways.push(Processor(Way::Avx512));
            }
        }
        ways
    }

    /// The quickest way.
    pub fn best() -> Processor {
        #[cfg(target_arch = "x86_64")]
        {
            if avx512::is_available() {
                return Processor(Way::Avx512);
            }
            if avx2::is_available() {
                return Processor(Way::Avx2);
            }
        }
        Processor::PORTABLE
    }

    /// Its name, for a bench or a log.
    pub const fn name(self) -> &'static str {
        match self.0 {
            Way::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => "avx512",
        }
    }

    pub(super) fn run<W: Work>(self, work: W) {
        match self.0 {
            Way::Portable => work.on(Portable),
            // SAFETY: only `available` and `best` make this value, after the processor said that it has every feature of `run`.
            #[cfg(target_arch = "x86_64")]
            Way::Avx2 => unsafe { avx2::run(work) },
            // SAFETY: as for AVX2.
            #[cfg(target_arch = "x86_64")]
            Way::Avx512 => unsafe { avx512::run(work) },
        }
    }
}
