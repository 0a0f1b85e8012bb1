//! What changed since the last version that this person has seen: from the changelog, shown once after an update.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::layer::{Input, Layer, Took};
use super::list::ListState;
use super::table::scroll_bar;
use super::text;
use super::theme::Role;
use crate::i18n::Lang;
use crate::t;
use crate::workspace::preferences::Preferences;

const EN: &str = include_str!("../../CHANGELOG.md");
/// Shorter, under the same headings.
const FR: &str = include_str!("../../CHANGELOG.fr.md");

/// One heading of the changelog, and what stands below it.
struct Release {
    name: String,
    /// Paragraphs, and items of a list.
    said: Vec<(bool, String)>,
}

fn releases(changelog: &str) -> Vec<Release> {
    let mut all: Vec<Release> = Vec::new();
    let mut goes_on = false;
    for line in changelog.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            all.push(Release { name: name.to_owned(), said: Vec::new() });
        }
        let Some(release) = all.last_mut().filter(|_| !line.starts_with('#')) else { continue };
        let plain = line.replace('`', "");
        match (plain.strip_prefix("- "), release.said.last_mut()) {
            (Some(item), _) => release.said.push((true, item.to_owned())),
            (None, _) if plain.trim().is_empty() => {}
            (None, Some((_, said))) if goes_on => {
                said.push(' ');
                said.push_str(plain.trim());
            }
            (None, _) => release.said.push((false, plain.trim().to_owned())),
        }
        goes_on = !plain.trim().is_empty();
    }
    all
}

/// The newest version of the changelog, as preferences remember it.
pub fn newest() -> String {
    releases(EN).into_iter().next().map(|release| release.name).unwrap_or_default()
}

/// The page.
pub struct News {
    /// How many versions are shown, the newest first.
    versions: usize,
    state: ListState,
    /// As last drawn.
    width: Cell<u16>,
}

impl Default for News {
    /// All of them.
    fn default() -> Self {
        Self { versions: usize::MAX, state: ListState::default(), width: Cell::new(76) }
    }
}

impl News {
    /// What a person has not seen yet; nothing where none was seen, as at the first start: all of it is new then.
    pub fn since(preferences: &Preferences) -> Option<Self> {
        let seen = preferences.seen.as_deref()?;
        let known = releases(EN).iter().position(|release| release.name == seen);
        let versions = known.unwrap_or(1);
        (versions > 0).then(|| Self { versions, ..Self::default() })
    }

    fn lines(&self, cx: &Cx) -> Vec<Line<'static>> {
        let all = releases(if cx.words.lang == Lang::Fr { FR } else { EN });
        let mut lines = Vec::new();
        for release in all.into_iter().take(self.versions) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(release.name, cx.style(Role::Title)));
            for (item, said) in release.said {
                let sign = if item { format!("{} ", cx.theme.glyphs.separator) } else { String::new() };
                let indent = text::width(&sign);
                let wrapped = text::wrap(&said, self.width.get().saturating_sub(indent));
                let blank = " ".repeat(usize::from(indent));
                for (line, start) in wrapped.into_iter().zip(std::iter::once(sign).chain(std::iter::repeat(blank))) {
                    lines.push(Line::from(vec![Span::styled(start, cx.style(Role::Muted)), Span::raw(line)]));
                }
            }
        }
        lines
    }
}

impl Layer for News {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "news-title")
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Back | Action::Open | Action::News) => {
                cx.close();
                Took::Yes
            }
            Input::Action(action) => self.state.scroll(action, self.lines(cx).len()),
            _ => Took::No,
        }
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::PageDown, Action::Back]
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.width.set(area.width.saturating_sub(2));
        let lines = self.lines(cx);
        let window = self.state.window(area.height, lines.len());
        scroll_bar(cx, area, &window, lines.len(), buf);
        for (index, y) in window.zip(area.y..) {
            if let Some(line) = lines.get(index) {
                buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, cx.theme.glyphs.more), area.width);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_go_on_are_one_and_marks_of_code_are_left_out() {
        let all =
            releases("# Log\nabout\n\n## 2, on a day\n\nSaid\nso.\n\n- one (`x`)\n  goes on\n- two\n\n## 1\n- old\n");
        let names: Vec<&str> = all.iter().map(|release| release.name.as_str()).collect();
        assert_eq!(names, ["2, on a day", "1"]);
        let said: Vec<(bool, &str)> = all[0].said.iter().map(|(item, said)| (*item, said.as_str())).collect();
        assert_eq!(said, [(false, "Said so."), (true, "one (x) goes on"), (true, "two")]);
    }

    #[test]
    fn both_languages_name_the_same_versions_by_their_days() {
        let days = |changelog| {
            let named = |release: &Release| {
                release
                    .name
                    .split([' ', ','])
                    .filter(|word| word.parse::<chrono::NaiveDate>().is_ok())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            releases(changelog).iter().map(named).collect::<Vec<_>>()
        };
        assert_eq!(days(EN), days(FR));
        assert!(days(EN).iter().all(|days| days.len() == 1));
        assert!([EN, FR].into_iter().all(|changelog| releases(changelog).iter().all(|release| release.said.len() > 1)));
    }

    #[test]
    fn what_was_seen_is_not_shown_again_and_a_first_start_has_no_news() {
        let seen =
            |seen: Option<&str>| News::since(&Preferences { seen: seen.map(str::to_owned), ..Preferences::default() });
        assert!(seen(None).is_none());
        assert!(seen(Some(&newest())).is_none());
        assert_eq!(seen(Some("0.0.1")).map(|news| news.versions), Some(1), "an unknown one: the newest");
    }
}
