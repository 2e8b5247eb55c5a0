/// What an account may be in the mesh.
package enum Role: String, Sendable, Codable, CaseIterable, Hashable {
    /// A person with an account.
    case user
    /// Who may change what belongs to all: products, roles.
    case admin
}
