/// What silence means.
package enum ConsentPolicy: String, Hashable, Sendable, CaseIterable {
    /// Who said nothing may be measured; a refusal counts.
    case optOut
    /// Who said nothing has refused.
    case optIn
}
