//! What a colour means, and the signs that say the same without colour.

#[cfg(test)]
mod eyes;
mod glyphs;
mod palette;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Clear, Widget};

pub use glyphs::Glyphs;

use self::palette::Ink;
use crate::workspace::preferences::Preferences;

/// What a piece of the screen means. A sign or a word always says it too: colour is never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Text,
    /// Of second importance: units, hints, counts.
    Muted,
    Title,
    /// Column heads, field labels.
    Label,
    Accent,
    /// The row under the selection bar, in the pane that has the keys.
    Selected,
    /// The same in another pane.
    SelectedIdle,
    Late,
    Soon,
    Blocked,
    UnderWay,
    Done,
    Fault,
    Warning,
    /// A key in a hint.
    Key,
    /// The bars at the top and the bottom.
    Bar,
    /// The current screen among the tabs.
    Tab,
    /// What a search matched.
    Match,
    /// Text in a field.
    Input,
    /// Text in the field that has the cursor.
    InputFocused,
    /// Lines, borders, scroll bars.
    Line,
}

impl Role {
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Muted,
        Self::Title,
        Self::Label,
        Self::Accent,
        Self::Selected,
        Self::SelectedIdle,
        Self::Late,
        Self::Soon,
        Self::Blocked,
        Self::UnderWay,
        Self::Done,
        Self::Fault,
        Self::Warning,
        Self::Key,
        Self::Bar,
        Self::Tab,
        Self::Match,
        Self::Input,
        Self::InputFocused,
        Self::Line,
    ];
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Depth {
    /// NO_COLOR, or a terminal without any.
    Mono,
    /// The sixteen of the terminal's own palette.
    Ansi,
    #[default]
    Indexed,
    /// 24 bits a colour.
    True,
}

/// Which colours: what the terminal's ground asks for, or the person's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Scheme {
    #[default]
    Dark,
    Light,
    /// Paints its own ground, black, and keeps far from it.
    Contrast,
    /// Weight, underline and reverse video only.
    Mono,
}

impl Scheme {
    pub const ALL: &'static [Self] = &[Self::Dark, Self::Light, Self::Contrast, Self::Mono];

    /// As written in options and preferences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Mono => "mono",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scheme| scheme.name() == name)
    }

    /// From COLORFGBG, which some terminals set: `15;0` is light on dark. Dark where nothing is said.
    fn of_terminal(colours: Option<&str>) -> Self {
        match colours.and_then(|colours| colours.rsplit(';').next()?.parse().ok()) {
            Some(7_u8 | 15) => Self::Light,
            _ => Self::Dark,
        }
    }
}

/// What the environment says of the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment<'a> {
    pub no_color: Option<&'a str>,
    pub term: Option<&'a str>,
    pub colorterm: Option<&'a str>,
    pub colorfgbg: Option<&'a str>,
}

/// Styles by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    pub scheme: Scheme,
    pub depth: Depth,
    pub glyphs: Glyphs,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Depth::default())
    }
}

impl Theme {
    pub const fn new(depth: Depth) -> Self {
        Self { scheme: Scheme::Dark, depth, glyphs: Glyphs::WGL4 }
    }

    pub const fn with(self, scheme: Scheme) -> Self {
        Self { scheme, ..self }
    }

    pub const fn ascii(self) -> Self {
        Self { glyphs: Glyphs::ASCII, ..self }
    }

    pub fn of_terminal(environment: Environment<'_>) -> Self {
        let term = environment.term.unwrap_or_default();
        let colorterm = environment.colorterm.unwrap_or_default();
        let poor = matches!(term, "dumb" | "vt100" | "vt220");
        let depth = match () {
            () if environment.no_color.is_some_and(|value| !value.is_empty()) || poor => Depth::Mono,
            () if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") => Depth::True,
            () if !colorterm.is_empty() || term.contains("256color") || term.contains("kitty") => Depth::Indexed,
            () if cfg!(windows) => Depth::Indexed,
            () => Depth::Ansi,
        };
        let theme = Self::new(depth).with(Scheme::of_terminal(environment.colorfgbg));
        if poor { theme.ascii() } else { theme }
    }

