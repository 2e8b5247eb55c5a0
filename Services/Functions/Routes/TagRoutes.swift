import HTTPTypes
import MeshCore
import MeshRuntime

/// Tags over the Lambda API.
struct TagRoutes: Sendable {
    let store: FunctionsStore

    private static let path = "/2017-03-31/tags/{Resource}"
    /// As many as AWS grants.
    private static let limit = 50

    func add(to routes: inout LambdaRoutes) {
        routes.on(.get, Self.path, "ListTags") { input in
            let function = try await store.function(try name(input))
            return .lambda(["Tags": .texts(function.tags)])
        }
        routes.on(.post, Self.path, "TagResource") { input in
            let tags = try LambdaDocument.required("Tags", try input.document().texts("Tags"))
            try await store.updateTags(of: try name(input)) { all in
                all.merge(tags) { $1 }
                guard all.count <= Self.limit else {
                    throw FunctionsError.invalidParameter("A function has at most \(Self.limit) tags.")
                }
            }
            return .empty(.noContent)
        }
        routes.on(.delete, Self.path, "UntagResource") { input in
            let keys = Set(input.queries("tagKeys"))
            try await store.updateTags(of: try name(input)) { tags in tags = tags.filter { !keys.contains($0.key) } }
            return .empty(.noContent)
        }
    }

    private func name(_ input: LambdaInput) throws(FunctionsError) -> String {
        let resource = input.path("Resource")
        guard let reference = store.names.function(of: resource), reference.qualifier == nil else {
            throw .invalidParameter("The resource \(resource) is no function of this account and region.")
        }
        return reference.name
    }
}
