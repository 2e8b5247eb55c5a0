/// A stream that should be there is not: its topic was deleted, by another instance perhaps.
struct StreamGone: Error {}
