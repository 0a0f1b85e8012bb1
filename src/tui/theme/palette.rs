//! The colours of each scheme. That they can be told from their ground, by most eyes, is held by the tests of `eyes.rs`.

use ratatui::style::{Color, Modifier, Style};

use super::{Depth, Role, Scheme};

/// One colour as each depth of terminal says it: among its own sixteen, among 256, in 24 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink {
    ansi: Color,
    index: u8,
    rgb: u32,
}

impl Ink {
    pub const fn at(self, depth: Depth) -> Color {
        match depth {
            Depth::Mono => Color::Reset,
            Depth::Ansi => self.ansi,
            Depth::Indexed => Color::Indexed(self.index),
            Depth::True => Color::from_u32(self.rgb),
        }
    }
}

/// What a role is written with. No ink: the terminal's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Paint {
    pub ink: Option<Ink>,
    pub ground: Option<Ink>,
    pub weight: Modifier,
}

impl Paint {
    const fn bold(self) -> Self {
        Self { weight: Modifier::BOLD, ..self }
    }

    const fn underlined(self) -> Self {
        Self { weight: Modifier::UNDERLINED, ..self }
    }

    pub fn style(self, colour: impl Fn(Ink) -> Color) -> Style {
        let ink = self.ink.map_or_else(Style::new, |ink| Style::new().fg(colour(ink)));
        let ground = self.ground.map_or(ink, |ground| ink.bg(colour(ground)));
        ground.add_modifier(self.weight)
    }
}

const fn ink(ansi: Color, index: u8, rgb: u32) -> Ink {
    Ink { ansi, index, rgb }
}

const fn with(ink: Ink) -> Paint {
    Paint { ink: Some(ink), ground: None, weight: Modifier::empty() }
}

const fn on(ink: Ink, ground: Ink) -> Paint {
    Paint { ground: Some(ground), ..with(ink) }
}

const PLAIN: Paint = Paint { ink: None, ground: None, weight: Modifier::empty() };

pub(super) const fn paint(scheme: Scheme, role: Role) -> Paint {
    match scheme {
        Scheme::Dark => dark(role),
        Scheme::Light => light(role),
        Scheme::Contrast => contrast(role),
        Scheme::Mono => PLAIN,
    }
}

/// Calm: most text has the terminal's own colour.
const fn dark(role: Role) -> Paint {
    const WHITE: Ink = ink(Color::White, 255, 0x00ee_eeee);
    const PALE: Ink = ink(Color::Gray, 250, 0x00bc_bcbc);
    const GREY: Ink = ink(Color::DarkGray, 246, 0x0094_9494);
    const BLUE_GROUND: Ink = ink(Color::Blue, 24, 0x0000_5f87);
    const DARK_GROUND: Ink = ink(Color::Black, 236, 0x0030_3030);
    const GREY_GROUND: Ink = ink(Color::DarkGray, 238, 0x0044_4444);
    const CYAN: Ink = ink(Color::Cyan, 80, 0x005f_d7d7);
    const AMBER: Ink = ink(Color::Yellow, 179, 0x00d7_af5f);
    match role {
        Role::Text | Role::Input => PLAIN,
        Role::InputFocused => on(WHITE, DARK_GROUND),
        Role::Muted | Role::Line => with(GREY),
        Role::Label => with(ink(Color::Cyan, 110, 0x0087_afd7)),
        Role::Title => PLAIN.bold(),
        Role::Accent => with(CYAN),
        Role::Key => with(CYAN).bold(),
        Role::Selected => on(WHITE, BLUE_GROUND),
        Role::SelectedIdle => on(PALE, GREY_GROUND),
        Role::Late => with(ink(Color::LightRed, 209, 0x00ff_875f)).bold(),
        Role::Fault => with(ink(Color::LightRed, 210, 0x00ff_8787)),
        Role::Soon | Role::Warning => with(AMBER),
        Role::Blocked => with(ink(Color::Magenta, 176, 0x00d7_87d7)),
        Role::UnderWay => with(ink(Color::LightBlue, 111, 0x0087_afff)),
        Role::Done => with(ink(Color::Green, 108, 0x0087_af87)),
        Role::Bar => on(PALE, DARK_GROUND),
        Role::Tab => on(WHITE, BLUE_GROUND).bold(),
        Role::Match => with(AMBER).underlined(),
    }
}

