import GRDB
import MeshCore
import MeshStore
import ShopInsights

extension InsightStore {
    /// What became of suggested prices, by SKU in small letters.
    ///
    /// - Throws: `StoreError`.
    func decisions(of skus: [String]) async throws -> [String: PriceDecision] {
        try await store.read { db in
            let statement = try db.cachedStatement(sql: "SELECT document FROM insight_price WHERE sku = ?")
            var known: [String: PriceDecision] = [:]
            for sku in skus {
                guard let text = try String.fetchOne(statement, arguments: [sku]) else { continue }
                known[sku.lowercased()] = try Self.value(text)
            }
            return known
        }
    }

    /// Writes down what became of one.
    ///
    /// - Throws: `StoreError`.
    func decide(_ decision: PriceDecision, of sku: String) async throws {
        let text = try Self.text(decision)
        try await store.write { db in
            try db.cachedStatement(
                sql: """
                    INSERT INTO insight_price (sku, document) VALUES (?, ?)
                    ON CONFLICT (sku) DO UPDATE SET document = excluded.document
                    """
            ).execute(arguments: [sku, text])
        }
    }
}
