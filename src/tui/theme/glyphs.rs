//! Signs that say the same as colours.

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
    /// On a time line: to come, later than planned, when it opens by the forecast, what is planned, where a quarter begins.
    pub ahead: &'static str,
    pub slip: &'static str,
    pub forecast: &'static str,
    pub plan_start: &'static str,
    pub plan_end: &'static str,
    pub grid: &'static str,
    /// It goes on outside the window.
    pub left: &'static str,
    pub right: &'static str,
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
        ahead: "▒",
        slip: "»",
        forecast: "◊",
        plan_start: "├",
        plan_end: "┤",
        grid: "·",
        left: "◄",
        right: "►",
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
        ahead: "=",
        slip: "+",
        forecast: "@",
        plan_start: "[",
        plan_end: "]",
        grid: ".",
        left: "<",
        right: ">",
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