/// The same meanings on paper.
const fn light(role: Role) -> Paint {
    const WHITE: Ink = ink(Color::White, 231, 0x00ff_ffff);
    const BLACK: Ink = ink(Color::Black, 234, 0x001c_1c1c);
    const GREY: Ink = ink(Color::DarkGray, 241, 0x005c_5c5c);
    const BLUE_GROUND: Ink = ink(Color::Blue, 24, 0x0000_5f87);
    const PALE_GROUND: Ink = ink(Color::Gray, 253, 0x00da_dada);
    const PAPER_GROUND: Ink = ink(Color::Gray, 254, 0x00e4_e4e4);
    const TEAL: Ink = ink(Color::Blue, 23, 0x0000_5f5f);
    const OCHRE: Ink = ink(Color::Magenta, 94, 0x0080_5500);
    match role {
        Role::Text | Role::Input => PLAIN,
        Role::InputFocused => on(BLACK, PAPER_GROUND),
        Role::Muted | Role::Line => with(GREY),
        Role::Label => with(ink(Color::Blue, 24, 0x0000_5f87)),
        Role::Title => PLAIN.bold(),
        Role::Accent => with(TEAL),
        Role::Key => with(TEAL).bold(),
        Role::Selected => on(WHITE, BLUE_GROUND),
        Role::SelectedIdle => on(BLACK, PALE_GROUND),
        Role::Late => with(ink(Color::Red, 124, 0x00a8_0000)).bold(),
        Role::Fault => with(ink(Color::Red, 124, 0x00a8_0000)),
        Role::Soon | Role::Warning => with(OCHRE).bold(),
        Role::Blocked => with(ink(Color::Magenta, 90, 0x0087_0087)),
        Role::UnderWay => with(ink(Color::Blue, 25, 0x0000_55a5)),
        Role::Done => with(ink(Color::Green, 22, 0x0000_5f00)),
        Role::Bar => on(BLACK, PALE_GROUND),
        Role::Tab => on(WHITE, BLUE_GROUND).bold(),
        Role::Match => with(OCHRE).underlined(),
    }
}

/// For tired eyes and bad light: everything on black, seven times as light as it or more.
const fn contrast(role: Role) -> Paint {
    const BLACK: Ink = ink(Color::Black, 16, 0x0000_0000);
    const WHITE: Ink = ink(Color::White, 231, 0x00ff_ffff);
    const PALE: Ink = ink(Color::Gray, 253, 0x00da_dada);
    const YELLOW: Ink = ink(Color::LightYellow, 226, 0x00ff_ff00);
    const NIGHT_GROUND: Ink = ink(Color::Blue, 17, 0x0000_005f);
    match role {
        Role::Text | Role::Input | Role::Line => on(WHITE, BLACK),
        Role::InputFocused => on(WHITE, NIGHT_GROUND).underlined(),
        Role::Muted | Role::Label => with(PALE),
        Role::Title => with(WHITE).bold(),
        Role::Accent => with(YELLOW),
        Role::Key => with(YELLOW).bold(),
        Role::Selected => on(BLACK, YELLOW),
        Role::SelectedIdle => on(BLACK, PALE),
        Role::Late => with(ink(Color::LightRed, 210, 0x00ff_8787)).bold(),
        Role::Fault => with(ink(Color::LightRed, 210, 0x00ff_8787)),
        Role::Soon | Role::Warning => with(ink(Color::Yellow, 220, 0x00ff_d700)),
        Role::Blocked => with(ink(Color::LightMagenta, 213, 0x00ff_87ff)),
        Role::UnderWay => with(ink(Color::LightCyan, 117, 0x0087_d7ff)),
        Role::Done => with(ink(Color::LightGreen, 83, 0x005f_ff5f)),
        Role::Bar => on(BLACK, WHITE),
        Role::Tab => on(BLACK, YELLOW).bold(),
        Role::Match => with(YELLOW).underlined(),
    }
}
