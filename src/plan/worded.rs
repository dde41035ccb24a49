//! Enumerations whose variants each have a word.

/// Declares an enumeration with the word of each variant, in definitions and in machine output.
macro_rules! worded {
    ($(#[$of_all:meta])* pub enum $name:ident {
        $($(#[$of_one:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$of_all])*
        pub enum $name {
            $($(#[$of_one])* $variant,)*
        }

        impl $name {
            /// Every variant, in order.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// Returns the word for it in definitions and in machine output.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}
pub(super) use worded;
