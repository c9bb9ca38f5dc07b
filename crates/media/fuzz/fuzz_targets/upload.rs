//! What every target does with a file: all that happens to an upload before it is kept, and to it when it is shown.

use media::{Source, SourceFormat, Width, probe, stand_in};

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
    let rendition = source.render(Width::ALL[0], None);
    assert_eq!(rendition.is_opaque(), source.is_opaque());
    let mezzanine = source.mezzanine().expect("whatever decodes can be made smaller");
    let stands_in = stand_in(&mezzanine, probe.seen(), Width::ALL[0], None).expect("what we made decodes");
    assert_eq!((stands_in.width(), stands_in.height()), (rendition.width(), rendition.height()));
}
