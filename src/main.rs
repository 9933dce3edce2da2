//! The `jisr` command.
fn main() {}
