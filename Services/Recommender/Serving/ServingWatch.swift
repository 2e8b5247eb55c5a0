import Logging
import MeshCore
import RecommenderModels

/// Keeps what is served as the store has it: what another instance writes is served here within a moment.
struct ServingWatch: Sendable {
    let store: RecommenderStore
    let shelf: ModelShelf
    let board: ServingBoard
    let settings: ServingSettings
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked whether something has changed, at some microseconds each time.
    private static let pause: Duration = .milliseconds(100)
    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    /// Looks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        var known: [RecommenderStore.Kept: Int64] = [:]
        var contents = ContentShelf()
        var chartAge = MonotonicInstant.now().advanced(by: .zero - settings.chartPause)
        var contentAge = chartAge
        while true {
            do {
                let now = try store.revisions()
                for kept in RecommenderStore.Kept.allCases where now[kept] != known[kept] {
                    switch kept {
                    case .catalog: try await takeCatalog()
                    case .models:
                        try await takeModels()
                        // What is new to these models is known to others.
                        known[.contents] = nil
                    case .contents:
                        // While a catalog is put in, it changes all the time; the model is made of all of it.
                        guard contentAge.duration(to: .now()) >= settings.chartPause else { continue }
                        try await contents.take(from: store)
                        let served = board.now
                        let model = contents.model(served.shelf, served.trained?.models)
                        board.change { $0.content = model }
                        contentAge = .now()
                    case .gorse: try await takeGorse()
                    case .experiments:
                        let running = try await store.runningExperiments()
                        board.change { $0.experiments = running }
                    case .counts:
                        // Counts change all the time; a chart is made of all of them.
                        guard chartAge.duration(to: .now()) >= settings.chartPause else { continue }
                        try await takeCounts()
                        chartAge = .now()
                    }
                    known[kept] = now[kept]
                }
                board.noteFilled()
                try await pauses.sleep(for: Self.pause)
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to take what has changed", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.patience)
            }
        }
    }

    private func takeCatalog() async throws {
        let shelf = try await store.shelf(needsStock: settings.needsStock, excluded: settings.excludedCategories)
        board.change { $0.shelf = shelf }
        // The items of the charts may be others' by now.
        try await takeCounts()
        try await takeGorse()
    }

    private func takeGorse() async throws {
        let gorse = try await store.gorseShelf(over: board.now.shelf)
        board.change { $0.gorse = gorse }
    }

    private func takeCounts() async throws {
        let shelf = board.now.shelf
        var counts: [UInt32: ItemCount] = [:]
        for (number, count) in try await store.counts() {
            let item = shelf.item(number)
            counts[item] = counts[item].map { $0.joined(with: count, settings.counting) } ?? count
        }
        let now = clock.now()
        let chart = ItemChart(counts: counts, at: now, settings: settings.counting)
        let audiences = try await store.audienceCounts().mapValues { known in
            let own = Dictionary(
                known.items.map { (shelf.item($0.key), $0.value) },
                uniquingKeysWith: { $0.joined(with: $1, settings.counting) })
            return AudienceChart(
                counts: own, total: known.total, among: counts, at: now, settings: settings.counting)
        }
        board.change {
            $0.chart = chart
            $0.audiences = audiences
        }
    }

    private func takeModels() async throws {
        guard let live = try await store.liveModel() else { return board.change { $0.trained = nil } }
        guard board.now.trained?.version != live.version else { return }
        let models: TrainedModels
        do {
            models = try await shelf.load(live)
        } catch RecommenderError.modelDamaged(let version) {
            // What was served goes on, or what needs no models, until another version is promoted.
            return logger.error("Failed to read models", metadata: ["model.version": "\(version)"])
        }
        board.change { $0.trained = (live.version, models) }
        logger.info("Serving models", metadata: ["model.version": "\(live.version)"])
    }
}
