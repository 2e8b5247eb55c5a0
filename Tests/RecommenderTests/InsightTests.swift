import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import RecommenderModels
import ShopInsights
import Testing

@testable import Recommender

@Suite("What is told of the shop")
struct InsightTests {
    private static func with(_ body: (InsightStore) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Shop.begin)
        let file = try Store.open(
            path: "\(directory.path)/\(RecommenderSchema.fileName)", migrations: RecommenderSchema.migrations,
            clock: clock, logger: Logger(label: "test"))
        try await body(InsightStore(store: file, clock: clock))
        try await file.close()
    }

    private static func members(_ count: Int, in segment: String = "loyal") -> InsightReport<MemberInsight> {
        InsightReport(
            backtest: InsightBacktest(
                method: "m", baseline: "b", protocol: "p", cases: 3,
                measures: [.init(name: "RMSE", value: 1, baseline: 2)], beatsBaseline: true),
            items: (0..<count).map { MemberInsight(customer: "acc_\($0)", segment: $0 % 2 == 0 ? segment : "new") })
    }

    @Test("A run that writes twice has written once, and is told when it is finished")
    func idempotence() async throws {
        try await Self.with { store in
            _ = try await store.begin("one")
            #expect(try await store.begin("one").state == .running)
            _ = try await store.keep(data: String(repeating: "a", count: 64), through: Shop.begin, of: "one")
            _ = try await store.keep(Self.members(9), of: "one")
            let result = try await store.keep(Self.members(5), of: "one")
            #expect(result.items == 5 && result.backtest?.beatsBaseline == true)
            await #expect(throws: RecommenderError.runNotFound) { _ = try await store.run(nil) }
            let done = try await store.finish("one", keeping: 5)
            #expect(done.state == .live && done.results == [result] && done.dataThrough == Shop.begin)
            #expect(try await store.finish("one", keeping: 5) == done, "finished again, it is as it was")
            let told = try await store.items(MemberInsight.self, of: "one", facet: nil, after: nil, limit: 100)
            #expect(told.map(\.item.customer) == (0..<5).map { "acc_\($0)" })
            let late = Self.members(1)
            await #expect(throws: RecommenderError.runIsOver) { _ = try await store.keep(late, of: "one") }
        }
    }

    @Test("Lists are narrowed and paged, and one is found by what it is about")
    func reading() async throws {
        try await Self.with { store in
            _ = try await store.begin("one")
            _ = try await store.keep(Self.members(10), of: "one")
            let first = try await store.items(MemberInsight.self, of: "one", facet: "loyal", after: nil, limit: 3)
            let rest = try await store.items(
                MemberInsight.self, of: "one", facet: "loyal", after: first.last?.place, limit: 100)
            #expect(first.map(\.item.customer) == ["acc_0", "acc_2", "acc_4"])
            #expect(rest.map(\.item.customer) == ["acc_6", "acc_8"])
            #expect(try await store.item(MemberInsight.self, "acc_3", of: "one")?.segment == "new")
            #expect(try await store.item(MemberInsight.self, "acc_30", of: "one") == nil)
            try await Self.erase("acc_3", store)
            #expect(try await store.item(MemberInsight.self, "acc_3", of: "one") == nil)
        }
    }

    private static func erase(_ account: String, _ store: InsightStore) async throws {
        try await RecommenderStore(store: store.store, clock: store.clock, rules: try SignalRules()).erase(
            account: account)
    }

    @Test(
        "What a run finds of an account that is erased meanwhile is not kept, however often it is written, nor by a later run"
    )
    func erasedMeanwhile() async throws {
        try await Self.with { store in
            _ = try await store.begin("one")
            try await Self.erase("acc_3", store)
            let report = Self.members(5)
            for run in ["one", "one", "two"] {
                _ = try await store.begin(run)
                let result = try await store.keep(report, of: run)
                #expect(result.items == 4)
                let told = try await store.items(MemberInsight.self, of: run, facet: nil, after: nil, limit: 100)
                #expect(told.map(\.item.customer) == ["acc_0", "acc_1", "acc_2", "acc_4"])
            }
            // What is of no customer is kept, whatever it is called.
            let segments = InsightReport(
                backtest: nil, items: [SegmentInsight(segment: "acc_3", customers: 2, centre: [:])])
            #expect(try await store.keep(segments, of: "one").items == 1)
        }
    }

    @Test("What was unusual of an account is forgotten with it, and nothing else")
    func forgotten() async throws {
        try await Self.with { store in
            _ = try await store.begin("one")
            let found = ["acc_3", "acc_33", nil].map { subject in
                AnomalyInsight(
                    metric: "payments.attempts", time: Shop.begin, value: 9, expected: 1, score: 5, subject: subject)
            }
            _ = try await store.keep(InsightReport(backtest: nil, items: found), of: "one")
            try await Self.erase("acc_3", store)
            for _ in 1...2 {
                let told = try await store.items(AnomalyInsight.self, of: "one", facet: nil, after: nil, limit: 9)
                #expect(told.map(\.item.subject) == ["acc_33", nil])
                // A run that was under way tells it again.
                _ = try await store.keep(InsightReport(backtest: nil, items: found), of: "one")
            }
        }
    }

    @Test("The last run is told; one that ends late, or found nothing, is not, and the oldest are forgotten")
    func versions() async throws {
        try await Self.with { store in
            for run in ["a", "b", "c"] {
                _ = try await store.begin(run)
                _ = try await store.keep(Self.members(2), of: run)
            }
            #expect(try await store.finish("b", keeping: 5).state == .live)
            #expect(try await store.finish("a", keeping: 5).state == .retired, "a later one is told already")
            #expect(try await store.finish("c", keeping: 5).state == .live)
            #expect(try await store.run(nil).run == "c")
            #expect(try await store.run("b").state == .retired)
            _ = try await store.begin("d")
            #expect(try await store.finish("d", keeping: 1).state == .failed)
            #expect(try await store.runs(limit: 10).map(\.run) == ["d", "c"])
            #expect(try await store.items(MemberInsight.self, of: "a", facet: nil, after: nil, limit: 9).isEmpty)
        }
    }

    @Test("Administrators are told, nobody else")
    func access() async throws {
        let directory = try TemporaryDirectory()
        try await Shop().serve { port in
            try await RecommenderInstance.with(port, directory: directory.path) { instance in
                for path in ["segments", "members/x", "demand", "anomalies", "prices/x", "customers"] {
                    #expect(try await instance.send(.get, "/v1/insights/\(path)").status == 401)
                    #expect(try await instance.send(.get, "/v1/insights/\(path)", token: "ann").status == 403)
                    let admin = try await instance.send(.get, "/v1/insights/\(path)", token: "admin")
                    #expect(admin.status == 404 && admin.json["code"] == "run_not_found", "\(admin)")
                }
                #expect(try await instance.send(.get, "/v1/insights/runs", token: "admin").json["items"] == [])
                #expect(try await instance.send(.post, "/v1/insights/prices/x/accept", token: "ann").status == 403)
                #expect(try await instance.send(.post, "/v1/insights/prices/x/withdraw", token: "admin").status == 404)
                for (method, path) in [("PUT", "r"), ("POST", "r/finish"), ("PUT", "r/data"), ("GET", "r/data")] {
                    let sent = try await instance.send(
                        .init(method) ?? .get, "/internal/insights/runs/\(path)", token: "admin")
                    #expect(sent.status == 403, "\(path): \(sent)")
                }
            }
        }
    }

    @Test("A rule is called as its SKU, where a rule may be called so")
    func rules() {
        #expect(PriceDesk.rule(of: "BOOK-0042") == "insight:BOOK-0042")
        let odd = PriceDesk.rule(of: "Tee/groß")
        #expect(odd.wholeMatch(of: /insight:[0-9a-f]{40}/) != nil && odd != PriceDesk.rule(of: "Tee/klein"))
        #expect(PriceDesk.rule(of: String(repeating: "x", count: 64)).utf8.count <= 64)
    }
}