    /// As the person prefers; NO_COLOR and a terminal without colours stay as they are.
    pub fn liked(self, preferences: &Preferences) -> Self {
        let scheme = preferences.theme.as_deref().and_then(Scheme::from_name).unwrap_or(self.scheme);
        let theme = self.with(scheme);
        if preferences.ascii { theme.ascii() } else { theme }
    }

    pub fn style(&self, role: Role) -> Style {
        match (self.scheme, self.depth) {
            (Scheme::Mono, _) | (_, Depth::Mono) => mono(role),
            (scheme, depth) => palette::paint(scheme, role).style(|ink: Ink| ink.at(depth)),
        }
    }

    /// Takes away what stands in an area, for something that lies over it.
    pub fn blank(&self, area: Rect, buf: &mut Buffer) {
        Clear.render(area, buf);
        buf.set_style(area, self.ground());
    }

    /// What every cell starts from, under all styles.
    pub fn ground(&self) -> Style {
        match self.scheme {
            Scheme::Contrast if self.depth != Depth::Mono => self.style(Role::Text),
            _ => Style::new(),
        }
    }
}

/// Without colour: weight, underline and reverse video.
fn mono(role: Role) -> Style {
    let with = |modifier| Style::new().add_modifier(modifier);
    match role {
        Role::Text | Role::Input | Role::UnderWay | Role::Done | Role::Line => Style::new(),
        Role::Muted | Role::Label => Style::new(),
        Role::Title | Role::Late | Role::Soon | Role::Blocked | Role::Warning | Role::Fault => with(Modifier::BOLD),
        Role::Accent | Role::Key => with(Modifier::BOLD),
        Role::Selected | Role::Tab => with(Modifier::REVERSED),
        Role::SelectedIdle | Role::InputFocused | Role::Match => with(Modifier::UNDERLINED),
        Role::Bar => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RICH: Environment<'_> =
        Environment { no_color: None, term: Some("xterm-256color"), colorterm: Some("truecolor"), colorfgbg: None };

    #[test]
    fn without_colour_no_style_has_one_and_the_selection_is_reversed() {
        let theme = Theme::of_terminal(Environment { no_color: Some("1"), ..RICH });
        let schemes = Scheme::ALL.iter().map(|scheme| theme.with(*scheme));
        for theme in schemes.chain([Theme::new(Depth::True).with(Scheme::Mono)]) {
            for role in Role::ALL {
                let style = theme.style(*role).patch(theme.ground());
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            }
        }
        assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        assert_ne!(theme.style(Role::InputFocused), theme.style(Role::Input));
    }

    #[test]
    fn the_environment_says_what_the_terminal_can_do() {
        let term = |term| Environment { term: Some(term), ..Environment::default() };
        assert_eq!(Theme::of_terminal(Environment { no_color: Some(""), ..RICH }).depth, Depth::True);
        assert_eq!(Theme::of_terminal(Environment { colorterm: None, ..RICH }).depth, Depth::Indexed);
        if !cfg!(windows) {
            assert_eq!(Theme::of_terminal(term("xterm")).depth, Depth::Ansi);
        }
        let dumb = Theme::of_terminal(term("dumb"));
        assert!(dumb.glyphs.ascii && dumb.depth == Depth::Mono);
        let ground = |colours| Theme::of_terminal(Environment { colorfgbg: Some(colours), ..RICH }).scheme;
        assert_eq!(
            (ground("0;15"), ground("15;0"), ground("0;default;7")),
            (Scheme::Light, Scheme::Dark, Scheme::Light)
        );
        assert_eq!((ground(""), ground(";")), (Scheme::Dark, Scheme::Dark));
    }

    #[test]
    fn what_is_late_blocked_or_done_looks_different() {
        let coloured = [Scheme::Dark, Scheme::Light, Scheme::Contrast];
        let depths = [Depth::Ansi, Depth::Indexed, Depth::True];
        for (scheme, depth) in coloured.into_iter().flat_map(|scheme| depths.map(|depth| (scheme, depth))) {
            let theme = Theme::new(depth).with(scheme);
            let styles: Vec<_> =
                [Role::Late, Role::Blocked, Role::Done, Role::Soon, Role::UnderWay].map(|r| theme.style(r)).to_vec();
            for (index, style) in styles.iter().enumerate() {
                assert!(!styles.iter().skip(index + 1).any(|other| other == style), "{scheme:?} {depth:?} {index}");
            }
        }
    }
}
