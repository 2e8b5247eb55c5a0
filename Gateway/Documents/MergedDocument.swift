package import Logging
import MeshCore
package import MeshTransport

/// The OpenAPI document of the whole mesh, as `/openapi.json` of the gateway.
///
/// An actor because it guards what was fetched, which every request for the document shares: a service's document is
/// fetched anew when its instances have changed, since then another version may run. What a service cannot tell now is
/// told as it was.
package actor MergedDocument {
    private struct Known {
        let endpoints: [Endpoint]
        let document: JSONValue
    }

    private let documents: any DocumentSource
    private let endpoints: any EndpointSource
    private let logger: Logger
    private var routes: RouteTable
    private var known: [String: Known] = [:]
    private var merged: (routes: RouteTable, endpoints: [String: [Endpoint]], bytes: [UInt8])?

    package init(
        _ documents: any DocumentSource, endpoints: any EndpointSource, routes: RouteTable,
        logger: Logger = Logger(label: "gateway")
    ) {
        self.documents = documents
        self.endpoints = endpoints
        self.routes = routes
        self.logger = logger
    }

    /// Takes new routes.
    package func apply(_ routes: RouteTable) {
        self.routes = routes
    }

    /// The document as JSON.
    ///
    /// - Throws: ``Problem``: 503 when a service's document was never had, 500 when two services' documents do not go
    ///   together.
    package func json() async throws -> [UInt8] {
        let table = endpoints.current.services
        let routes = routes
        let services = routes.services.sorted()
        let current = Dictionary(uniqueKeysWithValues: services.map { ($0, table[$0] ?? []) })
        if let merged, merged.routes == routes, merged.endpoints == current { return merged.bytes }
        var merge = OpenAPIMerge(routes: routes)
        var isFresh = true
        for service in services {
            let (document, isCurrent) = try await document(of: service, at: current[service] ?? [])
            isFresh = isFresh && isCurrent
            merge.add(document, of: service)
        }
        guard merge.collisions.isEmpty else {
            logger.error(
                "The services' documents do not go together",
                metadata: ["collisions": .array(merge.collisions.map { .string($0) })])
            throw Problem(
                status: 500, code: "openapi_collision", title: "The services' documents do not go together",
                detail: merge.collisions.joined(separator: "; "))
        }
        let bytes = merge.document.utf8
        if isFresh { merged = (routes, current, bytes) }
        return bytes
    }

    private func document(of service: String, at endpoints: [Endpoint]) async throws -> (JSONValue, isCurrent: Bool) {
        if let known = known[service], known.endpoints == endpoints { return (known.document, true) }
        do {
            let document = try await documents.document(of: service)
            known[service] = Known(endpoints: endpoints, document: document)
            return (document, true)
        } catch {
            logger.warning(
                "Could not fetch a service's document",
                metadata: ["service": .string(service), "error": .string("\(error)")])
            guard let known = known[service] else {
                throw Problem.unavailable("The document of \(service) cannot be had now.")
            }
            return (known.document, false)
        }
    }
}
