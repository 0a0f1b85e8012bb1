//! What becomes of a file that was damaged, made up or misdirected, and of a disk or a stick that fails: the table in
//! `src/sync/FORMAT.md` is made here, and must say what happens.

mod disks;
mod files;
mod stage;
mod table;

use stage::Stage;
use table::Table;

#[test]
fn the_table_of_faults_says_what_happens() {
    let mut stage = Stage::set();
    let mut table = Table::default();
    files::whole(&mut stage, &mut table);
    files::outside(&mut stage, &mut table);
    files::inside(&mut stage, &mut table);
    files::made_up(&mut stage, &mut table);
    disks::store(&mut stage, &mut table);
    disks::store_of_many(&mut stage, &mut table);
    disks::stick(&mut stage, &mut table);
    files::misdirected(&mut stage, &mut table);
    table.must_stand_in("src/sync/FORMAT.md");
}
