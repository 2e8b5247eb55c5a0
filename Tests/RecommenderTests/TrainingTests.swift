import EventCollection
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import RecommenderModels
import Testing

@testable import Recommender

@Suite("Models are trained beside what is served")
struct TrainingTests {
    /// Shoppers of four tastes, who come again and again.
    private static func events(rounds: Range<Int>, mixed: Bool = false) -> [CollectedEvent] {
        var random = SplitMix64(seed: UInt64(rounds.lowerBound + 1))
        return rounds.flatMap { round in
            (0..<40).map { shopper in
                let taste = mixed ? random.below(4) : shopper % 4
                return .shopping(
                    "view_item", ["T\(taste)-\(random.below(8))"], by: "shopper-\(shopper)",
                    after: Int64(round * 100 + shopper))
            }
        }
    }

    private static func shop() -> Shop {
        let shop = Shop()
        for taste in 0..<4 { for number in 0..<8 { shop.put("T\(taste)-\(number)", category: "taste-\(taste)") } }
        return shop
    }

    private static let models = "/v1/recommendations/models"

    @Test(
        "The first are served; others when they are not worse on what came since; earlier ones again when somebody says so"
    )
    func promotion() async throws {
        let shop = Self.shop()
        let directory = try TemporaryDirectory()
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                shop.append(Self.events(rounds: 0..<6))
                _ = try await recommender.recommend("fresh=true")
                let first = try await recommender.train()
                #expect(first["state"] == "live", "\(first)")
                #expect((first["metrics"]?["users"]?.intValue ?? 0) > 0)
                let (own, popular) = (first["metrics"]?["ndcg"]?.doubleValue, first["popularity"]?["ndcg"]?.doubleValue)
                #expect((own ?? 0) > (popular ?? 1), "\(first)")
                #expect(first["present"] == nil)
                // Nothing has come since: nobody can tell which is better.
                let second = try await recommender.train()
                #expect(second["version"] == 2)
                shop.append(Self.events(rounds: 6..<9))
                _ = try await recommender.recommend("fresh=true")
                let third = try await recommender.train()
                #expect(third["state"] == "live", "\(third)")
                #expect(third["present"]?["users"] == third["metrics"]?["users"])
                _ = try await recommender.wait("the third", for: "/v1/recommendations") { $0.json["model"] == 3 }
                let back = try await recommender.send(.post, "\(Self.models)/1/promote", token: "admin")
                #expect(back.status == 200)
                #expect(back.json["state"] == "live")
                _ = try await recommender.wait("the first again", for: "/v1/recommendations") { $0.json["model"] == 1 }
                let list = try await recommender.send(.get, Self.models, token: "admin")
                #expect(list.json["items"]?.arrayValue?.map { $0["version"] } == [3, 2, 1])
                #expect(list.json["items"]?.arrayValue?.first?["state"] == "retired")
                #expect(try await recommender.send(.post, "\(Self.models)/9/promote", token: "admin").status == 404)
            }
            // Another instance serves what was promoted last.
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                _ = try await recommender.wait("the first", for: "/v1/recommendations") { $0.json["model"] == 1 }
            }
        }
    }

    @Test("Without interactions nothing is trained, and the reason is told")
    func nothing() async throws {
        let directory = try TemporaryDirectory()
        try await Self.shop().serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                let version = try await recommender.train()
                #expect(version["state"] == "failed")
                #expect(version["problem"] == "training needs interactions, and there are none")
                let refused = try await recommender.send(.post, "\(Self.models)/1/promote", token: "admin")
                #expect(refused.status == 409)
                #expect(refused.json["code"] == "model_not_servable")
            }
        }
    }

    @Test("Models are trained by themselves when there are users enough, once of two instances")
    func due() async throws {
        let shop = Self.shop()
        shop.append(Self.events(rounds: 0..<3))
        let directory = try TemporaryDirectory()
        let settings = ["training.users": "40"]
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path, settings: settings) { first in
                try await RecommenderInstance.with(port, directory: directory.path, settings: settings) { second in
                    _ = try await first.wait("models", for: "/v1/recommendations") { $0.json["model"] == 1 }
                    _ = try await second.wait("models", for: "/v1/recommendations") { $0.json["model"] == 1 }
                    #expect(
                        try await second.send(.get, Self.models, token: "admin").json["items"]?.arrayValue?.count == 1)
                }
            }
        }
    }

    @Test("A file that is not what was written is not served")
    func damage() async throws {
        let shop = Self.shop()
        shop.append(Self.events(rounds: 0..<3))
        let directory = try TemporaryDirectory()
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                _ = try await recommender.recommend("fresh=true")
                _ = try await recommender.train()
            }
            let folder = "\(directory.path)/models"
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
            var bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(filePath: "\(folder)/\(name)"))
            try await RecommenderInstance.with(port, directory: directory.path) { recommender in
                // What needs no models is served none the less.
                let answer = try await recommender.wait("what is popular", for: "/v1/recommendations") {
                    $0.skus.count == 10
                }
                #expect(answer.json["model"] == nil)
                let live = try #require(try await recommender.service.store.liveModel())
                let shelf = try ModelShelf(folder: folder)
                await #expect(throws: RecommenderError.modelDamaged(version: 1)) { try await shelf.load(live) }
                // The next training takes its place without being held against it.
                #expect(try await recommender.train()["state"] == "live")
                _ = try await recommender.wait("models", for: "/v1/recommendations") { $0.json["model"] == 2 }
            }
        }
    }
}
