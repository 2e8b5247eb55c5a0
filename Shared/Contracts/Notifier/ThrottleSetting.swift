package import MeshCore

/// How many notifications somebody gets in a time; what is more waits.
package struct ThrottleSetting: Codable, Sendable, Equatable {
    package var limit: Int
    package var seconds: Int

    package init(limit: Int, seconds: Int) {
        self.limit = limit
        self.seconds = seconds
    }
}

extension ThrottleSetting: Described {
    package static let schema = JSONSchema.object(
        "ThrottleSetting", description: "How many notifications somebody gets in a time; what is more waits.",
        [.required("limit", .integer(1...1000)), .required("seconds", .integer(1...2_592_000))])
}
