//! Bundles on a stick.

use super::laptop::*;
use crate::log::Channel;
use crate::store::Disk;
use crate::sync::file::{bundle_name, offers, open_bundle, write_file};
use crate::sync::*;

#[test]
fn a_stick_offers_what_this_laptop_can_open_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let [mut head, mut a, b] = team_of_three();
    let carry = |laptop: &mut Laptop, audience: &Audience| {
        let bundle = laptop.export(audience);
        let name = bundle_name(&laptop.card().code, "siege", laptop.now, laptop.number);
        std::fs::write(folder.path().join(name), bundle).unwrap();
    };
    a.edits(Channel::Common, 2);
    carry(&mut a, &Audience::Stewards);
    a.edits(Channel::Common, 3);
    carry(&mut a, &Audience::Stewards);
    carry(&mut head, &only(&b));
    std::fs::write(folder.path().join("holiday.maillage"), b"no bundle").unwrap();
    std::fs::write(folder.path().join("photo.jpg"), b"no bundle").unwrap();
    let found = |laptop: &Laptop| {
        offers(&Disk::real(), folder.path(), std::slice::from_ref(&laptop.identity), &laptop.archive).unwrap()
    };
    let news: Vec<u64> = found(&head).iter().map(|offer| offer.may_bring).collect();
    assert_eq!(news.len(), 3, "its own file is there too");
    assert!(found(&head).is_sorted_by_key(|offer| -offer.manifest.time));
    let newest = found(&head).into_iter().find(|offer| offer.manifest.sender == a.id()).unwrap();
    assert_eq!(newest.may_bring, 5);
    let file = open_bundle(&newest.path).unwrap();
    let mut archive = head.archive.clone();
    let mut arrival = read(file, &head.identity, &head.archive, &mut go).unwrap();
    archive.commit(&mut arrival).unwrap();
    drop(arrival);
    head.archive = archive;
    assert!(found(&head).iter().all(|offer| offer.may_bring == 0));
}

#[test]
fn an_export_reaches_a_stick_whole() {
    let folder = tempfile::tempdir().unwrap();
    let [mut head, mut a, _] = team_of_three();
    a.edits(Channel::Common, 2);
    let planned = plan(&a.archive, &Audience::Stewards, false, a.now).unwrap();
    let sender = Sender { key: &a.key, incarnation: a.incarnation, number: 1, time: a.now };
    let path = folder.path().join(bundle_name("P2", "siege", a.now, 1));
    let wrote = write_file(&Disk::real(), &path, |to| write(&planned, &a.archive, &sender, to, &mut go));
    let (file, written) = wrote.unwrap();
    assert_eq!(written.ops, 2);
    let bytes = std::fs::read(&file.path).unwrap();
    assert_eq!(bytes.len() as u64, file.bytes);
    assert_eq!(head.import(&bytes).unwrap().new_ops(), 2);
}
