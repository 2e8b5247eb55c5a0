import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// The tree of categories over HTTP. A path is one part of the address, its slashes written as `%2F`.
struct CategoryRoutes: Sendable {
    let store: CatalogStore

    private static let tag = "categories"
    private static let path = Parameter.path("path", .string(1...64), "The category; slashes are written as %2F")

    func add(to api: inout API) {
        addReading(to: &api)
        addChanging(to: &api)
        addRemoving(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/categories",
            Operation(
                id: "listCategories", summary: "The tree of categories, with numbers of products", tag: Self.tag,
                access: .public,
                parameters: [.query("below", .string(1...64), "Only those below this category.")],
                responses: [.ok(CategoryTree.self, "The tree.")], problems: [404])
        ) { [store] input, _ in
            try .json(try await store.tree(below: input.string("below").map(CategoryPath.init(text:))))
        }
        api.on(
            .get, "/v1/categories/{path}",
            Operation(
                id: "getCategory", summary: "A category", tag: Self.tag, access: .public, parameters: [Self.path],
                responses: [.ok(Category.self, etag: true, "The category.")], problems: [404], conditional: .read)
        ) { [store] input, _ in
            let path = CategoryPath(text: input.string("path") ?? "")
            guard let found = try await store.category(path) else { throw CatalogError.categoryNotFound(path.text) }
            return HTTPReply(found)
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .put, "/v1/categories/{path}",
            Operation(
                id: "putCategory", summary: "Make a category, or replace what is said of it", tag: Self.tag,
                access: .role("admin"), parameters: [Self.path], request: .json(PutCategory.self),
                responses: [
                    .ok(Category.self, etag: true, "Replaced."), .created(Category.self, etag: true, "Made."),
                ], problems: [409], conditional: .write)
        ) { [store] input, _ in
            let path = CategoryPath(text: input.string("path") ?? "")
            let errors = ProductFields.category.validate(.string(path.text), field: "path")
            guard errors.isEmpty else { throw CatalogError.invalid(errors) }
            let conditions = input.conditions
            let draft = try CategoryDraft(document: input.document ?? .null, path: path)
            let (category, isNew) = try await store.put(path, draft) { try conditions.requireMatch($0?.etag) }
            var reply = HTTPReply(category, status: isNew ? .created : .ok)
            if isNew { reply.headers[.location] = "/v1/categories/\(PercentEncoding.encode(path.text))" }
            return reply
        }
        api.on(
            .patch, "/v1/categories/{path}",
            Operation(
                id: "patchCategory", summary: "Change parts of what is said of a category", tag: Self.tag,
                access: .role("admin"), parameters: [Self.path], request: .mergePatch(CategoryPatch.self),
                responses: [.ok(Category.self, etag: true, "The category after the change.")], problems: [404],
                conditional: .write)
        ) { [store] input, _ in
            let conditions = input.conditions
            let path = CategoryPath(text: input.string("path") ?? "")
            return HTTPReply(
                try await store.patch(path, input.document ?? .null) { try conditions.requireMatch($0?.etag) })
        }
    }

    private func addRemoving(to api: inout API) {
        api.on(
            .delete, "/v1/categories/{path}",
            Operation(
                id: "deleteCategory", summary: "Remove a category that nothing is in", tag: Self.tag,
                access: .role("admin"), parameters: [Self.path], responses: [.noContent("Removed.")],
                problems: [404, 409], conditional: .write)
        ) { [store] input, _ in
            let conditions = input.conditions
            try await store.delete(CategoryPath(text: input.string("path") ?? "")) {
                try conditions.requireMatch($0?.etag)
            }
            return .empty()
        }
    }
}

extension VersionedCategory {
    /// The version as an entity tag.
    fileprivate var etag: ETag { ETag(versions) }
}

extension HTTPReply {
    /// A category with its version.
    fileprivate init(_ found: VersionedCategory, status: HTTPResponse.Status = .ok) {
        self = .encodedJSON(ByteBuffer(bytes: found.category.json.utf8), status: status, etag: found.etag)
    }
}
