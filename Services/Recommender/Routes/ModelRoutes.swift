import HTTPTypes
import MeshCore
import MeshRuntime
import RecommenderAPI

/// The versions of the models, over HTTP.
struct ModelRoutes: Sendable {
    let store: RecommenderStore

    private static let tag = "models"
    private static let path = "/v1/recommendations/models"
    private static let access = Access.mesh("orchestrator", orRole: "admin")

    func add(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "listModels", summary: "The trainings of the models, the newest first, and how good each was",
                tag: Self.tag, access: Self.access,
                parameters: [.query("limit", .integer(1...100), default: "20", "The most versions.")],
                responses: [.ok(ModelVersionList.self)])
        ) { [store] input, _ in
            try .json(ModelVersionList(items: try await store.models(limit: input.integer("limit") ?? 20)))
        }
        api.on(
            .post, Self.path,
            Operation(
                id: "trainModels", summary: "Have the models trained; what is served goes on meanwhile", tag: Self.tag,
                access: Self.access,
                responses: [.json(ModelVersion.self, status: .accepted, "It waits for an instance to train it.")],
                problems: [409])
        ) { [store] _, _ in
            try .json(try await store.askForTraining(), status: .accepted)
        }
        api.on(
            .get, "\(Self.path)/{version}",
            Operation(
                id: "getModel", summary: "One training, and what became of it", tag: Self.tag, access: Self.access,
                parameters: [Self.version], responses: [.ok(ModelVersion.self)], problems: [404])
        ) { [store] input, _ in
            guard let record = try await store.model(Int64(input.integer("version") ?? 0)) else {
                throw RecommenderError.modelNotFound
            }
            return try .json(record.document)
        }
        api.on(
            .post, "\(Self.path)/{version}/promote",
            Operation(
                id: "promoteModel",
                summary: "Serve a version: one that was not promoted by itself, or an earlier one again",
                tag: Self.tag, access: Self.access, parameters: [Self.version], responses: [.ok(ModelVersion.self)],
                problems: [404, 409])
        ) { [store] input, _ in
            try .json(try await store.promote(Int64(input.integer("version") ?? 0)))
        }
    }

    private static let version = Parameter.path("version", .integer(1...Int(Int32.max)), "The version")
}
