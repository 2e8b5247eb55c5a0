import Foundation
import Logging
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit
import RecommenderAPI
import RecommenderModels
import Testing

@testable import Recommender

@Suite("A workflow trains models step by step")
struct TrainingRunTests {
    private struct Shop {
        let runs: TrainingRuns
        let clock: VirtualWallClock
        let leases: Leases

        /// What functions do: make all parts of the snapshot, and judge them.
        func make(_ version: Int64) throws {
            let data = try #require(runs.files.read(TrainingRuns.snapshot(version)))
            let snapshot = try TrainingSnapshot(bytes: Array(data))
            var parts: [ModelPart: [UInt8]] = [:]
            for part in snapshot.head.recipe.parts {
                let made = try snapshot.head.recipe.bytes(of: part, from: snapshot)
                try runs.files.write(made, named: TrainingRuns.part(part, version))
                parts[part] = made
            }
            let figures = snapshot.figures(of: try TrainedModels(parts: parts), beside: nil)
            try runs.files.write(Array(try JSONEncoder().encode(figures)), named: TrainingRuns.figures(version))
        }
    }

    private static func with(interactions: Bool = true, _ body: (Shop) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Timestamp(milliseconds: 1_795_222_923_004))
        let file = try Store.open(
            path: "\(directory.path)/\(RecommenderSchema.fileName)", migrations: RecommenderSchema.migrations,
            clock: clock, logger: Logger(label: "test"))
        let configuration = try RecommenderConfiguration(
            ConfigurationValues(texts: [
                "training.linear.items": "20", "training.factors": "4", "training.sessions": "100",
            ]))
        let store = RecommenderStore(store: file, clock: clock, rules: configuration.serving.blend.rules)
        if interactions { try await fill(store, configuration, at: clock.now()) }
        let runs = TrainingRuns(
            store: store, shelf: try ModelShelf(folder: "\(directory.path)/models"),
            files: try RunFiles(folder: "\(directory.path)/trainings"),
            training: ModelTraining(settings: configuration.training), orchestrator: nil)
        try await body(Shop(runs: runs, clock: clock, leases: Leases(store: file, owner: "a", clock: clock)))
        try await file.close()
    }

    /// Forty people of four tastes.
    private static func fill(
        _ store: RecommenderStore, _ configuration: RecommenderConfiguration, at now: Timestamp
    ) async throws {
        let signals = (0..<40).flatMap { person in
            (0..<6).map { place in
                NamedSignal(
                    person: .account("acc_\(person)"), kind: .view, item: "T\(person % 4)-\((person / 4 + place) % 8)",
                    time: now + .seconds(place * 60 + person), strength: 1, basket: nil)
            }
        }
        let page = SignalPage(topic: "t", partition: 0, offset: 0, nextOffset: 1, signals: signals)
        _ = try await store.count(page, settings: configuration.serving.counting)
    }

    @Test("What functions make is served, and every step may be asked for twice")
    func serving() async throws {
        try await Self.with { shop in
            let begun = try await shop.runs.begin("run-a", version: nil)
            #expect(begun.version == 1 && begun.state == .training && begun.parts == ModelPart.allCases)
            let snapshot = shop.runs.files.read(TrainingRuns.snapshot(1))
            let again = try await shop.runs.begin("run-a", version: nil)
            #expect(again.version == 1 && shop.runs.files.read(TrainingRuns.snapshot(1)) == snapshot)
            await #expect(throws: RecommenderError.trainingWaits) { _ = try await shop.runs.begin("b", version: nil) }
            await #expect(throws: RecommenderError.notTraining) { _ = try await shop.runs.finish(1) }
            try shop.make(1)
            try shop.make(1)
            let done = try await shop.runs.finish(1)
            #expect(done.state == .live && (done.metrics?.ndcg ?? 0) > (done.popularity?.ndcg ?? 1), "\(done)")
            #expect(try await shop.runs.finish(1) == done)
            #expect(try await shop.runs.fail(1, problem: "late") == done, "what is decided stays so")
            let live = try #require(try await shop.runs.store.liveModel())
            #expect(try await shop.runs.shelf.load(live).itemCount == 32)
            #expect(shop.runs.files.read(TrainingRuns.snapshot(1)) == nil, "nothing is left behind")
        }
    }

    @Test("A part that is missing is not served, a workflow that fails or is lost gives its version up")
    func failures() async throws {
        try await Self.with { shop in
            let waiting = try await shop.runs.store.askForTraining()
            #expect(try await shop.runs.begin("run-a", version: waiting.version).version == waiting.version)
            await #expect(throws: RecommenderError.notTraining) {
                _ = try await shop.runs.begin("run-b", version: waiting.version)
            }
            try shop.make(1)
            shop.runs.files.remove(TrainingRuns.part(.baskets, 1))
            await #expect(throws: RecommenderError.notTraining) { _ = try await shop.runs.finish(1) }
            let failed = try await shop.runs.fail(1, problem: "ModelError: x")
            #expect(failed.state == .failed && failed.problem == "ModelError: x")
            _ = try await shop.runs.begin("run-c", version: nil)
            let lease = try #require(try await shop.leases.acquire("training", for: .seconds(60)))
            try await shop.runs.store.giveUpTrainings(begunBefore: shop.clock.now(), under: lease)
            #expect(try await shop.runs.store.model(2)?.document.state == .training, "it has just begun")
            try await shop.runs.store.giveUpTrainings(begunBefore: shop.clock.now() + .seconds(1), under: lease)
            #expect(try await shop.runs.store.model(2)?.document.state == .failed)
            #expect(try await shop.runs.store.beginTraining(under: lease) == nil)
        }
    }

    @Test("Without interactions the version is given up, and the reason told")
    func nothing() async throws {
        try await Self.with(interactions: false) { shop in
            let begun = try await shop.runs.begin("run-a", version: nil)
            #expect(begun.state == .failed && begun.parts.isEmpty)
            #expect(
                try await shop.runs.store.model(1)?.document.problem
                    == "training needs interactions, and there are none")
        }
    }
}
