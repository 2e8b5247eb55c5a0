import HTTPTypes
package import MeshCore

/// The OpenAPI 3.1 document of an API, made from the declarations that the router and the validation work by.
package struct OpenAPIDocument: Sendable {
    private let api: API

    package init(_ api: API) {
        self.api = api
    }

    /// The document. Operations for the mesh alone are left out: it tells the public what the public may call.
    package var json: JSONValue {
        var schemas = JSONObject()
        // Every operation may answer a problem.
        _ = Problem.schema.json(collecting: &schemas)
        var paths = JSONObject()
        for route in api.routes where route.isDocumented {
            var item = paths[route.template]?.objectValue ?? JSONObject()
            item[route.method.rawValue.lowercased()] = OpenAPIOperation(route.description).json(collecting: &schemas)
            paths[route.template] = .object(item)
        }
        var components: JSONObject = ["schemas": .object(schemas)]
        components["securitySchemes"] = [
            "bearerAuth": [
                "type": "http", "scheme": "bearer",
                "description": "An access token (a JWT signed with ES256), or an API key (ork_…).",
            ]
        ]
        return [
            "openapi": "3.1.0",
            "info": ["title": .string(api.title), "version": .string(api.version)],
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "servers": [["url": "/"]],
            "tags": .array(tags),
            "paths": .object(paths),
            "components": .object(components),
        ]
    }

    private var tags: [JSONValue] {
        var seen: Set<String> = []
        return api.routes.filter(\.isDocumented).map(\.description).filter { seen.insert($0.tag).inserted }
            .map { ["name": .string($0.tag)] }
    }
}
