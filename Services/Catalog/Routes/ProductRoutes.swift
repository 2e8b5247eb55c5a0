import CatalogAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore

/// Single products over HTTP.
struct ProductRoutes: Sendable {
    let store: CatalogStore
    let reader: ProductReader
    let keys: IdempotencyKeys
    let clock: any WallClock

    private static let tag = "products"
    /// More than the limits of a product's parts allow together.
    private static let bodyLimit = 256 << 10
    private static let id = Parameter.path("id", .id(Product.ID.self), "The product")

    func add(to api: inout API) {
        addReading(to: &api)
        addCreating(to: &api)
        addChanging(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/products/{id}",
            Operation(
                id: "getProduct", summary: "A product", tag: Self.tag, access: .public, parameters: [Self.id],
                responses: [.ok(Product.self, etag: true, "The product.")], problems: [404], conditional: .read)
        ) { [reader] input, _ in
            let id: Product.ID = try input.id("id")
            guard let product = try reader.product(id) else { throw CatalogError.productNotFound(id) }
            return .encodedJSON(product.body, etag: product.etag)
        }
    }

    private func addCreating(to api: inout API) {
        api.on(
            .post, "/v1/products",
            Operation(
                id: "createProduct", summary: "Add a product", tag: Self.tag, access: .role("admin"),
                request: .json(CreateProduct.self, limit: Self.bodyLimit),
                responses: [.created(Product.self, etag: true)], problems: [409],
                idempotency: .accepted)
        ) { [self] input, _ in
            // The document, because the decoded body has lost the order of its attributes.
            let draft = try ProductDraft(document: input.document ?? .null)
            let now = clock.now()
            let product = draft.product(id: .make(), createdAt: now, updatedAt: now, version: 1)
            var reply = HTTPReply(product, status: .created)
            reply.headers[.location] = "/v1/products/\(product.id)"
            if let claim = input.claim {
                try await store.create(product, finishing: claim, of: keys, with: try await reply.storedAnswer())
            } else {
                try await store.create(product)
            }
            return reply
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .patch, "/v1/products/{id}",
            Operation(
                id: "patchProduct", summary: "Change parts of a product", tag: Self.tag, access: .role("admin"),
                parameters: [Self.id], request: .mergePatch(ProductPatch.self, limit: Self.bodyLimit),
                responses: [.ok(Product.self, etag: true, "The product after the change.")], problems: [404, 409],
                conditional: .write)
        ) { [store] input, context in
            let conditions = input.conditions
            let product = try await store.patch(
                try input.id("id"), input.document ?? .null, by: context.author
            ) { stored in try conditions.requireMatch(stored.etag) }
            return HTTPReply(product)
        }
        api.on(
            .delete, "/v1/products/{id}",
            Operation(
                id: "deleteProduct", summary: "Remove a product", tag: Self.tag, access: .role("admin"),
                parameters: [Self.id], responses: [.noContent("Removed.")], problems: [404], conditional: .write)
        ) { [store] input, _ in
            let conditions = input.conditions
            try await store.delete(try input.id("id")) { stored in try conditions.requireMatch(stored.etag) }
            return .empty()
        }
    }
}

extension HTTPReply {
    /// A product with its version.
    fileprivate init(_ product: Product, status: HTTPResponse.Status = .ok) {
        let hot = HotProduct(product)
        self = .encodedJSON(hot.body, status: status, etag: hot.etag)
    }
}
