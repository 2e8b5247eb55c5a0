/// Where a return stands.
package enum ReturnState: String, Codable, Sendable, CaseIterable {
    case requested
    case received
    case rejected
}
