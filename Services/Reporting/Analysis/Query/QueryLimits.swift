/// How large a question may be.
package enum QueryLimits {
    package static let metrics = 20
    /// Besides time.
    package static let dimensions = 4
    package static let clauses = 1000
    package static let clauseBytes = 2000
    package static let filterDepth = 8
    package static let filters = 100
    package static let rows = 10_000
    /// Some ten years.
    package static let days = 3660
}
