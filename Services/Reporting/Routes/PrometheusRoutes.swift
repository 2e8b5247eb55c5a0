import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore
import ReportingAPI

/// A part of Prometheus' HTTP API over reports, so that Grafana reads them with what it has.
struct PrometheusRoutes: Sendable {
    let desk: ReportDesk
    let store: ReportStore
    let clock: any WallClock

    private static let tag = "prometheus"
    private static let root = "/prometheus/api/v1"
    private static let formLimit = 64 * 1024
    private static let form = "application/x-www-form-urlencoded"
    private static let label = Parameter.path("name", .string(1...200), "The label's name")

    private typealias Answer = @Sendable (PrometheusDesk, PrometheusParameters) async throws -> JSONValue

    func add(to api: inout API) {
        add("query", id: "Query", "A query at one moment: query, time", to: &api) { try await $0.query($1) }
        add("query_range", id: "QueryRange", "A query at several moments: query, start, end, step", to: &api) {
            try await $0.queryRange($1)
        }
        add("labels", id: "Labels", "The names of labels", to: &api) { try $0.labels($1) }
        add("series", id: "Series", "Series by their labels: match[], start, end", to: &api) { try await $0.series($1) }
        api.on(
            .get, "\(Self.root)/label/{name}/values",
            operation("getPrometheusLabelValues", "The values of a label: match[], start, end", [Self.label])
        ) { [self] input, context in
            let name = input.string("name") ?? ""
            return try await answer(input.head, "", context.principal) { try await $0.labelValues(name, $1) }
        }
        api.on(.get, "\(Self.root)/metadata", operation("getPrometheusMetadata", "What metrics there are: metric")) {
            [self] input, context in
            try await answer(input.head, "", context.principal) { $0.metadata($1) }
        }
        api.on(.get, "\(Self.root)/status/buildinfo", operation("getPrometheusBuild", "Which version this answers as"))
        {
            _, _ in PrometheusAnswer.success(PrometheusDesk.buildInformation)
        }
    }

    /// Clients post what might be too long for an address.
    private func add(_ name: String, id: String, _ summary: String, to api: inout API, _ body: @escaping Answer) {
        api.on(.get, "\(Self.root)/\(name)", operation("getPrometheus\(id)", summary)) { [self] input, context in
            try await answer(input.head, "", context.principal, body)
        }
        api.on(
            .post, "\(Self.root)/\(name)",
            Operation(
                id: "postPrometheus\(id)", summary: summary, tag: Self.tag, access: ReportsAccess.reading,
                request: .bytes(Self.form, limit: Self.formLimit), responses: Self.responses, query: .any)
        ) { [self] input, context in
            try await answer(input.head, String(buffer: input.body), context.principal, body)
        }
    }

    private func operation(
        _ id: String, _ summary: String, _ parameters: [Parameter] = []
    ) -> Operation<NoContent> {
        Operation(
            id: id, summary: summary, tag: Self.tag, access: ReportsAccess.reading, parameters: parameters,
            responses: Self.responses, query: .any)
    }

    /// Errors are in Prometheus' shape, or problems where the request did not come so far.
    private static let responses: [ResponseDeclaration] =
        [.content("application/json", "As Prometheus answers it.")]
        + [.badRequest, .unprocessableContent, .serviceUnavailable].map {
            .unspecified(status: $0, "An error in Prometheus' shape, or a problem.")
        }

    private func answer(
        _ head: HTTPRequest, _ form: String, _ principal: Principal?, _ body: Answer
    ) async throws -> HTTPReply {
        let reader = SeriesReader(desk: desk, store: store, rights: ReaderRights(principal))
        do {
            let parameters = try PrometheusParameters(path: head.path ?? "", form: form)
            return PrometheusAnswer.success(
                try await body(PrometheusDesk(reader: reader, now: clock.now()), parameters))
        } catch let error as PromQLError {
            return PrometheusAnswer.failure(error)
        } catch let error as ReportingError {
            let problem = error.problem
            let kind: PromQLError.Kind = problem.status >= 500 ? .unavailable : .execution
            return PrometheusAnswer.failure(PromQLError(kind, problem.detail ?? problem.title))
        }
    }
}
