import HTTPTypes
import MeshCore
import MeshRuntime

/// Aliases over the Lambda API.
struct AliasRoutes: Sendable {
    let store: FunctionsStore

    private static let root = "/2015-03-31/functions/{FunctionName}/aliases"

    func add(to routes: inout LambdaRoutes) {
        routes.on(.post, Self.root, "CreateAlias") { input in
            let document = try input.document()
            let name = try LambdaDocument.required("Name", try document.string("Name"))
            guard FunctionReference.isAliasName(name) else {
                throw LambdaDocument.broken(
                    "Name", name,
                    "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)")
            }
            let alias = FunctionAlias(
                function: try input.function().name, name: name,
                version: try LambdaDocument.required("FunctionVersion", try document.string("FunctionVersion")),
                description: try document.string("Description", upTo: 256) ?? "",
                weights: try FunctionAlias.weights(of: document) ?? [:], revision: store.revisions.next())
            try await store.createAlias(alias)
            return .lambda(tell(alias), status: .created)
        }
        routes.on(.get, Self.root, "ListAliases") { input in
            let aliases = try await store.aliases(try input.function().name, of: input.query("FunctionVersion"))
            let page = Page(aliases, after: input.query("Marker"), limit: try input.pageLimit()) { $0.name }
            return .lambda(DefinitionRoutes.list("Aliases", page.items.map(tell), page.marker))
        }
        routes.on(.get, "\(Self.root)/{Name}", "GetAlias") { input in
            .lambda(tell(try await store.alias(try input.function().name, input.path("Name"))))
        }
        routes.on(.put, "\(Self.root)/{Name}", "UpdateAlias") { input in
            let document = try input.document()
            let version = try document.string("FunctionVersion")
            let description = try document.string("Description", upTo: 256)
            let weights = try FunctionAlias.weights(of: document)
            let alias = try await store.updateAlias(
                try input.function().name, input.path("Name"), revision: try document.string("RevisionId")
            ) { alias in
                if let version { alias.version = version }
                if let description { alias.description = description }
                if let weights { alias.weights = weights }
            }
            return .lambda(tell(alias))
        }
        routes.on(.delete, "\(Self.root)/{Name}", "DeleteAlias") { input in
            try await store.deleteAlias(try input.function().name, input.path("Name"))
            return .empty(.noContent)
        }
    }

    private func tell(_ alias: FunctionAlias) -> JSONValue {
        var members: JSONObject = [
            "AliasArn": .string(store.names.arn(alias.function, alias.name)), "Name": .string(alias.name),
            "FunctionVersion": .string(alias.version), "Description": .string(alias.description),
            "RevisionId": .string(alias.revision),
        ]
        if !alias.weights.isEmpty {
            let weights = alias.weights.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.double($0.value)) }
            members["RoutingConfig"] = ["AdditionalVersionWeights": .object(JSONObject(weights))]
        }
        return .object(members)
    }
}
