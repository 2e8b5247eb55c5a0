import ArgumentParser
import MeshCore
import RecommenderModels

/// `orrery recommender evaluate`.
struct RecommenderEvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Trains a model on one file and judges it by another.",
        discussion: """
            Both files have lines of a user and items, separated by spaces or tabs: user item item…. The order of a line's items is \
            that in which they came, and later lines are newer; several lines of one user are one user of several sessions.

            held-out: a user of the test file is known by all lines in the training file, the items in the test file are to be found \
            among all items that the user does not have yet. next-item: each line of the test file is followed item by item; MRR \
            and the hit rate look at the very next one, Recall and NDCG at all that follow. cold-items: as held-out, but only items that \
            no line of the training file has are to be found, and among them alone: what nobody has dealt with yet.

            Models: popularity, cosine, bm25, ease, als, vmis, content; content knows items by their words alone, which --items tells. It \
            needs no mesh.
            """)

    @Option(help: ArgumentHelp("The file that the model is trained on.", valueName: "file"))
    var train: String

    @Option(help: ArgumentHelp("The file that it is judged by.", valueName: "file"))
    var test: String

    @Option(
        help: ArgumentHelp("A file of what items are: lines of an item and words, for content.", valueName: "file"))
    var items: String?

    @Option(help: "The model.")
    var model: EvaluatedModel = .ease

    @Option(
        name: .customLong("protocol"),
        help: "held-out, next-item or cold-items; next-item for vmis and held-out for the others.")
    var judgement: EvaluationProtocol?

    @Option(help: "How many items of each list are looked at.")
    var depth = 20

    @OptionGroup(title: "Settings of models")
    var settings: ModelSettings

    @Flag(help: "All figures as JSON.")
    var json = false

    func validate() throws {
        guard (1...1000).contains(depth) else { throw ValidationError("--depth must be 1 to 1000") }
    }

    func run() async throws {
        try await Terminal.report {
            let report = try evaluate()
            Terminal.say(json ? try JSONText.pretty(report) : report.text)
        }
    }

    /// Trains and judges.
    ///
    /// - Throws: ``CommandFailure`` for files that cannot be read, and settings that the model does not take.
    func evaluate() throws -> EvaluationReport {
        let data = EvaluationData(
            train: try InteractionLines(readingFile: train), test: try InteractionLines(readingFile: test),
            contents: try items.map { try InteractionLines(readingFile: $0) } ?? InteractionLines([UInt8]()))
        guard data.matrix.entryCount > 0 else { throw CommandFailure.failed("\(train) has no interactions") }
        guard model != .content || data.contents.count > 0 else {
            throw CommandFailure.failed("content needs to be told what items are, by --items")
        }
        let judgement = judgement ?? (model == .vmis ? .nextItem : .heldOut)
        let start = MonotonicInstant.now()
        do throws(ModelError) {
            let trained = try model.train(on: data, settings)
            let ready = MonotonicInstant.now()
            let metrics = judgement.judge(trained, on: data, depth: depth)
            guard metrics.listCount > 0 else { throw .invalidSetting(name: test, reason: "has nothing to find") }
            return EvaluationReport(
                model: model, judgement: judgement, data: data, metrics: metrics,
                trainSeconds: start.duration(to: ready).seconds,
                judgeSeconds: ready.duration(to: .now()).seconds)
        } catch {
            throw CommandFailure.failed("\(error)")
        }
    }
}
