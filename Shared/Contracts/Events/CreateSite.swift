package import MeshCore

/// Makes a site: `POST /v1/sites`. What it does not tell has its default.
package struct CreateSite: Codable, Sendable, Equatable {
    /// Its id and the settings that it tells.
    package var settings: JSONValue

    package init(_ settings: JSONValue) {
        self.settings = settings
    }

    package init(from decoder: any Decoder) throws {
        settings = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
    }
}

extension CreateSite: Described {
    package static let schema = JSONSchema.object(
        "CreateSite", description: "Makes a site.", [.required("id", SiteFields.id)] + SiteFields.settings)
}
