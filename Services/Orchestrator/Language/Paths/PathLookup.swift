/// What an index beyond its array selects in a definite path.
///
/// Step Functions reads paths by two means that differ here: fields of a payload template get null (`$.items[5]` of two
/// items), while arguments of intrinsic functions and Choice rules find nothing.
package enum PathLookup: Hashable, Sendable {
    /// Null.
    case lenient
    /// Nothing, which is a failure.
    case strict
}
