import Foundation
import GRDB
import MeshCore
import OrdersAPI

@testable import Orders

/// Carts as they are before a checkout.
enum CheckoutCarts {
    static func insert(
        _ id: Cart.ID, _ lines: [String: Int], account: String?, secret: CapabilitySecret, at now: Timestamp,
        _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO cart (id, state, account, secret_digest, currency, created_at, updated_at, version)
                VALUES (?, 'open', ?, ?, 'EUR', ?, ?, 1)
                """,
            arguments: [
                id.description, account, account == nil ? Data(secret.digest) : nil, now.milliseconds,
                now.milliseconds,
            ])
        let number = db.lastInsertedRowID
        for (position, line) in lines.sorted(by: { $0.key < $1.key }).enumerated() {
            try db.execute(
                sql: "INSERT INTO cart_line (cart, sku, position, quantity, title) VALUES (?, ?, ?, ?, '')",
                arguments: [number, line.key, position, line.value])
        }
    }
}
