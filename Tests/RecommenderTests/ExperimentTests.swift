import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshTestKit
import NIOCore
import RecommenderAPI
import Testing

@testable import Recommender

@Suite("Experiments are run on those who ask")
struct ExperimentTests {
    private static let path = "/v1/recommendations/experiments/home"
    private static let settings = ["training.heldOut": "0.001", "experiments.patience": "1ms"]

    /// Three books of arts, one of which is popular, and three of biology.
    private static func shop() -> Shop {
        let shop = Shop()
        for sku in ["A1", "A2", "A3", "B1", "B2", "B3"] {
            shop.put(sku, category: sku.hasPrefix("A") ? "arts" : "biology")
        }
        for reader in 0..<6 {
            shop.append([.shopping("view_item", ["A\(reader % 3 + 1)", "B1"], by: "reader-\(reader)", after: 1)])
        }
        return shop
    }

    private static func plan(
        _ second: JSONValue, metric: String = "click", extra: JSONObject = [:]
    ) -> JSONValue {
        var plan: JSONObject = [
            "control": "popularity", "metric": .string(metric), "windowSeconds": 600,
            "variants": [["name": "popularity", "weight": 1, "lists": ["popular": 1]], second],
        ]
        for (name, value) in extra { plan[name] = value }
        return .object(plan)
    }

    private static let blend: JSONValue = ["name": "blend", "weight": 1]

    private static func with(
        clock: VirtualWallClock = VirtualWallClock(Shop.begin + .seconds(3600)),
        _ body: @escaping @Sendable (Shop, RecommenderInstance, VirtualWallClock) async throws -> Void
    ) async throws {
        let (shop, directory) = (shop(), try TemporaryDirectory())
        try await shop.serve { port in
            try await RecommenderInstance.with(port, directory: directory.path, clock: clock, settings: settings) {
                _ = try await $0.wait("all signals", for: "/v1/recommendations") { $0.skus.count == 4 }
                try await body(shop, $0, clock)
            }
        }
    }

    private static func start(_ recommender: RecommenderInstance, _ plan: JSONValue) async throws {
        let put = try await recommender.send(.put, path, token: "admin", body: plan)
        #expect(put.status == 200, "\(put)")
        #expect(put.json["state"] == "draft")
        let started = try await recommender.send(.post, "\(path)/start", token: "admin")
        #expect(started.json["state"] == "running", "\(started)")
        _ = try await recommender.wait("the experiment", for: "/v1/recommendations?visitor=first&limit=1") {
            $0.json["shown"]?["experiment"] == "home"
        }
    }

    /// A visitor of a variant.
    private static func visitor(
        of variant: String, _ recommender: RecommenderInstance, besides others: [String] = []
    ) async throws -> String {
        for number in 0..<200 where !others.contains("v\(number)") {
            let answer = try await recommender.recommend("visitor=v\(number)")
            if answer.json["shown"]?["variant"]?.stringValue == variant { return "v\(number)" }
        }
        throw Problem.notFound("a visitor of \(variant)")
    }

    private static func report(_ recommender: RecommenderInstance) async throws -> ExperimentReport {
        let answer = try await recommender.send(.get, "\(path)/report", token: "admin")
        return try MeshJSON.decode(ExperimentReport.self, from: ByteBuffer(bytes: Array(answer.json.utf8)))
    }

    private static func click(_ report: ExperimentReport, _ variant: String) throws -> MetricReport {
        let found = try #require(report.variants.first { $0.name == variant })
        return try #require(found.metrics.first { $0.metric == .click })
    }

