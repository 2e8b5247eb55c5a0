/// A condition that a test waited for did not come true within its limit.
package struct ConditionNotReached: Error, CustomStringConvertible {
    package var what: String
    package var limit: Duration
    /// The last state seen, in the test's words; empty when the test gave none.
    package var state: String

    package var description: String {
        "not reached within \(limit): \(what)" + (state.isEmpty ? "" : "; last state: \(state)")
    }
}
