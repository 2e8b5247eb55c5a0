package import MeshCore

/// Some accounts.
package struct AccountList: Codable, Sendable, Equatable {
    package var items: [Account]

    package init(items: [Account]) { self.items = items }
}

extension AccountList: Described {
    package static let schema = JSONSchema.object(
        "AccountList", description: "Some accounts.", [.required("items", .array(of: Account.schema))])
}
