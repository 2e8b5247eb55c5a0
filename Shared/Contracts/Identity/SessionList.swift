package import MeshCore

/// The live sessions of an account, the last renewed first; their number is bounded, so there is one page.
package struct SessionList: Codable, Sendable, Equatable {
    package var items: [Session]

    package init(items: [Session]) { self.items = items }
}

extension SessionList: Described {
    package static let schema = JSONSchema.object(
        "SessionList", description: "The live sessions of an account, the last renewed first.",
        [.required("items", .array(of: Session.schema))])
}
