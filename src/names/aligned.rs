//! Bytes that the binary carries and that are read where they stand.

/// Bytes that begin at a multiple of 64, as the sections of both images of names do.
#[repr(C, align(64))]
pub(super) struct AlignedBytes<B: ?Sized>(pub(super) B);
