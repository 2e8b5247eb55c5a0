import MeshCore
import RecommenderAPI
import Testing

@Suite("The messages of the recommender on the wire")
struct RecommenderContractTests {
    /// One of each message, with every member.
    static let messages: [AgreedMessage] = {
        let moment = Timestamp(milliseconds: 1_795_222_923_004)
        let metrics = ModelMetrics(recall: 0.25, ndcg: 0.125, mrr: 0.5, coverage: 0.75, users: 400)
        var version = ModelVersion(version: 3, state: .live, createdAt: moment)
        version.finishedAt = moment
        version.trainedThrough = moment
        version.interactions = 10_000
        version.users = 500
        version.items = 300
        version.metrics = metrics
        version.present = metrics
        version.popularity = metrics
        version.bytes = 65_536
        version.checksum = String(repeating: "0f", count: 32)
        version.problem = "another version was promoted while it was trained"
        let recommendation = Recommendation(
            sku: "BOOK-0042", productId: "prd_01jd4t9x5se4nvk3qk2m7c8h6r", title: "The Left Hand of Darkness",
            category: "books/science-fiction", price: Money(amount: 1999, currency: .eur), score: 0.5,
            reason: RecommendationReason(
                kind: .bought, sku: "BOOK-0041", title: "The Dispossessed", text: "because you bought The Dispossessed")
        )
        return [
            AgreedMessage("RecommendationList", RecommendationList(items: [recommendation], model: 3, fresh: true)),
            AgreedMessage("ModelVersion", version),
            AgreedMessage("ModelVersionList", ModelVersionList(items: [version])),
        ]
    }()

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "recommender") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}
