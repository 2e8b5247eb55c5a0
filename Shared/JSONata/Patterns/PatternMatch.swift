/// What a regular expression has found, in UTF-16 units.
struct PatternMatch {
    var range: Range<Int>
    /// What each group has captured; nil for groups that took no part.
    var groups: [Range<Int>?]
}
