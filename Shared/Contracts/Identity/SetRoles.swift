package import MeshCore

/// Gives an account exactly these roles: `PUT /v1/accounts/{id}/roles`.
package struct SetRoles: Codable, Sendable, Equatable {
    package var roles: [Role]

    package init(roles: [Role]) { self.roles = roles }
}

extension SetRoles: Described {
    package static let schema = JSONSchema.object(
        "SetRoles", description: "Gives an account exactly these roles.",
        [
            .required(
                "roles",
                .array(
                    of: .enumeration(Role.self), count: 1...2, unique: true,
                    description: "What the account may be from now on."))
        ])
}
