package import MeshCore

/// Asks for the operator's key for AWS clients: `POST /internal/aws-keys`, for the supervisor alone.
package struct IssueAWSKey: Codable, Sendable, Equatable {
    /// What its requests may be: this role, and what every user may.
    package var role: Role

    package init(role: Role) {
        self.role = role
    }
}

extension IssueAWSKey: Described {
    package static let schema = JSONSchema.object(
        "IssueAWSKey", description: "Asks for the operator's key for AWS clients.",
        [.required("role", .enumeration(Role.self))])
}
