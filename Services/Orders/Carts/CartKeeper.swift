import MeshCore
import OrdersAPI

/// Keeps carts: finds them for whoever may see them, fills them, and shows them with the prices of the moment.
struct CartKeeper: Sendable {
    /// A cart that nobody put anything into goes sooner.
    private static let emptyLifetime = Duration.seconds(86_400)
    /// A guest's cart that is only looked at has its expiry written at most so often.
    private static let touchEvery = Duration.seconds(86_400)

    let store: OrdersStore
    let desk: CatalogDesk
    /// How long a guest's cart is kept after the last touch.
    let lifetime: Duration
    /// What carts are priced in unless they say otherwise.
    let currency: Currency
    let clock: any WallClock

    /// A cart as it is now.
    ///
    /// - Throws: ``OrdersError/cartNotFound``; `StoreError`.
    func cart(_ id: Cart.ID, for caller: Caller) async throws -> Cart {
        guard let stored = try store.cart(id), caller.owns(stored) else { throw OrdersError.cartNotFound }
        return try await priced(stored)
    }

    /// A new cart for a guest, with the secret in it, or the cart of an account.
    ///
    /// - Throws: `StoreError`.
    func open(_ request: CreateCart, for caller: Caller) async throws -> (cart: Cart, isNew: Bool) {
        let secret = caller.account == nil ? CapabilitySecret.make() : nil
        let fresh = fresh(request, account: caller.account, secret: secret)
        if let account = caller.account {
            let (stored, isNew) = try await store.cart(ofAccount: account, orElse: fresh)
            return (try await priced(stored), isNew)
        }
        try await store.add(fresh)
        var cart = fresh.cart([])
        cart.secret = secret?.text
        return (cart, true)
    }

    /// Says how many of one thing are wanted.
    ///
    /// What the catalog does not sell is refused; while it cannot be asked, everything is taken, and told about later.
    ///
    /// - Parameter precondition: A check of what is stored.
    /// - Throws: ``OrdersError``; what the precondition throws; `StoreError`.
    func set(
        _ sku: String, to quantity: Int64, in id: Cart.ID, for caller: Caller,
        if precondition: @escaping @Sendable (StoredCart) throws -> Void
    ) async throws -> Cart {
        guard let stored = try store.cart(id), caller.owns(stored) else { throw OrdersError.cartNotFound }
        try precondition(stored)
        var wanted = stored
        try wanted.set(sku, to: quantity)
        let quotes = try await desk.quote(wanted)
        if quantity > 0, let problem = quotes?.problem(of: sku) { throw OrdersError.lineRefused(sku: sku, problem) }
        let changed = try await store.change(id, of: caller, keptUntil: clock.now() + lifetime) { cart in
            try precondition(cart)
            try cart.set(sku, to: quantity)
            cart.refresh(quotes ?? [])
            cart.agree(on: sku)
        }
        return changed.cart(quotes)
    }

    /// Puts a guest's cart into the account's.
    ///
    /// - Throws: ``OrdersError``; `StoreError`.
    func merge(_ guest: Cart.ID, for caller: Caller) async throws -> Cart {
        let fresh = fresh(CreateCart(), account: caller.account, secret: nil)
        return try await priced(try await store.merge(guest, by: caller, into: fresh))
    }

    private func fresh(_ request: CreateCart, account: String?, secret: CapabilitySecret?) -> StoredCart {
        let now = clock.now()
        return StoredCart(
            id: .make(), state: .open, account: account, digest: secret?.digest,
            currency: request.currency ?? currency, channel: request.channel, country: request.country, createdAt: now,
            updatedAt: now, expiresAt: secret.map { _ in now + Self.emptyLifetime }, version: 1)
    }

    /// The cart with the prices of the moment, which are kept for when the catalog cannot be asked.
    private func priced(_ stored: StoredCart) async throws -> Cart {
        switch stored.state {
        case .checkedOut, .merged: return stored.cart([])
        case .open, .checkingOut: break
        }
        let quotes = try await desk.quote(stored)
        var cart = stored
        cart.refresh(quotes ?? [])
        let expiry = clock.now() + lifetime
        let isTouched = !cart.lines.isEmpty && (cart.expiresAt.map { $0 + Self.touchEvery < expiry } ?? false)
        if cart != stored || isTouched {
            try await store.keepPrices(of: cart, keptUntil: isTouched ? expiry : nil)
            if isTouched { cart.expiresAt = expiry }
        }
        return cart.cart(quotes)
    }
}

extension [QuotedUnit] {
    /// Why something cannot be put into a cart.
    fileprivate func problem(of sku: String) -> LineProblem? {
        first { StoredLine.key($0.sku) == StoredLine.key(sku) }?.problem
    }
}
