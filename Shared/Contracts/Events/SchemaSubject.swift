package import MeshCore

/// A type of events that has schemas: `GET /v1/schemas/{type}`.
package struct SchemaSubject: Codable, Sendable, Equatable {
    /// What a new version must leave possible.
    package enum Compatibility: String, Codable, Sendable, CaseIterable {
        /// Anything goes.
        case none
        /// Who reads with the new version can read what was written with the last one.
        case backward
        /// … and what was written with any version.
        case backwardTransitive
        /// Who reads with the last version can read what is written with the new one.
        case forward
        /// … and so can who reads with any version.
        case forwardTransitive
        /// Both of backward and forward.
        case full
        /// Both, with every version.
        case fullTransitive
    }

    package var type: String
    package var compatibility: Compatibility
    /// The version by which events are checked that do not say by which they were written.
    package var latestVersion: Int64
    package var createdAt: Timestamp

    package init(type: String, compatibility: Compatibility, latestVersion: Int64, createdAt: Timestamp) {
        self.type = type
        self.compatibility = compatibility
        self.latestVersion = latestVersion
        self.createdAt = createdAt
    }
}

extension SchemaSubject: Described {
    static let type = JSONSchema.string(
        1...400,
        description:
            "The `type` of CloudEvents; `collected:NAME` for what trackers call NAME, `collected:SITE:NAME` at one site."
    ).example("com.example.order.paid")
    static let compatibilityField = JSONSchema.enumeration(
        Compatibility.self, description: "What a new version must leave possible.")

    package static let schema = JSONSchema.object(
        "SchemaSubject", description: "A type of events that has schemas.",
        [
            .required("type", type), .required("compatibility", compatibilityField),
            .required("latestVersion", EventSchema.version), .required("createdAt", Timestamp.schema),
        ])
}
