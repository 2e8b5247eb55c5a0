import MeshCore

/// Puts the OpenAPI documents of services together into one, or says why they do not go together.
struct OpenAPIMerge {
    /// What two services declare differently, in words.
    private(set) var collisions: [String] = []
    private var paths = JSONObject()
    private var components: [String: JSONObject] = [:]
    private var tags: [JSONValue] = []
    /// Who declared what first, for the words.
    private var owners: [String: String] = [:]
    private let routes: RouteTable

    /// - Parameter routes: A path of a service is taken when requests for it come to that service.
    init(routes: RouteTable) {
        self.routes = routes
    }

    /// Adds a service's document.
    mutating func add(_ document: JSONValue, of service: String) {
        for (path, item) in document["paths"]?.objectValue ?? [:] where isRouted(path, to: service) {
            add(item, at: path, of: service)
        }
        for (kind, entries) in document["components"]?.objectValue ?? [:] {
            for (name, value) in entries.objectValue ?? [:] { add(value, named: name, kind: kind, of: service) }
        }
        for tag in document["tags"]?.arrayValue ?? [] where !tags.contains(where: { $0["name"] == tag["name"] }) {
            tags.append(tag)
        }
    }

    /// The document of everything that was added.
    var document: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Orrery", "version": "1",
                "description": "All services of the mesh, as they are reached through the gateway.",
            ],
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "servers": [["url": "/"]],
            "tags": .array(tags),
            "paths": .object(paths),
            "components": .object(
                JSONObject(components.sorted { $0.key < $1.key }.map { ($0.key, .object($0.value)) })),
        ]
    }

    private func isRouted(_ path: String, to service: String) -> Bool {
        guard case .route(let place)? = routes.match(Array(path.utf8)[...]) else { return false }
        return routes.routes[place].service == service
    }

    private mutating func add(_ item: JSONValue, at path: String, of service: String) {
        guard paths[path] == nil else {
            collisions.append("the path \(path) is declared by \(owners[path] ?? "") and \(service)")
            return
        }
        paths[path] = item
        owners[path] = service
    }

    private mutating func add(_ value: JSONValue, named name: String, kind: String, of service: String) {
        let key = "\(kind)/\(name)"
        if let known = components[kind]?[name] {
            if known != value {
                collisions.append("\(key) is declared differently by \(owners[key] ?? "") and \(service)")
            }
            return
        }
        components[kind, default: [:]][name] = value
        owners[key] = service
    }
}
