import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// Carts over HTTP.
struct CartRoutes: Sendable {
    let keeper: CartKeeper

    private static let tag = "carts"
    private static let id = Parameter.path("id", .id(Cart.ID.self), "The cart.")
    private static let sku = Parameter.path("sku", .string(1...64), "What is wanted.")

    func add(to api: inout API) {
        addOpening(to: &api)
        addReading(to: &api)
        addFilling(to: &api)
    }

    private func addOpening(to api: inout API) {
        api.on(
            .post, "/v1/carts",
            Operation(
                id: "createCart", summary: "A cart: a new one for a guest, the one that there is for an account",
                tag: Self.tag, access: .userOrGuest, request: .json(CreateCart.self),
                responses: [
                    .created(Cart.self, etag: true, "The cart, for a guest with its secret."),
                    .ok(Cart.self, etag: true, "The account's cart, which was there."),
                ])
        ) { [keeper] input, context in
            let (cart, isNew) = try await keeper.open(input.body, for: context.caller())
            var reply = try HTTPReply.cart(cart, status: isNew ? .created : .ok)
            if isNew { reply.headers[.location] = "/v1/carts/\(cart.id)" }
            return reply
        }
        api.on(
            .post, "/v1/carts/mine/merge",
            Operation(
                id: "mergeCart", summary: "Put a guest's cart into the account's", tag: Self.tag, access: .user,
                request: .json(MergeCart.self), responses: [.ok(Cart.self, etag: true, "The account's cart.")],
                problems: [404, 409, 422])
        ) { [keeper] input, context in
            try .cart(try await keeper.merge(input.body.cartId, for: context.caller(input.body.secret)))
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/carts/mine",
            Operation(
                id: "getMyCart", summary: "The account's cart; made when there is none", tag: Self.tag, access: .user,
                responses: [.ok(Cart.self, etag: true, "The cart.")])
        ) { [keeper] _, context in
            try .cart(try await keeper.open(CreateCart(), for: context.caller()).cart)
        }
        api.on(
            .get, "/v1/carts/{id}",
            Operation(
                id: "getCart", summary: "A cart with the prices of the moment", tag: Self.tag, access: .userOrGuest,
                parameters: [Self.id, .cartSecret], responses: [.ok(Cart.self, etag: true, "The cart.")],
                problems: [404])
        ) { [keeper] input, context in
            try .cart(try await keeper.cart(try input.id("id"), for: context.caller(input.string("Cart-Secret"))))
        }
    }

    private func addFilling(to api: inout API) {
        api.on(
            .put, "/v1/carts/{id}/lines/{sku}",
            Operation(
                id: "setCartLine", summary: "Say how many of one thing are wanted", tag: Self.tag,
                access: .userOrGuest, parameters: [Self.id, Self.sku, .cartSecret], request: .json(SetLine.self),
                responses: [.ok(Cart.self, etag: true, "The cart after it.")], problems: [404, 409, 422],
                conditional: .write)
        ) { [self] input, context in
            try await set(input, to: input.body.quantity, context)
        }
        api.on(
            .delete, "/v1/carts/{id}/lines/{sku}",
            Operation(
                id: "removeCartLine", summary: "Take a line away", tag: Self.tag, access: .userOrGuest,
                parameters: [Self.id, Self.sku, .cartSecret],
                responses: [.ok(Cart.self, etag: true, "The cart after it.")], problems: [404, 409],
                conditional: .write)
        ) { [self] input, context in
            try await set(input, to: 0, context)
        }
    }

    private func set<Body>(
        _ input: OperationInput<Body>, to quantity: Int64, _ context: MeshRequestContext
    ) async throws -> HTTPReply {
        let sku = input.string("sku") ?? ""
        let errors = OrdersFields.sku.validate(.string(sku))
        guard errors.isEmpty else {
            throw OrdersError.invalid(errors.map { FieldError(field: "sku", code: $0.code, message: $0.message) })
        }
        let conditions = input.conditions
        return try .cart(
            try await keeper.set(
                sku, to: quantity, in: try input.id("id"), for: context.caller(input.string("Cart-Secret"))
            ) { stored in try conditions.requireMatch(ETag(revision: stored.version)) })
    }
}

extension HTTPReply {
    /// A cart with its version. It is nobody else's, and its prices are of the moment: nobody keeps it.
    fileprivate static func cart(_ cart: Cart, status: HTTPResponse.Status = .ok) throws -> HTTPReply {
        try .json(cart, status: status, headers: [.cacheControl: "no-store"], etag: ETag(revision: cart.version))
    }
}
