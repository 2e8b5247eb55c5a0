import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// A cart, on the caller's thread.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func cart(_ id: Cart.ID) throws -> StoredCart? { try store.fastRead { db in try CartRow.find(id, db) } }

    /// Adds a guest's cart.
    ///
    /// - Throws: `StoreError`.
    func add(_ cart: StoredCart) async throws {
        try await store.write { db in try CartRow.insert(cart, db) }
    }

    /// The cart of an account: the one that it has, else this one.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func cart(ofAccount account: String, orElse fresh: StoredCart) async throws -> (cart: StoredCart, isNew: Bool) {
        if let cart = try store.fastRead({ db in try CartRow.find(account: account, db) }) { return (cart, false) }
        return try await store.write { db in
            if let cart = try CartRow.find(account: account, db) { return (cart, false) }
            try CartRow.insert(fresh, db)
            return (fresh, true)
        }
    }

    /// Changes a cart, and tells of it when its lines or its state have changed.
    ///
    /// - Parameters:
    ///   - caller: Whose it must be.
    ///   - expiry: When a guest's goes unless it is touched again.
    ///   - change: Is given what is stored; throws to leave it alone.
    /// - Returns: The cart after it.
    /// - Throws: ``OrdersError/cartNotFound``; what the change throws; `StoreError`.
    func change(
        _ id: Cart.ID, of caller: Caller, keptUntil expiry: Timestamp,
        _ change: @escaping @Sendable (inout StoredCart) throws -> Void
    ) async throws -> StoredCart {
        try await store.write { [self] db in
            guard let stored = try CartRow.find(id, db), caller.owns(stored) else { throw OrdersError.cartNotFound }
            var cart = stored
            try change(&cart)
            try save(&cart, from: stored, keptUntil: expiry, db)
            return cart
        }
    }

    /// Keeps what the catalog has told of a cart's lines, unless its owner has changed them since.
    ///
    /// - Throws: `StoreError`.
    func keepPrices(of cart: StoredCart, keptUntil expiry: Timestamp?) async throws {
        try await store.write { db in
            guard let stored = try CartRow.find(cart.id, db), stored.version == cart.version,
                stored.state == cart.state
            else { return }
            var kept = stored
            kept.lines = cart.lines
            if kept.expiresAt != nil, let expiry { kept.expiresAt = expiry }
            try CartRow.update(kept, from: stored, db)
        }
    }

    /// Puts a guest's cart into an account's. Done again, it changes nothing.
    ///
    /// - Parameters:
    ///   - guest: The guest's cart.
    ///   - caller: Bears the guest cart's secret, and has the account.
    ///   - fresh: The account's cart, if it has none yet.
    /// - Returns: The account's cart after it.
    /// - Throws: ``OrdersError/cartNotFound``, ``OrdersError/cartClosed(_:)``, ``OrdersError/cartFull``; `StoreError`.
    func merge(_ guest: Cart.ID, by caller: Caller, into fresh: StoredCart) async throws -> StoredCart {
        try await store.write { [self] db in
            guard let account = caller.account, let source = try CartRow.find(guest, db), source.account == nil,
                caller.owns(source)
            else { throw OrdersError.cartNotFound }
            let present = try CartRow.find(account: account, db)
            if present == nil { try CartRow.insert(fresh, db) }
            let stored = present ?? fresh
            if source.state == .merged { return stored }
            var cart = stored
            try cart.merge(source)
            try save(&cart, from: stored, keptUntil: fresh.updatedAt, db)
            var emptied = source
            emptied.state = .merged
            emptied.lines = []
            try save(&emptied, from: source, keptUntil: source.expiresAt ?? fresh.updatedAt, db)
            return cart
        }
    }

    /// Removes carts of guests that nobody has touched for so long, and carts that came to their end long ago.
    ///
    /// - Parameters:
    ///   - now: Carts that expire before this go.
    ///   - ended: Carts that ended before this go.
    ///   - limit: The most of each kind.
    /// - Returns: How many went.
    /// - Throws: `StoreError`.
    func sweepCarts(expiredBy now: Timestamp, endedBefore ended: Timestamp, limit: Int) async throws -> Int {
        try await store.write { db in
            var count = 0
            for (sql, moment) in [(Self.expiredCartsSQL, now), (Self.endedCartsSQL, ended)] {
                try db.cachedStatement(sql: "DELETE FROM cart WHERE number IN (\(sql))")
                    .execute(arguments: [moment.milliseconds, limit])
                count += db.changesCount
            }
            return count
        }
    }

    /// One that is being checked out stays, whatever its age.
    static let expiredCartsSQL =
        "SELECT number FROM cart WHERE expires_at IS NOT NULL AND expires_at < ? AND state <> 'checking_out' LIMIT ?"
    static let endedCartsSQL =
        "SELECT number FROM cart WHERE state IN ('checked_out', 'merged') AND updated_at < ? LIMIT ?"

    /// Writes a changed cart with its event; only prices that changed make neither a version nor an event.
    private func save(
        _ cart: inout StoredCart, from stored: StoredCart, keptUntil expiry: Timestamp, _ db: Database
    ) throws {
        guard cart != stored else { return }
        if cart.expiresAt != nil { cart.expiresAt = expiry }
        guard cart.units != stored.units || cart.state != stored.state else {
            return try CartRow.update(cart, from: stored, db)
        }
        cart.version += 1
        cart.updatedAt = max(clock.now(), stored.updatedAt)
        try CartRow.update(cart, from: stored, db)
        let details = CartUpdated.Details(
            state: cart.state, account: cart.account, lines: cart.units, version: cart.version)
        let event = CartUpdated(cart.id, time: cart.updatedAt, details)
        try outbox.append(
            id: event.id, topic: event.type, key: event.subject, payload: Array(try StoredJSON.text(event).utf8),
            at: event.time, db)
    }
}

extension StoredCart {
    /// How many of what.
    fileprivate var units: [UnitCount] { lines.map { UnitCount(sku: $0.sku, quantity: $0.quantity) } }
}

extension Caller {
    /// Whether a cart is the caller's.
    func owns(_ cart: StoredCart) -> Bool { owns(account: cart.account, digest: cart.digest) }
}
