import MeshCore

/// What came of an answer: something that was done with one of its items afterwards.
package enum ExperimentMetric: String, Codable, Sendable, CaseIterable {
    /// It was looked at, or chosen among what was found.
    case click
    /// It was put into a cart.
    case cart
    /// It was bought.
    case purchase

    static let schema = JSONSchema.enumeration(
        Self.self, description: "What was done with one of an answer's items afterwards.")
}
