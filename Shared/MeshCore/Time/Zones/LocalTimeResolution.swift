/// The moments at which the clocks of a time zone show a given time: one, two where the hour is repeated, none where it
/// is skipped. All in seconds since 1970.
package enum LocalTimeResolution: Hashable, Sendable {
    case once(Int64)
    case repeated(first: Int64, last: Int64)
    /// - Parameters:
    ///   - change: The moment at which the clocks jump over the time.
    ///   - shifted: The moment that the time would be by the clocks as they stood before.
    case skipped(change: Int64, shifted: Int64)
}
