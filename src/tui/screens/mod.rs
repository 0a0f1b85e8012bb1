//! The screens, one file or folder each, and what they share.

pub mod agenda;
pub mod centres;
pub mod dashboard;
pub mod deeds;
pub mod divergences;
pub mod positions;
pub mod records;
mod restore;
pub mod shared;
pub mod start;
pub mod synchro;
pub mod territories;
pub mod twins;
pub mod unlock;
pub mod visits;

use super::cx::Cx;
use super::layer::Layer;
use super::screen::Screen;

/// Makes a main screen, when it is gone to for the first time.
pub fn make(screen: Screen, cx: &mut Cx) -> Box<dyn Layer> {
    match screen {
        Screen::Dashboard => dashboard::screen(cx),
        Screen::Territories => territories::screen(cx),
        Screen::Centres => centres::screen(cx),
        Screen::Positions => positions::screen(cx),
        Screen::Visits => visits::screen(cx),
        Screen::Records => records::screen(cx),
        Screen::Synchro => synchro::screen(cx),
        Screen::Agenda => agenda::screen(cx),
    }
}
