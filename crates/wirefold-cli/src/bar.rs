//! Progress on stderr, for runs long enough to wonder about.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _};
use std::sync::Mutex;
use std::time::Duration;
use wirefold::{Progress, Stage};

/// A bar on a terminal; nothing elsewhere or if `quiet`.
pub(crate) struct Bar {
    quiet: bool,
    shown: Mutex<Option<ProgressBar>>,
}

/// Fewer items than this are done before anybody reads a bar.
const WORTH_SHOWING: usize = 50;

impl Bar {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet: quiet || !io::stderr().is_terminal(), shown: Mutex::new(None) }
    }

    fn bar(total: usize, stage: Stage) -> ProgressBar {
        let style =
            ProgressStyle::with_template("{prefix:8} {bar:30} {human_pos}/{human_len} {msg}, {eta} left")
                .expect("the template is well-formed");
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr_with_hz(4));
        bar.set_style(style);
        bar.set_prefix(stage.verb());
        bar.set_message(stage.items());
        bar.enable_steady_tick(Duration::from_millis(500));
        bar
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Option<ProgressBar>) -> T) -> T {
        use_it(&mut self.shown.lock().expect("no thread panics while it holds the bar"))
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage, total: usize) {
        self.with(|shown| {
            if let Some(last) = shown.take() {
                last.finish_and_clear();
            }
            if !self.quiet && total >= WORTH_SHOWING {
                *shown = Some(Self::bar(total, stage));
            }
        });
    }

    fn done(&self, items: usize) {
        self.with(|shown| {
            if let Some(bar) = shown {
                bar.inc(items as u64);
            }
        });
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.with(|shown| {
            if let Some(bar) = shown.take() {
                bar.finish_and_clear();
            }
        });
    }
}
