import Foundation
import GRDB
import MeshCore
import OrdersAPI

/// A cart as rows.
enum CartRow {
    private static let columns = """
        number, id, state, account, secret_digest, currency, channel, country, created_at, updated_at, expires_at, version
        """
    private static let lineColumns =
        "sku, position, quantity, product_id, title, options, unit_amount, list_amount, agreed_amount, problem"

    static func find(_ id: Cart.ID, _ db: Database) throws -> StoredCart? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM cart WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map { try cart($0, db) }
    }

    /// The cart of an account that is not at its end.
    static func find(account: String, _ db: Database) throws -> StoredCart? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM cart WHERE account = ? AND state IN ('open', 'checking_out')")
        return try Row.fetchOne(statement, arguments: [account]).map { try cart($0, db) }
    }

    static func insert(_ cart: StoredCart, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO cart (id, state, account, secret_digest, currency, channel, country, created_at, updated_at,
                expires_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            cart.id.description, cart.state.rawValue, cart.account, cart.digest.map { Data($0) },
            cart.currency.description, cart.channel, cart.country, cart.createdAt.milliseconds,
            cart.updatedAt.milliseconds, cart.expiresAt?.milliseconds, cart.version,
        ])
        try write([], cart.lines, of: cart.id, db)
    }

    /// Writes what differs from the rows.
    static func update(_ cart: StoredCart, from stored: StoredCart, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE cart SET state = ?, currency = ?, channel = ?, country = ?, updated_at = ?, expires_at = ?,
                version = ? WHERE id = ?
                """)
        try statement.execute(arguments: [
            cart.state.rawValue, cart.currency.description, cart.channel, cart.country, cart.updatedAt.milliseconds,
            cart.expiresAt?.milliseconds, cart.version, cart.id.description,
        ])
        try write(stored.lines, cart.lines, of: cart.id, db)
    }

    private static func cart(_ row: Row, _ db: Database) throws -> StoredCart {
        let text: String = row[1]
        guard let id = Cart.ID(text), let state = CartState(rawValue: row[2]), let currency = Currency(row[5]) else {
            throw OrdersError.damagedRow(text)
        }
        let statement = try db.cachedStatement(
            sql: "SELECT \(lineColumns) FROM cart_line WHERE cart = ? ORDER BY position")
        let lines = try Row.fetchAll(statement, arguments: [row[0] as Int64]).map { try line($0, of: text) }
        return StoredCart(
            id: id, state: state, account: row[3], digest: (row[4] as Data?).map { Array($0) }, currency: currency,
            channel: row[6], country: row[7], lines: lines, createdAt: Timestamp(milliseconds: row[8]),
            updatedAt: Timestamp(milliseconds: row[9]),
            expiresAt: (row[10] as Int64?).map(Timestamp.init(milliseconds:)), version: row[11])
    }

    private static func line(_ row: Row, of cart: String) throws -> StoredLine {
        StoredLine(
            sku: row[0], position: row[1], quantity: row[2], productID: row[3], title: row[4],
            options: try (row[5] as String?).map { try StoredJSON.value($0, of: cart) }, unitAmount: row[6],
            listAmount: row[7], agreedAmount: row[8], problem: (row[9] as String?).flatMap(LineProblem.init))
    }

    private static func write(
        _ stored: [StoredLine], _ lines: [StoredLine], of cart: Cart.ID, _ db: Database
    ) throws {
        guard stored != lines else { return }
        let number = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM cart WHERE id = ?"), arguments: [cart.description])
        let kept = Set(lines.map { StoredLine.key($0.sku) })
        for line in stored where !kept.contains(StoredLine.key(line.sku)) {
            try db.cachedStatement(sql: "DELETE FROM cart_line WHERE cart = ? AND sku = ?")
                .execute(arguments: [number, line.sku])
        }
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO cart_line (cart, \(lineColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for line in lines where !stored.contains(line) {
            try statement.execute(arguments: [
                number, line.sku, line.position, line.quantity, line.productID, line.title,
                try line.options.map { try StoredJSON.text($0) }, line.unitAmount, line.listAmount, line.agreedAmount,
                line.problem?.rawValue,
            ])
        }
    }
}
