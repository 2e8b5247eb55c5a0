package import MeshCore

/// Somebody known to the mesh.
package struct Account: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "acc"
    package typealias ID = MeshCore.ID<Account>

    package var id: ID
    /// Where mail is sent, with the domain in lower case; absent for the operator, who has no mailbox.
    package var email: String?
    package var name: String?
    /// Sorted by name.
    package var roles: [Role]
    package var createdAt: Timestamp

    package init(id: ID, email: String?, name: String?, roles: [Role], createdAt: Timestamp) {
        self.id = id
        self.email = email
        self.name = name
        self.roles = roles
        self.createdAt = createdAt
    }
}

extension Account: Described {
    package static let schema = JSONSchema.object(
        "Account", description: "Somebody known to the mesh.",
        [
            .required("id", .id(ID.self)),
            .optional("email", .string(description: "Where mail is sent; absent for the operator.")),
            .optional("name", .string(description: "How the person wants to be called.")),
            .required("roles", .array(of: .enumeration(Role.self), description: "What the account may be.")),
            .required("createdAt", .string(format: .dateTime)),
        ])
}
