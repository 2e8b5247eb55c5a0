import MeshStore

extension CartSchema {
    /// Finds carts of accounts that nobody has touched for a while.
    static let idle = Migration(
        "orders-0008-idle-carts",
        sql: """
            CREATE INDEX cart_idle ON cart (updated_at, id) WHERE state = 'open' AND account IS NOT NULL;
            """)
}
