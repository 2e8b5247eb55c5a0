import HTTPTypes
import MeshCore
import MeshRuntime
import RecommenderAPI

/// Experiments, over HTTP.
struct ExperimentRoutes: Sendable {
    let store: RecommenderStore

    private static let tag = "experiments"
    private static let path = "/v1/recommendations/experiments"
    private static let access = Access.mesh("orchestrator", orRole: "admin")
    private static let name = Parameter.path("name", .string(1...64), "The experiment's name")

    func add(to api: inout API) {
        addReading(to: &api)
        addPlanning(to: &api)
        addStates(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "listExperiments", summary: "The experiments, by name", tag: Self.tag, access: Self.access,
                responses: [.ok(ExperimentList.self)])
        ) { [store] _, _ in try .json(ExperimentList(items: try await store.experiments())) }
        api.on(
            .get, "\(Self.path)/{name}",
            Operation(
                id: "getExperiment", summary: "One experiment, and how far it is", tag: Self.tag,
                access: Self.access, parameters: [Self.name], responses: [.ok(Experiment.self)], problems: [404])
        ) { [store] input, _ in
            guard let found = try await store.experiment(input.string("name") ?? "") else {
                throw RecommenderError.experimentNotFound
            }
            return try .json(found)
        }
        api.on(
            .get, "\(Self.path)/{name}/report",
            Operation(
                id: "getExperimentReport",
                summary:
                    "What an experiment has shown: its variants against the control, and what other policies would have brought",
                tag: Self.tag, access: Self.access, parameters: [Self.name], responses: [.ok(ExperimentReport.self)],
                problems: [404])
        ) { [store] input, _ in
            guard let figures = try await store.figures(of: input.string("name") ?? "") else {
                throw RecommenderError.experimentNotFound
            }
            return try .json(try figures.report())
        }
    }

    private func addPlanning(to api: inout API) {
        api.on(
            .put, "\(Self.path)/{name}",
            Operation(
                id: "putExperiment",
                summary: "Plan an experiment, or plan one that does not run in another way; it then begins anew",
                tag: Self.tag, access: Self.access, parameters: [Self.name], request: .json(PutExperiment.self),
                responses: [.ok(Experiment.self)], problems: [409])
        ) { [store] input, _ in
            let name = input.string("name") ?? ""
            var errors = ExperimentRules.errors(in: input.body)
            if name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) == nil {
                errors.append(FieldError(field: "name", code: "invalid", message: "Use a–z, 0–9 and hyphens."))
            }
            guard errors.isEmpty else { throw RecommenderError.invalid(errors) }
            return try .json(try await store.put(input.body, as: name))
        }
    }

    private func addStates(to api: inout API) {
        api.on(
            .post, "\(Self.path)/{name}/start",
            Operation(
                id: "startExperiment", summary: "Answer by an experiment; who sees what stays as it was", tag: Self.tag,
                access: Self.access, parameters: [Self.name], responses: [.ok(Experiment.self)], problems: [404, 409])
        ) { [store] input, _ in try .json(try await store.start(input.string("name") ?? "")) }
        api.on(
            .post, "\(Self.path)/{name}/stop",
            Operation(
                id: "stopExperiment", summary: "Answer as usual again; what is done within the window counts on",
                tag: Self.tag, access: Self.access, parameters: [Self.name], responses: [.ok(Experiment.self)],
                problems: [404, 409])
        ) { [store] input, _ in try .json(try await store.stop(input.string("name") ?? "")) }
    }
}
