import FoundationEssentials
import FunctionRuntime
import MeshCore
import ShopInsights

/// Where a run keeps what it collected and what it found: with the recommender.
struct RunShelf {
    let calls: MeshCalls
    let run: String

    private var path: String { "/internal/insights/runs/\(run)" }

    /// Keeps what was collected, in the place of what was kept before.
    ///
    /// - Throws: `MeshRefusal`.
    func save(_ data: ShopData) throws {
        let through = PercentEncoding.encode(data.through.description)
        _ = try calls.send(
            "PUT", "recommender", "\(path)/data?through=\(through)", body: Array(try JSONEncoder().encode(data)))
    }

    /// What was collected.
    ///
    /// - Throws: `MeshRefusal`; `DecodingError`.
    func data() throws -> ShopData {
        let answer = try calls.send("GET", "recommender", "\(path)/data")
        return try JSONDecoder().decode(ShopData.self, from: Data(answer.body))
    }

    /// Keeps what was found of a kind, in the place of what was kept before.
    ///
    /// - Throws: `MeshRefusal`.
    func save<Item: InsightItem>(_ report: InsightReport<Item>) throws {
        _ = try calls.send(
            "PUT", "recommender", "\(path)/results/\(Item.kind.rawValue)",
            body: Array(try JSONEncoder().encode(report)))
    }
}
