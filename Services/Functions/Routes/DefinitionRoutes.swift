import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Functions and their versions over the Lambda API.
struct DefinitionRoutes: Sendable {
    let store: FunctionsStore
    let shelf: CodeShelf
    let links: ArchiveLinks

    private static let root = "/2015-03-31/functions"
    private static let one = "\(root)/{FunctionName}"

    func add(to routes: inout LambdaRoutes) {
        addCreating(to: &routes)
        addReading(to: &routes)
        addChanging(to: &routes)
        addVersions(to: &routes)
    }

    private func addCreating(to routes: inout LambdaRoutes) {
        routes.on(.post, Self.root, "CreateFunction") {
            input in
            let document = try input.document()
            let name = try FunctionReference(
                LambdaDocument.required("FunctionName", try document.string("FunctionName")))
            let settings = try FunctionSettings(creating: document)
            let code = try code(in: try LambdaDocument.required("Code", try document.document("Code")))
            let version = FunctionVersion(
                function: name.name, version: FunctionVersion.latest, settings: settings, code: code,
                description: try document.string("Description", upTo: 256) ?? "", revision: store.revisions.next(),
                modifiedAt: store.clock.now())
            let made = try await store.create(
                version, tags: try document.texts("Tags") ?? [:], publish: try document.flag("Publish") ?? false)
            return .lambda(made.document(store.names, isQualified: !made.isLatest), status: .created)
        }
        routes.on(.delete, Self.one, "DeleteFunction") {
            input in
            try await store.delete(try input.function())
            return .empty(.noContent)
        }
    }

    private func addReading(to routes: inout LambdaRoutes) {
        routes.on(
            .get, Self.root, "ListFunctions"
        ) { input in
            let all = input.query("FunctionVersion") == "ALL"
            let page = try await self.page(of: nil, all: all, input)
            return .lambda(
                Self.list("Functions", page.items.map { $0.document(store.names, isQualified: all) }, page.marker))
        }
        routes.on(.get, Self.one, "GetFunction") { input in
            let reference = try input.function()
            let version = try await store.version(reference)
            let function = try await store.function(reference.name)
            let authority = input.head.authority ?? "localhost"
            var members: JSONObject = [
                "Configuration": version.document(store.names, isQualified: reference.qualifier != nil),
                "Code": [
                    "RepositoryType": "S3",
                    "Location": .string(
                        "http://\(authority)/aws\(Self.root)/\(version.function)/archive?"
                            + "Qualifier=\(version.isLatest ? "%24LATEST" : version.version)"
                            + "&Link=\(try links.mark(of: version.code))"),
                ],
            ]
            if !function.tags.isEmpty { members["Tags"] = .texts(function.tags) }
            if let reserved = function.reserved {
                members["Concurrency"] = ["ReservedConcurrentExecutions": .int(Int64(reserved))]
            }
            return .lambda(.object(members))
        }
        routes.on(
            .get, "\(Self.one)/configuration", "GetFunctionConfiguration"
        ) { input in
            let reference = try input.function()
            let version = try await store.version(reference)
            return .lambda(version.document(store.names, isQualified: reference.qualifier != nil))
        }
        // The link proves that whoever made it may read the function.
        routes.on(.get, "\(Self.one)/archive", "GetFunctionArchive", access: .public) { input in
            let version = try await store.version(try input.function())
            try links.check(input.query("Link"), of: version.code)
            let bytes = try shelf.archive(of: version.code)
            return .bytes(bytes, mediaType: "application/zip")
        }
    }

    private func addChanging(to routes: inout LambdaRoutes) {
        routes.on(.put, "\(Self.one)/code", "UpdateFunctionCode") { input in
            let document = try input.document()
            let code = try code(in: document)
            let reference = try input.function()
            if try document.flag("DryRun") ?? false {
                var version = try await store.version(FunctionReference(reference.name))
                version.code = code
                return .lambda(version.document(store.names, isQualified: false))
            }
            let changed = try await store.update(
                reference.name, revision: try document.string("RevisionId"),
                publish: try document.flag("Publish") ?? false
            ) { $0.code = code }
            return .lambda(changed.document(store.names, isQualified: !changed.isLatest))
        }
        routes.on(
            .put, "\(Self.one)/configuration", "UpdateFunctionConfiguration"
        ) { input in
            let document = try input.document()
            let description = try document.string("Description", upTo: 256)
            let changed = try await store.update(
                try input.function().name, revision: try document.string("RevisionId")
            ) { version in
                try version.settings.update(from: document)
                if let description { version.description = description }
            }
            return .lambda(changed.document(store.names, isQualified: false))
        }
    }

    private func addVersions(to routes: inout LambdaRoutes) {
        routes.on(
            .post, "\(Self.one)/versions", "PublishVersion"
        ) { input in
            let document = try input.document()
            let version = try await store.publish(
                try input.function().name, description: try document.string("Description", upTo: 256),
                digest: try document.string("CodeSha256"), revision: try document.string("RevisionId"))
            return .lambda(version.document(store.names, isQualified: true), status: .created)
        }
        routes.on(
            .get, "\(Self.one)/versions", "ListVersionsByFunction"
        ) { input in
            let page = try await self.page(of: try input.function().name, all: true, input)
            return .lambda(
                Self.list("Versions", page.items.map { $0.document(store.names, isQualified: true) }, page.marker))
        }
    }

    private func page(
        of name: String?, all: Bool, _ input: LambdaInput
    ) async throws -> (items: [FunctionVersion], marker: String?) {
        let limit = try input.pageLimit()
        let place = try input.query("Marker").map { try VersionPlace(marker: $0) }
        let found = try await store.versions(all: all, of: name, after: place, limit: limit + 1)
        guard found.count > limit, let last = found.prefix(limit).last else { return (found, nil) }
        let number = FunctionsStore.number(of: last.version) ?? 0
        return (Array(found.prefix(limit)), VersionPlace(function: last.function, number: number).marker)
    }

    static func list(_ name: String, _ items: [JSONValue], _ marker: String?) -> JSONValue {
        var members: JSONObject = [name: .array(items)]
        if let marker { members["NextMarker"] = .string(marker) }
        return .object(members)
    }

    /// Puts the archive of a document on the shelf.
    private func code(in document: LambdaDocument) throws -> FunctionCode {
        guard let text = try document.string("ZipFile") else {
            throw FunctionsError.invalidParameter("Please provide the code as ZipFile; no other source is read here.")
        }
        guard let archive = Data(base64Encoded: text) else {
            throw FunctionsError.serialization("ZipFile is expected to be Base64.")
        }
        return try shelf.put(Array(archive))
    }
}
