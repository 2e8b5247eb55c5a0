import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore
import OrdersAPI

/// Checkouts over HTTP.
struct CheckoutRoutes: Sendable {
    let desk: CheckoutDesk
    let secrets: OrderSecrets

    private static let tag = "checkout"
    private static let cart = Parameter.path("id", .id(Cart.ID.self), "The cart")
    private static let id = Parameter.path("id", .id(Checkout.ID.self), "The checkout")

    private static let prefer = Parameter.header(
        "Prefer", .string(1...256), "With respond-async (RFC 7240) the answer does not wait for the outcome.")

    func add(to api: inout API) {
        addBeginning(to: &api)
        addReading(to: &api)
        addGivingUp(to: &api)
    }

    private func addBeginning(to api: inout API) {
        api.on(
            .post, "/v1/carts/{id}/checkout",
            Operation(
                id: "checkOut", summary: "Check a cart out", tag: Self.tag, access: .userOrGuest,
                parameters: [Self.cart, .cartSecret, Self.prefer], request: .json(CheckOutCart.self),
                responses: [
                    .created(Order.self), .json(Checkout.self, status: .accepted, "Not yet; ask for it again."),
                ],
                problems: [402, 409, 422], idempotency: .requiredByHandler)
        ) { [self] input, context in
            let cart = try await ownCart(try input.id("id"), input.string("Cart-Secret"), context)
            let ask = CheckoutDesk.Ask(
                content: input.body, cart: cart, key: try key(of: input, cart),
                fingerprint: RequestFingerprint(
                    method: "POST", target: input.head.path ?? "/", body: (input.document ?? .null).description.utf8),
                account: cart.account, traceID: context.id, deadline: context.deadline,
                asker: Preferences(input.string("Prefer")).isAsynchronous ? .hasGone : .waits)
            return try reply(to: try await desk.checkOut(ask))
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/checkouts/{id}",
            Operation(
                id: "getCheckout", summary: "Where a checkout stands", tag: Self.tag, access: .userOrGuest,
                parameters: [Self.id, .cartSecret], responses: [.ok(Checkout.self)], problems: [404])
        ) { [self] input, context in
            let found = try await ownCheckout(try input.id("id"), input.string("Cart-Secret"), context)
            return try .json(found.checkout, headers: [.cacheControl: "no-store"])
        }
    }

    private func addGivingUp(to api: inout API) {
        api.on(
            .post, "/v1/checkouts/{id}/cancel",
            Operation(
                id: "cancelCheckout", summary: "End a checkout before its order is placed", tag: Self.tag,
                access: .userOrGuest, parameters: [Self.id, .cartSecret], responses: [.ok(Checkout.self)],
                problems: [404, 409])
        ) { [self] input, context in
            let found = try await ownCheckout(try input.id("id"), input.string("Cart-Secret"), context)
            return try .json(try await desk.giveUp(found).checkout, headers: [.cacheControl: "no-store"])
        }
    }

    // MARK: - Who

    private func ownCart(_ id: Cart.ID, _ secret: String?, _ context: MeshRequestContext) async throws -> CheckoutCart {
        guard let cart = try await desk.store.cart(id), cart.belongs(to: context.caller(secret)) else {
            throw OrdersError.cartNotFound
        }
        return cart
    }

    private func ownCheckout(
        _ id: Checkout.ID, _ secret: String?, _ context: MeshRequestContext
    ) async throws -> CheckoutRecord {
        guard let checkout = try desk.store.find(id) else { throw OrdersError.checkoutNotFound }
        let caller = context.caller(secret)
        if caller.isAdmin { return checkout }
        if let account = checkout.content.account, account == caller.account { return checkout }
        guard let cart = try await desk.store.cart(checkout.cartID), cart.belongs(to: caller) else {
            throw OrdersError.checkoutNotFound
        }
        return checkout
    }

    /// Keys of different buyers never meet: an account's are its own, and a guest has no more than the cart.
    private func key(of input: OperationInput<CheckOutCart>, _ cart: CheckoutCart) throws -> IdempotencyKey {
        guard let text = input.head.headerFields[.idempotencyKey] else { throw OrdersError.keyMissing }
        guard let key = IdempotencyKey(scope: "checkOut \(cart.account ?? cart.id.description)", value: text) else {
            throw OrdersError.invalid([
                FieldError(
                    field: "Idempotency-Key", code: "malformed",
                    message: "From 1 to 255 visible ASCII characters are expected.")
            ])
        }
        return key
    }

    // MARK: - The answer

    /// The same bytes however often it is given: the order as it was when it was paid, or why there is none.
    private func reply(to checkout: CheckoutRecord) throws -> HTTPReply {
        if let text = checkout.paidOrder {
            var order: Order = try StoredJSON.value(text, of: checkout.id.description)
            order.secret = secrets.secret(of: checkout)?.text
            return HTTPReply(
                status: .created,
                headers: [
                    .contentType: "application/json", .location: "/v1/orders/\(order.id)",
                    .cacheControl: "no-store",
                ], body: .init(byteBuffer: .init(string: try StoredJSON.text(order))))
        }
        if checkout.step == .cancelled {
            let problem = (checkout.refusal ?? CheckoutRefusal(.timedOut)).problem(of: checkout)
            return HTTPReply(
                status: .init(code: problem.status),
                headers: [.contentType: Problem.mediaType, .cacheControl: "no-store"],
                body: .init(byteBuffer: .init(string: try StoredJSON.text(problem))))
        }
        return try .json(
            checkout.checkout, status: .accepted,
            headers: [.location: "/v1/checkouts/\(checkout.id)", .retryAfter: "1", .cacheControl: "no-store"])
    }
}
