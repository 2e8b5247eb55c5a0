import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// The registry of schemas over HTTP.
struct SchemaRoutes: Sendable {
    let registry: SchemaRegistry
    let cursors: Cursors

    private static let tag = "schemas"
    private static let type = Parameter.path("type", .string(1...400), "The type of events")
    private static let version = Parameter.path("version", .integer(1...Int.max), "The version")
    /// Beyond what people write by hand.
    private static let bodyLimit = 256 << 10

    func add(to api: inout API) {
        addTypes(to: &api)
        addVersions(to: &api)
        addRegistering(to: &api)
    }

    private func addTypes(to api: inout API) {
        api.on(
            .get, "/v1/schemas",
            Operation(
                id: "listSchemas", summary: "The types that have schemas, by their names", tag: Self.tag,
                access: EventsAccess.schemas, parameters: [TopicRoutes.limit, TopicRoutes.cursor],
                responses: [.ok(SchemaSubjectList.self, "A page.")])
        ) { [registry, cursors] input, _ in
            let last: String = try input.position(cursors, of: "schemas") ?? ""
            let found = try await registry.store.subjects(after: last, limit: input.pageLimit + 1)
            let page = Array(found.prefix(input.pageLimit))
            let next = try page.last.flatMap { subject in
                found.count > page.count ? try cursors.make(subject.type, scope: "schemas") : nil
            }
            return try .json(SchemaSubjectList(items: page, nextCursor: next))
        }
        api.on(
            .get, "/v1/schemas/{type}",
            Operation(
                id: "getSchemaSubject", summary: "A type that has schemas", tag: Self.tag,
                access: EventsAccess.schemas, parameters: [Self.type],
                responses: [.ok(SchemaSubject.self, "The type.")])
        ) { [registry] input, _ in
            guard let subject = try registry.store.subject(input.eventType) else {
                throw EventsError.schemaNotFound(input.eventType)
            }
            return try .json(subject)
        }
        api.on(
            .patch, "/v1/schemas/{type}",
            Operation(
                id: "patchSchemaSubject", summary: "Change what new versions must leave possible", tag: Self.tag,
                access: EventsAccess.administration, parameters: [Self.type],
                request: .mergePatch(SchemaSubjectPatch.self),
                responses: [.ok(SchemaSubject.self, "The type after the change.")])
        ) { [registry] input, _ in
            try .json(try await registry.store.change(input.eventType, to: input.body.compatibility))
        }
        api.on(
            .delete, "/v1/schemas/{type}",
            Operation(
                id: "deleteSchemaSubject", summary: "Check events of a type no longer", tag: Self.tag,
                access: EventsAccess.administration, parameters: [Self.type],
                responses: [.noContent("The type has no schemas.")])
        ) { [registry] input, _ in
            try await registry.store.delete(input.eventType)
            return .empty()
        }
    }

    private func addVersions(to api: inout API) {
        api.on(
            .get, "/v1/schemas/{type}/versions",
            Operation(
                id: "listSchemaVersions", summary: "Versions of a type's schema, the newest first", tag: Self.tag,
                access: EventsAccess.schemas, parameters: [Self.type, TopicRoutes.limit, TopicRoutes.cursor],
                responses: [.ok(EventSchemaList.self, "A page.")])
        ) { [registry, cursors] input, _ in
            let type = input.eventType
            guard try registry.store.subject(type) != nil else { throw EventsError.schemaNotFound(type) }
            let scope = "schemas \(type)"
            let found = try await registry.store.versions(
                of: type, before: try input.position(cursors, of: scope), limit: input.pageLimit + 1)
            let page = found.prefix(input.pageLimit)
            let next = try page.last.flatMap { schema in
                found.count > page.count ? try cursors.make(schema.version, scope: scope) : nil
            }
            return try .json(EventSchemaList(items: page.map(\.message), nextCursor: next))
        }
        api.on(
            .get, "/v1/schemas/{type}/versions/{version}",
            Operation(
                id: "getSchema", summary: "A version of a type's schema", tag: Self.tag,
                access: EventsAccess.schemas, parameters: [Self.type, Self.version],
                responses: [.ok(EventSchema.self, "The schema.")])
        ) { [registry] input, _ in
            let version = Int64(input.integer("version") ?? 0)
            guard let schema = try registry.store.schema(input.eventType, version: version) else {
                throw EventsError.schemaNotFound(input.eventType)
            }
            return try .json(schema.message)
        }
    }

    private func addRegistering(to api: inout API) {
        api.on(
            .post, "/v1/schemas/{type}/versions",
            Operation(
                id: "registerSchema", summary: "Add a version of a type's schema", tag: Self.tag,
                access: EventsAccess.schemas, parameters: [Self.type],
                request: .json(RegisterSchema.self, limit: Self.bodyLimit),
                responses: [.created(EventSchema.self), .ok(EventSchema.self, "It is the newest version already.")],
                problems: [409])
        ) { [registry] input, _ in
            let type = input.eventType
            let request = RegisterSchema(
                schema: input.document?["schema"] ?? .null, compatibility: input.body.compatibility)
            let registration = try await registry.register(request, as: type)
            let message = registration.schema.message
            return registration.isNew
                ? try .created(message, location: SchemaReference.path(of: type, version: message.version))
                : try .json(message)
        }
        api.on(
            .post, "/v1/schemas/{type}/check",
            Operation(
                id: "checkSchema", summary: "Whether a schema could become the next version of a type",
                tag: Self.tag, access: EventsAccess.schemas, parameters: [Self.type],
                request: .json(RegisterSchema.self, limit: Self.bodyLimit),
                responses: [.ok(SchemaCheck.self, "Whether it could, and why not.")])
        ) { [registry] input, _ in
            try .json(try await registry.check(input.document?["schema"] ?? .null, as: input.eventType))
        }
    }
}

extension OperationInput {
    /// The type of the path.
    fileprivate var eventType: String { string("type") ?? "" }
}
