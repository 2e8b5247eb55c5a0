import MeshStore

extension CartSchema {
    /// Finds carts that came to their end, to be swept in time.
    static let ended = Migration(
        "orders-0003-ended-carts",
        sql: """
            CREATE INDEX cart_ended ON cart (updated_at) WHERE state IN ('checked_out', 'merged');
            """)
}
