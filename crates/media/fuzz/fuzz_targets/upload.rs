//! The work of every target on a file: all that happens to an upload before it is stored, and when it is shown.

use media::{Aspect, Crop, FocalPoint, Source, SourceFormat, Width, probe, stand_in};

/// Files of other formats are another target's.
pub fn take_in(file: &[u8], format: SourceFormat) {
    let Ok(probe) = probe(file) else { return };
    // A fuzzer learns nothing from a large picture but patience.
    if probe.format != format || u64::from(probe.width) * u64::from(probe.height) > 1 << 18 {
        return;
    }
    let Ok(source) = Source::decode(file) else { return };
    assert_eq!((source.width(), source.height()), probe.seen());
    let _stand_in = source.placeholder();
    // The file itself says which rendition: all of them in time.
    let width = Width::ALL[file.len() % Width::ALL.len()];
    let focus = FocalPoint::new(u16::from(file[file.len() / 2]), u16::from(file[file.len() / 3])).expect("within thousandths");
    let crop = (file.len() % 3 > 0).then(|| Crop { aspect: Aspect::new(4, 5).expect("a shape"), focus });
    let rendition = source.render(width, crop);
    assert_eq!(rendition.is_opaque(), source.is_opaque());
    let mezzanine = source.mezzanine().expect("whatever decodes can be made smaller");
    let stands_in = stand_in(&mezzanine, probe.seen(), width, crop).expect("what we made decodes");
    assert_eq!((stands_in.width(), stands_in.height()), (rendition.width(), rendition.height()));
}
