import Foundation
import MeshCore
import MeshTransport
import OrchestratorAPI
import RecommenderAPI
import RecommenderModels
import ShopInsights

/// Trainings by the workflow `train-recommender`: this service takes the snapshot and decides about what was made of it; functions
/// make it. Each step may be asked for twice, of any instance.
struct TrainingRuns: Sendable {
    let store: RecommenderStore
    let shelf: ModelShelf
    /// The snapshot, the parts and the figures of a version, until it is finished.
    let files: RunFiles
    let training: ModelTraining
    let orchestrator: OrchestratorClient?

    static let workflow = "train-recommender"
    /// What functions are sent at once at most.
    static let largestFile = 64 << 20

    /// Where a version stands for its workflow.
    struct Beginning: Encodable, Sendable {
        let version: Int64
        let state: ModelVersion.State
        /// What functions have to make.
        let parts: [ModelPart]
    }

    /// Whether functions could be sent what these settings make.
    var isPossible: Bool {
        let settings = training.settings
        return orchestrator != nil && settings.byWorkflow
            && settings.recipe.linearItems * settings.recipe.linearItems * 4 < Self.largestFile
            && settings.recipe.factorCount <= 256 && settings.interactionLimit * 20 < Self.largestFile
    }

    /// Starts the workflow for a version, once for it.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func start(_ version: Int64) async throws -> Bool {
        guard let orchestrator else { return false }
        let request = StartWorkflow(
            workflow: Self.workflow, name: "model-\(version)", input: "{\"version\":\(version)}")
        switch try await orchestrator.start(request) {
        case .running: return true
        // One that has ended, and the version waits still: nobody else trains it.
        case .nameTaken, .notDeployed: return false
        }
    }

    /// Takes the snapshot for an execution, unless it was taken for it before.
    ///
    /// - Throws: ``RecommenderError/trainingWaits``, ``RecommenderError/notTraining``; `StoreError`; what the file system says.
    func begin(_ run: String, version: Int64?) async throws -> Beginning {
        var document = try await store.give(version, toRun: run)
        let parts = training.settings.recipe.parts
        guard document.state == .training else {
            return Beginning(version: document.version, state: document.state, parts: [])
        }
        if files.read(Self.snapshot(document.version)) == nil {
            let live = try await store.liveModel()
            let present = live.flatMap { live in live.document.trainedThrough.map { (live.version, $0) } }
            let (set, itemCount) = try await store.trainingSet(
                interactions: training.settings.interactionLimit, baskets: training.settings.basketLimit)
            do {
                let snapshot = try training.snapshot(of: set, itemCount: itemCount, present: present)
                try files.write(try snapshot.bytes(), named: Self.snapshot(document.version))
            } catch let error as ModelError {
                document.problem = "\(error)"
                try await store.finish(document, file: nil, .failed, under: nil)
                return Beginning(version: document.version, state: .failed, parts: [])
            }
        }
        return Beginning(version: document.version, state: .training, parts: parts)
    }

    /// Decides about what functions have made, and has it served if it is not worse than what is.
    ///
    /// - Throws: ``RecommenderError/modelNotFound``, ``RecommenderError/notTraining`` when something is missing; `StoreError`; what
    ///   the file system says.
    func finish(_ version: Int64) async throws -> ModelVersion {
        guard let record = try await store.model(version) else { throw RecommenderError.modelNotFound }
        var document = record.document
        // Finished before, and asked again.
        guard document.state == .training else { return document }
        guard let figures = try figures(of: version), let head = try snapshot(of: version)?.head else {
            throw RecommenderError.notTraining
        }
        let models = try models(of: version, weighed: figures.weights)
        let name = "\(version)-\(UUID().uuidString.prefix(8)).model"
        let (byteCount, checksum) = try shelf.write(models, named: name)
        document.take(figures, through: head.through)
        document.bytes = Int64(byteCount)
        document.checksum = checksum
        document.problem = training.objection(to: figures, hasPresent: figures.present != nil)
        do {
            try await store.finish(
                document, file: name, document.problem == nil ? .promoted(over: head.present) : .rejected, under: nil)
        } catch RecommenderError.notTraining {
            // Somebody who was asked at the same time has decided; the file goes with the next ones.
            return try await store.model(version)?.document ?? document
        }
        try await tidy(version)
        return try await store.model(version)?.document ?? document
    }

    /// Gives a version up.
    ///
    /// - Throws: ``RecommenderError/modelNotFound``; `StoreError`.
    func fail(_ version: Int64, problem: String) async throws -> ModelVersion {
        guard let record = try await store.model(version) else { throw RecommenderError.modelNotFound }
        var document = record.document
        guard document.state == .training else { return document }
        document.problem = String(problem.prefix(2000))
        try await store.finish(document, file: nil, .failed, under: nil)
        try await tidy(version)
        return try await store.model(version)?.document ?? document
    }

    private func tidy(_ version: Int64) async throws {
        files.remove(Self.snapshot(version))
        files.remove(Self.figures(version))
        for part in ModelPart.allCases { files.remove(Self.part(part, version)) }
        try await store.keepBaskets(training.settings.basketLimit, under: nil)
        try shelf.keep(try await store.keepFiles(training.settings.keptFiles, under: nil))
    }

    private func snapshot(of version: Int64) throws -> TrainingSnapshot? {
        try files.read(Self.snapshot(version)).map { try TrainingSnapshot(bytes: Array($0)) }
    }

    private func figures(of version: Int64) throws -> TrainingFigures? {
        try files.read(Self.figures(version)).map { try JSONDecoder().decode(TrainingFigures.self, from: $0) }
    }

    private func models(of version: Int64, weighed weights: BlendWeights) throws -> TrainedModels {
        var parts: [ModelPart: [UInt8]] = [:]
        for part in training.settings.recipe.parts {
            guard let data = files.read(Self.part(part, version)) else { throw RecommenderError.notTraining }
            parts[part] = Array(data)
        }
        return try TrainedModels(parts: parts, weights: weights)
    }

    static func snapshot(_ version: Int64) -> String { "\(version).snapshot" }
    static func figures(_ version: Int64) -> String { "\(version).figures" }
    static func part(_ part: ModelPart, _ version: Int64) -> String { "\(version).\(part.rawValue)" }
}
