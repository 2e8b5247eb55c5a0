import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore
import ShopInsights

/// Where the functions of a run read and write, and the workflow that runs them begins and ends it.
struct InsightRunRoutes: Sendable {
    let store: InsightStore
    let files: RunFiles
    let prices: PriceDesk
    let settings: InsightSettings

    private static let tag = "insights"
    private static let path = "/internal/insights/runs/{run}"
    private static let run = Parameter.path("run", InsightRunRoutes.name, "The run: the workflow's execution")
    private static let name = ParameterKind.string(1...80)
    private static let type = "application/json"
    /// The orders of some years, or what is known of a million customers.
    private static let bodyLimit = 64 << 20

    func add(to api: inout API) {
        addEnds(to: &api)
        addData(to: &api)
        api.on(
            .put, "\(Self.path)/results/{kind}",
            Operation(
                id: "putInsightResult", summary: "What a function has found, in the place of what it had found before",
                tag: Self.tag, access: .mesh("functions"),
                parameters: [
                    Self.run, .path("kind", .choice(InsightKind.allCases.map(\.rawValue)), "What it is about"),
                ], request: .bytes(Self.type, limit: Self.bodyLimit), responses: [.ok(InsightResult.self)],
                problems: [404, 409])
        ) { [self] input, _ in
            let run = try Self.run(of: input)
            let result: InsightResult
            switch input.string("kind").flatMap(InsightKind.init(rawValue:)) ?? .segments {
            case .segments: result = try await keep(SegmentInsight.self, input.body, run)
            case .members: result = try await keep(MemberInsight.self, input.body, run)
            case .demand: result = try await keep(DemandInsight.self, input.body, run)
            case .anomalies: result = try await keep(AnomalyInsight.self, input.body, run)
            case .prices: result = try await keep(PriceInsight.self, input.body, run)
            case .customers: result = try await keep(CustomerInsight.self, input.body, run)
            }
            return try .json(result)
        }
    }

    private func keep<Item: InsightItem>(
        _ type: Item.Type, _ body: ByteBuffer, _ run: String
    ) async throws
        -> InsightResult
    {
        try await store.keep(try MeshJSON.decode(InsightReport<Item>.self, from: body), of: run)
    }

    private func addEnds(to api: inout API) {
        api.on(
            .put, Self.path,
            Operation(
                id: "beginInsightRun", summary: "Begin a run; begun again, it is as it stands", tag: Self.tag,
                access: .mesh("orchestrator"), parameters: [Self.run], responses: [.ok(InsightRun.self)])
        ) { [store] input, _ in
            try .json(try await store.begin(try Self.run(of: input)))
        }
        api.on(
            .post, "\(Self.path)/finish",
            Operation(
                id: "finishInsightRun", summary: "End a run: what it has found is told from now on", tag: Self.tag,
                access: .mesh("orchestrator"), parameters: [Self.run], responses: [.ok(InsightRun.self)],
                problems: [404])
        ) { [self] input, _ in
            let run = try await store.finish(try Self.run(of: input), keeping: settings.kept)
            files.remove(run.run)
            try await prices.applyPolicy(to: run)
            return try .json(run)
        }
    }

    private func addData(to api: inout API) {
        api.on(
            .put, "\(Self.path)/data",
            Operation(
                id: "putInsightData", summary: "What the functions of a run reckon with", tag: Self.tag,
                access: .mesh("functions"),
                parameters: [Self.run, .query("through", .timestamp, "Nothing from then on is in it.")],
                request: .stream([Self.type], limit: Self.bodyLimit), responses: [.ok(InsightRun.self)],
                problems: [404, 409])
        ) { [self] input, _ in
            let run = try Self.run(of: input)
            let through = input.timestamp("through") ?? store.clock.now()
            let checksum = try await files.write(input.body, named: run)
            return try .json(try await store.keep(data: checksum, through: through, of: run))
        }
        api.on(
            .get, "\(Self.path)/data",
            Operation(
                id: "getInsightData", summary: "The same, for the functions", tag: Self.tag,
                access: .mesh("functions"), parameters: [Self.run],
                responses: [.content(Self.type, "What was collected.")], problems: [404])
        ) { [self] input, _ in
            guard let data = files.read(try Self.run(of: input)) else { throw RecommenderError.runNotFound }
            return HTTPReply(
                status: .ok, headers: [.contentType: Self.type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: data))
            )
        }
    }

    /// The run's name, which becomes a file's as well.
    private static func run(of input: OperationInput<some Sendable>) throws -> String {
        let run = input.string("run") ?? ""
        let errors = InsightFields.run.validate(.string(run), field: "run")
        guard errors.isEmpty else { throw Problem.validation(errors) }
        return run
    }
}
