/// Gives enums without fields their names in the database: `as_str`, `stored` for the way back, and `Display`.
#[macro_export]
macro_rules! stored_names {
    ($($type:ident: $($variant:ident $name:literal),+;)+) => {$(
        impl $type {
            /// Returns the name in the database.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            pub(crate) fn stored(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}
