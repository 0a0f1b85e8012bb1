//! What a colour means, and the signs that say the same without colour.

use ratatui::style::{Color, Modifier, Style};

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
}

/// Signs, all of them in WGL4 (the fonts of the Windows console have them), or plain ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    pub done: &'static str,
    pub open: &'static str,
    pub blocked: &'static str,
    pub not_applicable: &'static str,
    pub under_way: &'static str,
    pub late: &'static str,
    /// Two values stand side by side.
    pub diverging: &'static str,
    pub dot: &'static str,
    pub ring: &'static str,
    pub selected: &'static str,
    pub folded: &'static str,
    pub unfolded: &'static str,
    pub more: &'static str,
    pub separator: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub thumb: &'static str,
    pub track: &'static str,
    pub bar_full: &'static str,
    pub bar_empty: &'static str,
    pub horizontal: &'static str,
    /// One cell of something hidden.
    pub veil: &'static str,
    pub ascii: bool,
}

impl Glyphs {
    pub const WGL4: Self = Self {
        done: "√",
        open: "□",
        blocked: "■",
        not_applicable: "×",
        under_way: "►",
        late: "!",
        diverging: "≠",
        dot: "●",
        ring: "○",
        selected: "▌",
        folded: "►",
        unfolded: "▼",
        more: "…",
        separator: "·",
        up: "▲",
        down: "▼",
        thumb: "▐",
        track: "│",
        bar_full: "█",
        bar_empty: "░",
        horizontal: "─",
        veil: "▒",
        ascii: false,
    };

    pub const ASCII: Self = Self {
        done: "v",
        open: ".",
        blocked: "#",
        not_applicable: "x",
        under_way: ">",
        late: "!",
        diverging: "#",
        dot: "*",
        ring: "o",
        selected: ">",
        folded: "+",
        unfolded: "-",
        more: "~",
        separator: "|",
        up: "^",
        down: "v",
        thumb: "#",
        track: "|",
        bar_full: "#",
        bar_empty: "-",
        horizontal: "-",
        veil: "#",
        ascii: true,
    };

    pub const fn border(&self) -> ratatui::symbols::border::Set<'static> {
        use ratatui::symbols::border::{PLAIN, Set};
        if !self.ascii {
            return PLAIN;
        }
        Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        }
    }
}

/// Styles by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
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
        Self { depth, glyphs: Glyphs::WGL4 }
    }

    pub const fn ascii(self) -> Self {
        Self { glyphs: Glyphs::ASCII, ..self }
    }

    /// From the values of NO_COLOR, TERM and COLORTERM.
    pub fn of_terminal(no_color: Option<&str>, term: Option<&str>, colorterm: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        let depth = match () {
            () if no_color.is_some_and(|value| !value.is_empty()) => Depth::Mono,
            () if matches!(term, "dumb" | "vt100" | "vt220") => Depth::Mono,
            () if colorterm.is_some() || term.contains("256color") || term.contains("kitty") => Depth::Indexed,
            () if cfg!(windows) => Depth::Indexed,
            () => Depth::Ansi,
        };
        let theme = Self::new(depth);
        if matches!(term, "dumb" | "vt100" | "vt220") { theme.ascii() } else { theme }
    }

    pub fn style(&self, role: Role) -> Style {
        match self.depth {
            Depth::Mono => mono(role),
            Depth::Ansi => coloured(role, |(ansi, _)| ansi),
            Depth::Indexed => coloured(role, |(_, index)| Color::Indexed(index)),
        }
    }
}

/// Calm: most text has the terminal's own colour. Each pair is the same colour among 16 and among 256.
fn coloured(role: Role, pick: impl Fn((Color, u8)) -> Color) -> Style {
    let plain = Style::new();
    let fg = |colour| Style::new().fg(pick(colour));
    let on = |colour, ground| Style::new().fg(pick(colour)).bg(pick(ground));
    const WHITE: (Color, u8) = (Color::White, 255);
    const PALE: (Color, u8) = (Color::Gray, 250);
    const GREY: (Color, u8) = (Color::DarkGray, 244);
    const BLUE_GROUND: (Color, u8) = (Color::Blue, 24);
    const DARK_GROUND: (Color, u8) = (Color::Black, 236);
    match role {
        Role::Text => plain,
        Role::Input => plain,
        Role::InputFocused => on(WHITE, DARK_GROUND),
        Role::Muted | Role::Line => fg(GREY),
        Role::Label => fg((Color::Cyan, 110)),
        Role::Title => plain.add_modifier(Modifier::BOLD),
        Role::Accent => fg((Color::Cyan, 80)),
        Role::Key => fg((Color::Cyan, 80)).add_modifier(Modifier::BOLD),
        Role::Selected => on(WHITE, BLUE_GROUND),
        Role::SelectedIdle => on(PALE, (Color::DarkGray, 238)),
        Role::Late => fg((Color::LightRed, 209)).add_modifier(Modifier::BOLD),
        Role::Fault => fg((Color::LightRed, 203)),
        Role::Soon | Role::Warning => fg((Color::Yellow, 179)),
        Role::Blocked => fg((Color::Magenta, 176)),
        Role::UnderWay => fg((Color::LightBlue, 111)),
        Role::Done => fg((Color::Green, 108)),
        Role::Bar => on(PALE, DARK_GROUND),
        Role::Tab => on(WHITE, BLUE_GROUND).add_modifier(Modifier::BOLD),
        Role::Match => fg((Color::Yellow, 179)).add_modifier(Modifier::UNDERLINED),
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

    #[test]
    fn without_colour_no_style_has_one_and_the_selection_is_reversed() {
        let theme = Theme::of_terminal(Some("1"), Some("xterm-256color"), Some("truecolor"));
        for role in Role::ALL {
            let style = theme.style(*role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        assert_ne!(theme.style(Role::InputFocused), theme.style(Role::Input));
    }

    #[test]
    fn an_empty_no_color_counts_for_nothing() {
        assert_eq!(Theme::of_terminal(Some(""), Some("xterm-256color"), None).depth, Depth::Indexed);
        assert_eq!(Theme::of_terminal(None, Some("xterm"), None).depth, Depth::Ansi);
        assert!(Theme::of_terminal(None, Some("dumb"), None).glyphs.ascii);
    }

    #[test]
    fn what_is_late_blocked_or_done_looks_different() {
        for depth in [Depth::Ansi, Depth::Indexed] {
            let theme = Theme::new(depth);
            let styles: Vec<_> =
                [Role::Late, Role::Blocked, Role::Done, Role::Soon, Role::UnderWay].map(|r| theme.style(r)).to_vec();
            for (index, style) in styles.iter().enumerate() {
                assert!(!styles.iter().skip(index + 1).any(|other| other == style), "{depth:?} {index}");
            }
        }
    }
}
