package import HTTPTypes
package import Hummingbird
import MeshCore

/// The operations of a service, declared once: the router, the validation of what comes in, and the OpenAPI document
/// are made from it.
package struct API: Sendable {
    package let title: String
    package let version: String
    private(set) var routes: [any Route] = []

    /// Starts an API without operations.
    ///
    /// - Parameters:
    ///   - title: The service's name for people.
    ///   - version: The version of the API.
    package init(title: String, version: String) {
        self.title = title
        self.version = version
    }

    /// Adds an operation.
    ///
    /// - Parameters:
    ///   - method: GET answers HEAD as well.
    ///   - path: A template (`/v1/products/{id}`).
    ///   - operation: What is known of it.
    ///   - handler: Called with validated input. What it throws becomes a problem: ``ProblemConvertible`` its own,
    ///     anything else a 500.
    package mutating func on<Body: Sendable>(
        _ method: HTTPRequest.Method, _ path: String, _ operation: Operation<Body>,
        handler: @escaping @Sendable (OperationInput<Body>, MeshRequestContext) async throws -> HTTPReply
    ) {
        add(
            DeclaredRoute(
                method: method, template: path, operation: operation, isDocumented: !operation.access.isInternal,
                handler: handler))
    }

    /// Adds an operation that the document leaves out.
    mutating func onUndocumented(
        _ method: HTTPRequest.Method, _ path: String, _ operation: Operation<NoContent>,
        handler: @escaping @Sendable (OperationInput<NoContent>, MeshRequestContext) async throws -> HTTPReply
    ) {
        add(DeclaredRoute(method: method, template: path, operation: operation, isDocumented: false, handler: handler))
    }

    private mutating func add<Body: Sendable>(_ route: DeclaredRoute<Body>) {
        precondition(
            Set(route.operation.parameters.lazy.filter { $0.location == .path }.map(\.name)) == route.placeholders,
            "\(route.method) \(route.template) declares other path parameters than its template has")
        append(route)
    }

    /// Adds a route of whatever kind.
    mutating func append(_ route: any Route) {
        precondition(
            !routes.contains { $0.method == route.method && $0.template == route.template },
            "\(route.method) \(route.template) is declared twice")
        routes.append(route)
    }

    /// Adds all operations of another API.
    package mutating func include(_ other: API) {
        routes.append(contentsOf: other.routes)
    }

    /// The responder of all operations: Hummingbird's router, with 404 and 405 as problems.
    ///
    /// - Parameter environment: What the operations share at run time.
    package func responder(environment: RequestEnvironment) -> RouterResponder<MeshRequestContext> {
        let router = Router(context: MeshRequestContext.self)
        for route in routes {
            route.register(on: router, environment: environment)
        }
        router.add(middleware: UnmatchedRoute(routes: routes))
        return router.buildResponder()
    }
}
