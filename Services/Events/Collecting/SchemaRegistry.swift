import EventSchemas
import EventsAPI
import MeshCore

/// Adds versions of schemas that can be read, and that keep what their types promise.
struct SchemaRegistry: Sendable {
    let store: SchemaStore
    let clock: any WallClock
    /// Types that there may be.
    let limit: Int

    /// Versions with which a new one is compared, at most: the newest.
    private static let comparedVersions = 100
    /// How often it is tried again when others change the type at the same time.
    private static let attempts = 5

    /// A version, and whether it was there already.
    struct Registration {
        let schema: RegisteredSchema
        let isNew: Bool
    }

    /// Adds a version; the newest one when it is the same.
    ///
    /// - Throws: ``EventsError/invalid(_:)`` when it is no schema, ``EventsError/incompatibleSchema(_:)``,
    ///   ``EventsError/tooManySchemas(limit:)``, ``EventsError/contended``.
    func register(_ request: RegisterSchema, as type: String) async throws -> Registration {
        try Self.prove(request.schema)
        for _ in 0..<Self.attempts {
            let subject = try store.subject(type)
            if let subject, let latest = try store.schema(type, version: subject.latestVersion),
                latest.document == request.schema
            {
                return Registration(schema: latest, isNew: false)
            }
            let differences = try await differences(of: request.schema, from: subject)
            guard differences.isEmpty else { throw EventsError.incompatibleSchema(differences) }
            if let added = try await store.add(
                request.schema, to: type, known: subject, compatibility: request.compatibility ?? .backward,
                limit: limit, at: clock.now())
            {
                return Registration(schema: added, isNew: true)
            }
        }
        throw EventsError.contended
    }

    /// What of a schema would break the promises of a type.
    ///
    /// - Throws: ``EventsError/invalid(_:)``, ``EventsError/schemaNotFound(_:)``.
    func check(_ schema: JSONValue, as type: String) async throws -> SchemaCheck {
        guard let subject = try store.subject(type) else { throw EventsError.schemaNotFound(type) }
        try Self.prove(schema)
        return SchemaCheck(differences: try await differences(of: schema, from: subject))
    }

    private func differences(of schema: JSONValue, from subject: SchemaSubject?) async throws -> [FieldError] {
        guard let subject, subject.compatibility != .none else { return [] }
        let versions = try await store.versions(of: subject.type, before: nil, limit: Self.comparedVersions)
        let earlier = Array(versions.reversed())
        return try SchemaCompatibility(subject.compatibility).incompatibilities(
            of: schema, with: earlier.map(\.document)
        ).map { $0.error(earlier.map(\.version)) }
    }

    private static func prove(_ schema: JSONValue) throws(EventsError) {
        do {
            _ = try SchemaDocument(schema)
        } catch {
            throw .invalid([
                FieldError(field: "schema\(error.location)", code: "invalid_schema", message: error.message)
            ])
        }
    }
}
