//! For those who work on jisr itself: its command line, its lab, its tests and benches. Nothing here is promised to stay
//! as it is from one version to the next; what is, stands at the root of the crate.

/// See the module of this name in the source.
pub mod align {
    pub use crate::align::*;
}

/// See the module of this name in the source.
pub mod arabic {
    pub use crate::arabic::*;
}

/// See the module of this name in the source.
pub mod detect {
    pub use crate::detect::*;
}

/// See the module of this name in the source.
pub mod english {
    pub use crate::english::*;
}

/// See the module of this name in the source.
pub mod error {
    pub use crate::error::*;
}

/// See the module of this name in the source.
pub mod evidence {
    pub use crate::evidence::*;
}

/// See the module of this name in the source.
pub mod lab {
    pub use crate::lab::*;
}

/// See the module of this name in the source.
pub mod rank {
    pub use crate::rank::*;
}

/// See the module of this name in the source.
pub mod score {
    pub use crate::score::*;
}

/// See the module of this name in the source.
pub mod segment {
    pub use crate::segment::*;
}

/// See the module of this name in the source.
pub mod spelling {
    pub use crate::spelling::*;
}

/// See the module of this name in the source.
pub mod tokenize {
    pub use crate::tokenize::*;
}