    @Test("Each unit keeps its variant, whose lists its answers are made of; who looks at others is not tried on")
    func variants() async throws {
        try await Self.with { shop, recommender, _ in
            try await Self.start(recommender, Self.plan(Self.blend))
            var seen: Set<String> = []
            for number in 0..<20 {
                let answers = [
                    try await recommender.recommend("visitor=v\(number)"),
                    try await recommender.recommend("visitor=v\(number)"),
                ]
                let variant = try #require(answers[0].json["shown"]?["variant"]?.stringValue)
                #expect(answers[1].json["shown"]?["variant"]?.stringValue == variant)
                seen.insert(variant)
                let kinds = Set(answers[0].reasons.values.compactMap { $0["kind"]?.stringValue })
                if variant == "popularity" { #expect(kinds.subtracting(["popular"]).isEmpty, "\(answers[0])") }
                #expect(answers[0].skus.first == "B1")
            }
            #expect(seen == ["popularity", "blend"])
            // An account is a unit of its own, whatever device it uses.
            let mine = try await recommender.recommend("visitor=v1", token: "mary")
            #expect(try await recommender.recommend("visitor=v2", token: "mary").json["shown"] == mine.json["shown"])
            #expect(try await recommender.recommend("for=acc_mary", token: "mary").json["shown"] == mine.json["shown"])
            #expect(try await recommender.recommend("for=acc_mary", token: "admin").json["shown"] == nil)
            #expect(try await recommender.recommend().json["shown"] == nil)
            let stopped = try await recommender.send(.post, "\(Self.path)/stop", token: "admin")
            #expect(stopped.json["state"] == "stopped")
            _ = try await recommender.wait("an answer as usual", for: "/v1/recommendations?visitor=v1") {
                $0.json["shown"] == nil
            }
        }
    }

    @Test("An outcome counts once, for the last answer that showed the item, within the window and across a restart")
    func outcomes() async throws {
        let clock = VirtualWallClock(Shop.begin + .seconds(3600))
        let (shop, directory) = (Self.shop(), try TemporaryDirectory())
        try await shop.serve { port in
            let clicker = try await RecommenderInstance.with(
                port, directory: directory.path, clock: clock, settings: Self.settings
            ) { recommender in
                _ = try await recommender.wait("all signals", for: "/v1/recommendations") { $0.skus.count == 4 }
                try await Self.start(recommender, Self.plan(Self.blend))
                let clicker = try await Self.visitor(of: "blend", recommender)
                _ = try await recommender.recommend("visitor=\(clicker)")
                // Before it was shown, of what was not shown, and twice.
                shop.append([
                    .shopping("view_item", ["A1"], by: clicker, after: 3000),
                    .shopping("view_item", ["nothing"], by: clicker, after: 3601),
                    .shopping("view_item", ["A1"], by: clicker, after: 3602),
                    .shopping("view_item", ["A2"], by: clicker, after: 3603),
                    .shopping("purchase", ["A1"], by: clicker, after: 3604),
                ])
                _ = try await waitForValue("the exposures") {
                    try await Self.report(recommender).variants.contains { $0.name == "blend" && $0.exposures > 1 }
                        ? true : nil
                }
                return clicker
            }
            // Nobody was there when the window of what was shown ended.
            clock.set(Shop.begin + .seconds(3700))
            shop.append([.shopping("add_to_cart", ["B1"], by: clicker, after: 4300)])
            try await RecommenderInstance.with(port, directory: directory.path, clock: clock, settings: Self.settings) {
                recommender in
                clock.set(Shop.begin + .seconds(5000))
                _ = try await recommender.wait("an answer", for: "/v1/recommendations?visitor=\(clicker)") {
                    $0.json["shown"] != nil && $0.skus.contains("A3")
                }
                // All that was done before it is looked at before it.
                shop.append([.shopping("view_item", ["A3"], by: clicker, after: 5001)])
                let report = try await waitForValue("the last click") {
                    clock.advance(by: .seconds(1))
                    let report = try await Self.report(recommender)
                    return try Self.click(report, "blend").outcomes > 1 ? report : nil
                }
                #expect(try Self.click(report, "blend").outcomes == 2)
                #expect(try Self.click(report, "blend").convertedUnits == 1)
                #expect(try Self.click(report, "popularity").outcomes == 0)
                let blend = try #require(report.variants.first { $0.name == "blend" })
                #expect(blend.metrics.first { $0.metric == .purchase }?.outcomes == 1)
                #expect(blend.metrics.first { $0.metric == .cart }?.outcomes == 0)
                #expect(report.policies.contains { $0.policy == "blend" && $0.method == .inversePropensity })
                #expect(!report.hasSampleRatioMismatch)
            }
        }
    }

    @Test("A bandit fills its slot by chance, learns from outcomes, and says with which probability it chose")
    func bandit() async throws {
        try await Self.with { shop, recommender, clock in
            try await Self.start(
                recommender,
                Self.plan([
                    "name": "slot", "weight": 1000,
                    "slot": [
                        "position": 2, "feedbackSeconds": 60, "floor": 0.1,
                        "arms": [["name": "b2", "sku": "B2"], ["name": "b3", "sku": "B3"]],
                    ],
                ]))
            var shown: [String: String] = [:]
            for number in 0..<60 {
                let answer = try await recommender.recommend("visitor=w\(number)&limit=3")
                guard let arm = answer.json["shown"]?["arm"]?.stringValue else { continue }
                #expect(answer.skus[1] == arm.uppercased())
                #expect(answer.skus.count == 3 && Set(answer.skus).count == 3)
                shown["w\(number)"] = arm
            }
            #expect(Set(shown.values) == ["b2", "b3"])
            // Who is shown B2 clicks it; B3 is left alone.
            let clicking = shown.filter { $0.value == "b2" }.keys.sorted()
            shop.append(clicking.map { .shopping("view_item", ["B2"], by: $0, after: 3605) })
            clock.set(Shop.begin + .seconds(3606))
            _ = try await recommender.recommend("fresh=true")
            clock.set(Shop.begin + .seconds(3700))
            let arms = try await waitForValue("the bandit to learn") {
                let arms = try await Self.report(recommender).variants.first { $0.name == "slot" }?.arms ?? []
                // Exposures are written a moment after their answers.
                let isSettled = arms.allSatisfy { $0.shown == $0.successes + $0.failures }
                return isSettled && arms.reduce(0) { $0 + Int($1.shown) } == shown.count ? arms : nil
            }
            #expect(arms[0].successes == Int64(clicking.count))
            #expect(arms[0].failures == 0)
            #expect(arms[1].successes == 0)
            #expect(arms[1].failures == Int64(shown.count - clicking.count))
            #expect(arms[0].probability > 0.89 && arms[0].probability <= 0.9)
            let policies = try await Self.report(recommender).policies
            for method in PolicyReport.Method.allCases {
                let values = ["slot/b2", "slot/b3"].map { name in
                    policies.first { $0.policy == name && $0.method == method }?.value ?? -1
                }
                #expect(values[0] > 0.7 && values[1] == 0, "\(method): \(values)")
            }
            // A click that comes late makes a success of what has failed.
            let late = try #require(shown.first { $0.value == "b3" }?.key)
            shop.append([.shopping("view_item", ["B3"], by: late, after: 3701)])
            _ = try await waitForValue("the late click") {
                let arms = try await Self.report(recommender).variants.first { $0.name == "slot" }?.arms ?? []
                clock.advance(by: .seconds(1))
                return arms[1].successes == 1 && arms[1].failures == Int64(shown.count - clicking.count - 1)
                    ? true : nil
            }
        }
    }

    @Test("Mistakes are named by their fields, and states follow each other in order")
    func planning() async throws {
        try await Self.with { _, recommender, _ in
            let wrong = Self.plan(
                [
                    "name": "popularity", "weight": 0, "lists": ["nonsense": 1],
                    "slot": ["position": 1, "arms": [["name": "a"], ["name": "a", "list": "x"]]],
                ], extra: ["control": "nobody", "from": 0.5, "share": 0.6])
            let refused = try await recommender.send(.put, Self.path, token: "admin", body: wrong)
            #expect(refused.status == 400)
            let fields = Set((refused.json["errors"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue })
            #expect(
                fields == [
                    "variants", "control", "share", "variants[1].lists.nonsense", "variants[1].slot.arms",
                    "variants[1].slot.arms[0]", "variants[1].slot.arms[1].list",
                ], "\(refused)")
            let plan = Self.plan(Self.blend, extra: ["layer": "page"])
            #expect(try await recommender.send(.put, Self.path, token: "mary", body: plan).status == 403)
            #expect(try await recommender.send(.post, "\(Self.path)/start", token: "admin").status == 404)
            #expect(try await recommender.send(.get, "\(Self.path)/report", token: "admin").status == 404)
            _ = try await recommender.send(.put, Self.path, token: "admin", body: plan)
            #expect(try await recommender.send(.post, "\(Self.path)/stop", token: "admin").status == 409)
            #expect(try await recommender.send(.post, "\(Self.path)/start", token: "admin").status == 200)
            #expect(try await recommender.send(.put, Self.path, token: "admin", body: plan).status == 409)
            let other = "/v1/recommendations/experiments/other"
            _ = try await recommender.send(.put, other, token: "admin", body: plan)
            let overlap = try await recommender.send(.post, "\(other)/start", token: "admin")
            #expect(overlap.status == 409 && overlap.json["code"] == "experiment_overlaps", "\(overlap)")
            _ = try await recommender.send(.post, "\(Self.path)/stop", token: "admin")
            // As it was it goes on; planned in another way it begins anew.
            let again = try await recommender.send(.post, "\(Self.path)/start", token: "admin")
            #expect(again.json["run"] == 1)
            _ = try await recommender.send(.post, "\(Self.path)/stop", token: "admin")
            _ = try await recommender.send(.put, Self.path, token: "admin", body: Self.plan(Self.blend))
            #expect(try await recommender.send(.post, "\(Self.path)/start", token: "admin").json["run"] == 2)
            let list = try await recommender.send(.get, "/v1/recommendations/experiments", token: "admin")
            #expect(list.json["items"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["home", "other"])
        }
    }

    @Test("As many exposures wait as may, and no more")
    func bounded() {
        let log = ExposureLog()
        let exposure = Exposure(
            experiment: "home", run: 1, variant: "a", unit: .device("v"), device: nil, time: Shop.begin, propensity: 1,
            items: [], drawn: nil)
        for _ in 0..<ExposureLog.limit + 10 { log.note(exposure) }
        let taken = log.take()
        #expect(taken.count == ExposureLog.limit)
        #expect(log.take().isEmpty)
        log.note(exposure)
        log.putBack(taken)
        #expect(log.take().count == ExposureLog.limit)
    }
}
