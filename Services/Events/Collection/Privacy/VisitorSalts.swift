/// The keys of the daily visitor ids. Whoever keeps them makes a new one each day and destroys the earlier one after
/// an overlap; from then on nobody can tell which visitor an id was.
package struct VisitorSalts: Hashable, Sendable {
    /// Today's, at least 16 random bytes.
    package var current: [UInt8]
    /// Yesterday's, while it is kept.
    package var previous: [UInt8]?

    package init(current: [UInt8], previous: [UInt8]? = nil) {
        precondition(current.count >= 16, "a salt of visitors is shorter than 16 bytes")
        self.current = current
        self.previous = previous
    }
}
