import MeshStore

extension CartSchema {
    /// Finds all carts of an account, also those at their end, when the account is erased.
    static let ofAccounts = Migration(
        "orders-0006-carts-of-accounts",
        sql: """
            CREATE INDEX cart_account ON cart (account) WHERE account IS NOT NULL;
            """)
}
