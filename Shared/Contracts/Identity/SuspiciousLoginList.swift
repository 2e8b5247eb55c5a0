package import MeshCore

/// Logins that look like an attack, those with the most failures first.
package struct SuspiciousLoginList: Codable, Sendable, Equatable {
    package var items: [SuspiciousLogin]

    package init(items: [SuspiciousLogin]) { self.items = items }
}

extension SuspiciousLoginList: Described {
    package static let schema = JSONSchema.object(
        "SuspiciousLoginList", description: "Logins that look like an attack, those with the most failures first.",
        [.required("items", .array(of: SuspiciousLogin.schema))])
}
