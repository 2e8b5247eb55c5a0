import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore
import RecommenderAPI
import RecommenderModels

/// Trainings by a workflow: its steps, and where its functions read and write.
struct TrainingRoutes: Sendable {
    let runs: TrainingRuns

    private static let tag = "trainings"
    private static let path = "/internal/models/{version}"
    private static let version = Parameter.path("version", .integer(1...Int(Int32.max)), "The version")
    private static let bytes = "application/octet-stream"
    private static let json = "application/json"

    func add(to api: inout API) {
        addSteps(to: &api)
        addReading(to: &api)
        addWriting(to: &api)
    }

    private func addSteps(to api: inout API) {
        api.on(
            .put, "/internal/trainings/{run}",
            Operation(
                id: "beginTraining",
                summary: "Take the snapshot that an execution trains with; asked again, it is the same",
                tag: Self.tag, access: .mesh("orchestrator"),
                parameters: [
                    .path("run", .string(1...80), "The execution"),
                    .query("version", .integer(1...Int(Int32.max)), "What it was started for; a new one without it."),
                ], responses: [.content(Self.json, "The version, its state, and the parts to be made.")],
                problems: [409])
        ) { [runs] input, _ in
            try .json(
                try await runs.begin(input.string("run") ?? "", version: input.integer("version").map { Int64($0) }))
        }
        api.on(
            .post, "\(Self.path)/finish",
            Operation(
                id: "finishTraining", summary: "Serve what was trained, if it is not worse than what is served",
                tag: Self.tag, access: .mesh("orchestrator"), parameters: [Self.version],
                responses: [.ok(ModelVersion.self)], problems: [404, 409])
        ) { [runs] input, _ in
            try .json(try await runs.finish(Self.version(of: input)))
        }
        api.on(
            .post, "\(Self.path)/fail",
            Operation(
                id: "failTraining", summary: "Give a version up", tag: Self.tag, access: .mesh("orchestrator"),
                parameters: [Self.version, .query("problem", .string(1...4000), "Why.")],
                responses: [.ok(ModelVersion.self)], problems: [404, 409])
        ) { [runs] input, _ in
            try .json(
                try await runs.fail(Self.version(of: input), problem: input.string("problem") ?? "its workflow failed"))
        }
    }

    private func addReading(to api: inout API) {
        for name in ["snapshot", "file"] + ModelPart.allCases.map({ "parts/\($0.rawValue)" }) {
            let word = name.split(separator: "/").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            api.on(
                .get, "\(Self.path)/\(name)",
                Operation(
                    id: "getModel\(word)", summary: "Bytes for the functions of a training: \(name)", tag: Self.tag,
                    access: .mesh("functions"), parameters: [Self.version],
                    responses: [.content(Self.bytes, "The bytes.")], problems: [404])
            ) { [self] input, _ in
                guard let bytes = try await data(name, Self.version(of: input)) else {
                    throw RecommenderError.modelNotFound
                }
                return HTTPReply(
                    status: .ok, headers: [.contentType: Self.bytes],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            }
        }
    }

    private func data(_ name: String, _ version: Int64) async throws -> [UInt8]? {
        if name == "snapshot" { return runs.files.read(TrainingRuns.snapshot(version)).map { Array($0) } }
        if name == "file" {
            guard let record = try await runs.store.model(version), record.file != nil else { return nil }
            return try await runs.shelf.load(record).bytes
        }
        let part = ModelPart.allCases.first { name == "parts/\($0.rawValue)" }
        return part.flatMap { runs.files.read(TrainingRuns.part($0, version)) }.map { Array($0) }
    }

    private func addWriting(to api: inout API) {
        for part in ModelPart.allCases {
            api.on(
                .put, "\(Self.path)/parts/\(part.rawValue)",
                Operation(
                    id: "putModel\(part.rawValue.prefix(1).uppercased() + part.rawValue.dropFirst())",
                    summary: "A part that a function has made, in the place of what it had made before", tag: Self.tag,
                    access: .mesh("functions"), parameters: [Self.version],
                    request: .stream([Self.bytes], limit: TrainingRuns.largestFile), responses: [.noContent()],
                    problems: [404, 409])
            ) { [runs] input, _ in
                let version = Self.version(of: input)
                _ = try await runs.store.training(version)
                _ = try await runs.files.write(input.body, named: TrainingRuns.part(part, version))
                return .empty()
            }
        }
        api.on(
            .put, "\(Self.path)/figures",
            Operation(
                id: "putModelFigures", summary: "How good the parts are, beside what is served", tag: Self.tag,
                access: .mesh("functions"), parameters: [Self.version],
                request: .stream([Self.json], limit: 1 << 16), responses: [.noContent()], problems: [404, 409])
        ) { [runs] input, _ in
            let version = Self.version(of: input)
            _ = try await runs.store.training(version)
            _ = try await runs.files.write(input.body, named: TrainingRuns.figures(version))
            return .empty()
        }
    }

    private static func version(of input: OperationInput<some Sendable>) -> Int64 {
        Int64(input.integer("version") ?? 0)
    }
}
